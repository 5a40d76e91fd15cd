"""The ways the ledger is measured beside each other write the same, so that their times compare."""

import pytest
from benchmarks.ledger.ways import WAYS, claim_for

from tests.ledger.conftest import Open, opened
from wotu.ledger.models import Entry, Transfer
from wotu.ledger.reads import not_adding_up

__all__ = ["opened"]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_every_way_writes_the_same_rows_and_stops_at_the_limit(way: str, opened: Open) -> None:
    account = opened(limit=3)
    turns = iter([False] * 5 + [True])

    granted = claim_for(way, [account.pk], turns.__next__, 1)

    assert granted == (3, 2)
    assert Transfer.objects.count() == Entry.objects.filter(code="hold").count() == 3
    assert not not_adding_up()
