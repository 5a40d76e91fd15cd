"""The tables hold by themselves, whoever writes them."""

import datetime as dt
from typing import Any

import pytest
from django.db import Error, connection, transaction

from tests.ledger.conftest import NOW
from wotu.ledger import moves
from wotu.ledger.models import Account, Entry, Round, Transfer, TransferLine, WaitingClaim
from wotu.ledger.moves import Claim


def _refused(name: str, change: Any) -> None:
    with pytest.raises(Error) as refused, transaction.atomic():
        change()
    assert name in str(refused.value)


@pytest.mark.parametrize(
    ("counters", "constraint"),
    [
        ({"held": -1}, "account_never_negative"),
        ({"posted": -1}, "account_never_negative"),
        ({"reserved": -1, "held": 1}, "account_never_negative"),
        ({"limit": -1}, "account_"),
        ({"held": 1_001}, "account_within_limit"),
        ({"reserved": 400, "held": 300, "posted": 301}, "account_within_limit"),
        ({"ends": dt.date(2026, 1, 1)}, "account_forward"),
        ({"published": False}, "account_assumption_said"),
        ({"unit": "barrel"}, "account_unit_known"),
        ({"code": ""}, "account_named"),
    ],
)
def test_an_account_stays_within_its_bounds(fund: Account, counters: dict[str, Any], constraint: str) -> None:
    _refused(constraint, lambda: Account.objects.filter(pk=fund.pk).update(**counters))


def test_an_account_is_opened_once_in_a_zone(fund: Account) -> None:
    fund.pk = None
    _refused("account_code_once", lambda: fund.save(force_insert=True))
    fund.zone = "other"
    fund.save(force_insert=True)


@pytest.fixture
def transfer(fund: Account) -> Transfer:
    return moves.hold(
        key="k", claims=[Claim(fund.pk, 600)], case="case:1", verb="approve", by="anna", now=NOW
    )


@pytest.mark.parametrize(
    ("line", "constraint"),
    [
        ({"held": 601}, "transfer_line_within"),
        ({"posted": 1}, "transfer_line_within"),
        ({"held": -1}, "line_within"),
    ],
)
def test_a_line_never_has_more_than_was_asked(
    transfer: Transfer, line: dict[str, int], constraint: str
) -> None:
    _refused(constraint, lambda: TransferLine.objects.filter(transfer=transfer).update(**line))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "transfer_state_known"),
        ({"amount": 0}, "transfer_of_something"),
        ({"case": ""}, "transfer_says_for_whom"),
    ],
)
def test_a_transfer_says_what_it_is(transfer: Transfer, fields: dict[str, Any], constraint: str) -> None:
    _refused(constraint, lambda: Transfer.objects.filter(pk=transfer.pk).update(**fields))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"held": 0}, "entry_changes_something"),
        ({"code": "gift"}, "entry_code_known"),
        ({"by": ""}, "entry_says_who_and_what"),
        ({"key": "k", "code": "hold"}, "entry_once"),
    ],
)
def test_an_entry_says_what_it_is(
    fund: Account, transfer: Transfer, fields: dict[str, Any], constraint: str
) -> None:
    whole = {
        "account": fund, "key": "new", "code": "correct", "held": 1, "at": NOW, "by": "anna", "verb": "x"
    }  # fmt: skip
    _refused(constraint, lambda: Entry.objects.create(**(whole | fields)))


@pytest.mark.parametrize(
    "sql", ["UPDATE ledger_entry SET held = 0, posted = 600", "DELETE FROM ledger_entry"]
)
def test_an_entry_never_changes(transfer: Transfer, sql: str) -> None:
    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    _refused("never changes", change)
    assert transfer.entries.get().held == 600


def test_a_round_and_a_waiting_claim_stay_within_their_bounds(fund: Account) -> None:
    backwards = Round(account=fund, key="r", since=NOW, until=NOW, rule="first_come", opened_at=NOW)
    _refused("round_forward", backwards.save)
    claim = WaitingClaim(account=fund, key="w", case="case:1", amount=5, granted=6, at=NOW, by="anna")
    _refused("waiting_within", claim.save)
