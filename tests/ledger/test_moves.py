"""Holding, posting and giving back, inside the caller's transaction, once for each key."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.ledger.conftest import NOW, Open
from wotu.ledger import moves
from wotu.ledger.models import Account, Entry, Transfer
from wotu.ledger.moves import Claim
from wotu.ledger.reads import not_adding_up
from wotu.ledger.refusal import LedgerRefused, OtherContent, Short

SAID: dict[str, Any] = {"case": "case:1", "verb": "approve", "by": "anna@example.org", "now": NOW}
DONE: dict[str, Any] = {"by": "finn@example.org", "now": NOW}


def _counters(account: Account) -> tuple[int, int, int, int]:
    account.refresh_from_db()
    return account.limit, account.reserved, account.held, account.posted


def _hold(account: Account, amount: int, key: str = "case:1/hold", **more: Any) -> Transfer:
    return moves.hold(key=key, claims=[Claim(account.pk, amount)], **{**SAID, **more})


def _add_up() -> bool:
    return not not_adding_up()


def test_a_hold_takes_from_what_is_left_and_names_its_case(fund: Account) -> None:
    transfer = _hold(fund, 600)

    assert _counters(fund) == (1_000, 0, 600, 0)
    assert fund.left == 400
    entry = Entry.objects.get(transfer=transfer)
    assert (entry.code, entry.held, entry.case, entry.verb, entry.by) == (
        "hold", 600, "case:1", "approve", "anna@example.org",
    )  # fmt: skip
    assert _add_up()


def test_what_is_not_there_is_not_held_and_nothing_is_written(fund: Account) -> None:
    _hold(fund, 600)

    with pytest.raises(Short) as refused:
        _hold(fund, 401, "case:2/hold")

    assert "需要4.01元，只剩4元" in refused.value.text.zh
    assert "needs CNY 4.01, CNY 4 left" in refused.value.text.en
    assert (refused.value.lacking[0].wanted, refused.value.lacking[0].left) == (401, 400)
    assert Transfer.objects.count() == 1
    assert Entry.objects.filter(code="hold").count() == 1


def test_several_accounts_are_held_all_or_none(fund: Account, opened: Open) -> None:
    other = opened("small.other", 10)
    claims = [Claim(other.pk, 11), Claim(fund.pk, 5)]

    with pytest.raises(Short) as refused:
        moves.hold(key="k", claims=claims, **SAID)

    assert [lack.account_id for lack in refused.value.lacking] == [other.pk]
    assert _counters(fund)[2] == _counters(other)[2] == 0
    assert not Transfer.objects.exists()


def test_ninety_nights_are_held_in_a_handful_of_statements(opened: Open) -> None:
    nights = [opened(f"small.nights/{n:03}", 304, unit="bed_night") for n in range(90)]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        moves.hold(key="stay", claims=[Claim(night.pk, 1) for night in nights], **SAID)

    assert len(asked) <= 5
    assert Account.objects.filter(held=1).count() == 90
    assert _add_up()


def test_the_same_hold_again_returns_the_first_and_writes_nothing(fund: Account) -> None:
    first = _hold(fund, 600)

    again = _hold(fund, 600)

    assert again.pk == first.pk
    assert _counters(fund)[2] == 600
    assert Entry.objects.filter(code="hold").count() == 1


@pytest.mark.parametrize("other", [{"amount": 601}, {"case": "case:2"}, {"verb": "reopen"}])
def test_the_same_key_for_another_hold_is_refused(fund: Account, other: dict[str, Any]) -> None:
    _hold(fund, 600)

    with pytest.raises(OtherContent):
        _hold(fund, **{"amount": 600, **other})


def test_what_is_posted_in_part_gives_the_rest_back(fund: Account) -> None:
    transfer = _hold(fund, 600)

    posted = moves.post(transfer=transfer, amount=450, key="pay", **DONE)

    assert posted.state == "posted"
    assert _counters(fund) == (1_000, 0, 0, 450)
    assert list(transfer.entries.values_list("code", "held", "posted")) == [
        ("hold", 600, 0), ("post", -450, 450), ("release", -150, 0),
    ]  # fmt: skip
    assert _add_up()


def test_the_rest_is_kept_for_a_later_stage(fund: Account) -> None:
    transfer = _hold(fund, 600)

    moves.post(transfer=transfer, amount=200, key="stage-1", keep_rest=True, **DONE)
    assert _counters(fund) == (1_000, 0, 400, 200)

    assert moves.post(transfer=transfer, amount=400, key="stage-2", **DONE).state == "posted"
    assert _counters(fund) == (1_000, 0, 0, 600)


def test_a_payment_is_posted_once_however_often_it_is_sent(fund: Account) -> None:
    transfer = _hold(fund, 600)

    for _ in range(3):
        moves.post(transfer=transfer, amount=600, key="pay", **DONE)

    assert _counters(fund) == (1_000, 0, 0, 600)
    with pytest.raises(OtherContent):
        moves.post(transfer=transfer, amount=1, key="pay", **DONE)


def test_more_than_is_held_is_not_posted(fund: Account) -> None:
    transfer = _hold(fund, 600)

    with pytest.raises(LedgerRefused):
        moves.post(transfer=transfer, amount=601, key="pay", **DONE)

    assert _counters(fund) == (1_000, 0, 600, 0)


def test_shares_post_the_whole_together_to_the_fen(opened: Open) -> None:
    pool = opened("small.pool", 10_000)
    city, county, employer = (opened(f"small.{who}", 10_000) for who in ("city", "county", "employer"))
    claims = [
        Claim(pool.pk, 101), Claim(city.pk, 21, share=True), Claim(county.pk, 40, share=True),
        Claim(employer.pk, 40, share=True),
    ]  # fmt: skip
    transfer = moves.hold(key="k", claims=claims, **SAID)

    for part, amount in enumerate([7, 1, 1, 33, 59]):
        moves.post(transfer=transfer, amount=amount, key=f"pay-{part}", keep_rest=True, **DONE)
        assert sum(_counters(account)[3] for account in (city, county, employer)) == _counters(pool)[3]

    assert [_counters(account)[3] for account in (pool, city, county, employer)] == [101, 21, 40, 40]
    assert _add_up()


def test_a_share_borne_outside_the_books_is_left_out(opened: Open) -> None:
    pool, city = opened("small.pool", 10_000), opened("small.city", 10_000)
    claims = [Claim(pool.pk, 100), Claim(city.pk, 20, share=True)]
    transfer = moves.hold(key="k", claims=claims, **SAID)

    for key, amount in (("first", 50), ("first", 50), ("second", 50)):
        moves.post(transfer=transfer, amount=amount, key=key, keep_rest=True, **DONE)
        assert _counters(city)[3] * 5 == _counters(pool)[3]

    assert _counters(city) == (10_000, 0, 0, 20)


def test_shares_alone_are_the_whole(opened: Open) -> None:
    city, county = opened("small.city", 100), opened("small.county", 100)
    claims = [Claim(city.pk, 51, share=True), Claim(county.pk, 50, share=True)]
    transfer = moves.hold(key="k", claims=claims, **SAID)

    for _ in range(2):
        moves.post(transfer=transfer, amount=101, key="pay", **DONE)

    assert (_counters(city)[3], _counters(county)[3]) == (51, 50)


def test_a_part_may_be_said_for_each_account(opened: Open) -> None:
    nights = [opened(f"small.nights/{n}", 304, unit="bed_night") for n in range(3)]
    stay = moves.hold(key="stay", claims=[Claim(night.pk, 2) for night in nights], **SAID)

    moves.post(transfer=stay, amount={nights[0].pk: 2, nights[1].pk: 1}, key="left early", **DONE)

    assert [_counters(night)[2:] for night in nights] == [(0, 2), (0, 1), (0, 0)]


def test_a_hold_given_up_is_left_again(fund: Account) -> None:
    transfer = _hold(fund, 600)

    assert moves.void(transfer=transfer, **DONE).state == "void"
    assert moves.void(transfer=transfer, **DONE).state == "void"

    assert _counters(fund) == (1_000, 0, 0, 0)
    assert Entry.objects.filter(code="void").count() == 1


@pytest.mark.parametrize(
    ("code", "counters", "state"),
    [
        ("return", (1_000, 0, 0, 400), "posted"),
        ("clawback", (1_000, 0, 0, 400), "posted"),
        ("bounce", (1_000, 0, 200, 400), "held"),
    ],
)
def test_a_posted_amount_comes_back(
    fund: Account, code: moves.GaveBack, counters: tuple[int, ...], state: str
) -> None:
    transfer = _hold(fund, 600)
    moves.post(transfer=transfer, amount=600, key="pay", **DONE)

    for _ in range(2):
        back = moves.give_back(transfer=transfer, key="back", amount=200, code=code, **DONE)

    assert _counters(fund) == counters
    assert back.state == state
    assert _add_up()


def test_a_bounced_payment_is_paid_again_from_what_was_held_for_it(fund: Account) -> None:
    transfer = _hold(fund, 1_000)
    moves.post(transfer=transfer, amount=1_000, key="pay", **DONE)
    moves.give_back(transfer=transfer, key="bounced", amount=1_000, code="bounce", **DONE)
    with pytest.raises(Short):
        _hold(fund, 1, "case:2/hold")

    moves.post(transfer=transfer, amount=1_000, key="pay again", **DONE)

    assert _counters(fund) == (1_000, 0, 0, 1_000)


def test_more_than_was_posted_does_not_come_back(fund: Account) -> None:
    transfer = _hold(fund, 600)
    moves.post(transfer=transfer, amount=100, key="pay", **DONE)

    with pytest.raises(LedgerRefused):
        moves.give_back(transfer=transfer, key="back", amount=101, code="clawback", **DONE)


def test_a_hold_expires_when_its_time_is_over_and_not_before(fund: Account) -> None:
    transfer = _hold(fund, 600, expires_at=NOW + dt.timedelta(days=1))

    assert moves.expire_due(now=NOW, by="clock") == []
    later = NOW + dt.timedelta(days=1)
    assert [each.pk for each in moves.expire_due(now=later, by="clock")] == [transfer.pk]
    assert moves.expire_due(now=later, by="clock") == []

    transfer.refresh_from_db()
    assert (transfer.state, _counters(fund)[2]) == ("expired", 0)
    assert _add_up()


def test_what_was_used_once_no_longer_expires(fund: Account) -> None:
    transfer = _hold(fund, 600, expires_at=NOW + dt.timedelta(days=1))
    moves.post(transfer=transfer, amount=200, key="stage-1", keep_rest=True, **DONE)

    assert moves.expire_due(now=NOW + dt.timedelta(days=9), by="clock") == []


@pytest.mark.parametrize("amount", [0, -1, 10**19])
def test_an_amount_that_cannot_be_is_refused(fund: Account, amount: int) -> None:
    with pytest.raises(LedgerRefused):
        _hold(fund, amount)


@pytest.mark.django_db(transaction=True)
def test_a_move_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        moves.hold(key="k", claims=[Claim(1, 1)], **SAID)
