"""The books of the demonstration zones."""

import datetime as dt

import pytest

from tests.house.files import ROOT
from tests.ledger.conftest import NOW
from tests.ledger.test_opening import ZONES
from wotu.cli.demonstration_books import BUDGET, load_books
from wotu.ledger.drawing import claims_for
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.measures.zones import Zone
from wotu.rules.load import load_packs

TODAY = dt.date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def _zone(name: str) -> Zone:
    packs = load_packs([ROOT / "packs" / name])
    return Zone(packs.packs[name], packs)


@pytest.mark.parametrize("name", ZONES)
def test_every_measure_of_money_has_something_to_draw_on_and_says_it_is_invented(name: str) -> None:
    zone = _zone(name)

    new = load_books(zone=zone, by="tests", now=NOW, today=TODAY)

    assert new == Account.objects.count()
    assert load_books(zone=zone, by="tests", now=NOW, today=TODAY) == 0
    for measure in zone.measures:
        for version in measure.versions:
            if version.benefit.type == "money":
                assert claims_for(zone=zone.id, version=version, amount=1_00, day=TODAY), measure.id
    pools = list(zone.packs.accounts)
    invented = Account.objects.filter(family__in=[measure.id for measure in zone.measures]).exclude(
        family__in=pools
    )
    assert {account.limit for account in invented} <= {BUDGET}
    assert all(not account.published and "演示" in account.assumption_zh for account in invented)
    assert not not_adding_up()


def test_the_bearers_of_a_split_have_their_share_and_an_employer_has_none() -> None:
    load_books(zone=_zone("showcase"), by="tests", now=NOW, today=TODAY)

    shares = Account.objects.filter(code__startswith="showcase.partial_clawback/").order_by("code")

    assert {account.code: account.limit for account in shares} == {
        "showcase.partial_clawback/2026": BUDGET,
        "showcase.partial_clawback/city/2026": BUDGET // 5,
        "showcase.partial_clawback/district/2026": BUDGET * 2 // 5,
    }
