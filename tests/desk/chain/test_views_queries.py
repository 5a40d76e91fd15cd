"""How often the pages of leaders, ratio, risk and clusters ask the database once the atlas is there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.desk.chain.demonstration_world import DESK, LEADER, ZONE
from wotu.accounts.models import User
from wotu.chain.lead_firms import lead_firms
from wotu.industry.atlas import atlas
from wotu.industry.reads import chains_of, firm_of
from wotu.industry.verbs.leaders import confirm_leader

QUERIES = {
    "leaders/": 13,
    "leaders/{number}/": 18,
    "ratio/": 8,
    f"ratio/?buyer={LEADER}": 8,
    "ratio/claims/": 8,
    "risk/": 9,
    f"risk/stop/?firm={LEADER}": 9,
    "clusters/": 9,
    "clusters/chain/led/": 12,
}
"""Six of them say who is asking and whether there are messages, one at which state of knowledge."""


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_asks_little(nanchang_desk: Client, nanchang_dan: User, address: str) -> None:
    chain, firm = chains_of(ZONE).get(), firm_of(ZONE, LEADER)
    assert firm is not None
    best = atlas(ZONE).answer(lead_firms, chain="led")[0]
    made = confirm_leader(
        chain=chain, enterprise=firm, reasons=best.reasons, user=nanchang_dan, now=timezone.now()
    )
    here = f"{DESK}{address.format(number=made.pk)}"
    nanchang_desk.get(here)
    with CaptureQueriesContext(connection) as asked:
        nanchang_desk.get(here)

    assert len(asked) == QUERIES[address], [query["sql"] for query in asked.captured_queries]
