"""What people do with accounts."""

import datetime as dt
from typing import Any

import pytest

from tests.ledger.conftest import NOW, Open
from wotu.audit.models import AuditEntry
from wotu.ledger import verbs
from wotu.ledger.models import Account, Entry
from wotu.ledger.reads import not_adding_up
from wotu.ledger.refusal import LedgerRefused, OtherContent, Short

BY: dict[str, Any] = {"by": "finn@example.org", "now": NOW}


def _counters(account: Account) -> tuple[int, int, int, int]:
    account.refresh_from_db()
    return account.limit, account.reserved, account.held, account.posted


def _verbs_noted() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_opening_an_account_appropriates_its_limit_and_repeating_it_changes_nothing(opened: Open) -> None:
    first, again = opened(limit=500), opened(limit=900)

    assert first == again
    assert _counters(first) == (500, 0, 0, 0)
    assert list(first.entries.values_list("code", "limit", "note")) == [
        ("appropriate", 500, "演示〔2026〕1号")
    ]
    assert _verbs_noted() == ["open_account"]


def test_a_code_that_counts_something_else_is_refused(opened: Open) -> None:
    opened()

    with pytest.raises(OtherContent):
        opened(unit="minute")


def test_an_appropriation_needs_a_document_and_raises_the_limit(fund: Account) -> None:
    with pytest.raises(LedgerRefused, match="文件依据"):
        verbs.appropriate(account=fund, amount=10, document=" ", key="a", **BY)

    verbs.appropriate(account=fund, amount=250, document="财预〔2026〕3号", key="a", **BY)

    assert _counters(fund) == (1_250, 0, 0, 0)
    assert _verbs_noted() == ["open_account", "appropriate"]


def test_what_is_spoken_for_cannot_be_withdrawn(fund: Account) -> None:
    verbs.reserve(account=fund, amount=700, reason="下半年", key="r", **BY)

    with pytest.raises(Short):
        verbs.appropriate(account=fund, amount=-301, document="财预〔2026〕4号", key="a", **BY)
    verbs.appropriate(account=fund, amount=-300, document="财预〔2026〕4号", key="a", **BY)

    assert _counters(fund) == (700, 700, 0, 0)
    assert Entry.objects.get(key="a").code == "withdraw"


def test_a_reserve_keeps_back_and_lets_go(fund: Account) -> None:
    verbs.reserve(account=fund, amount=400, reason="下半年", key="r", **BY)
    with pytest.raises(LedgerRefused, match="只预留了4元"):
        verbs.release_reserve(account=fund, amount=401, reason="启用", key="l", **BY)

    verbs.release_reserve(account=fund, amount=150, reason="启用", key="l", **BY)

    assert _counters(fund) == (1_000, 250, 0, 0)


def test_what_is_left_of_a_year_is_carried_into_the_next(fund: Account, opened: Open) -> None:
    following = opened("small.fund/2027", 100, starts=dt.date(2027, 1, 1), ends=dt.date(2028, 1, 1))
    verbs.reserve(account=fund, amount=400, reason="质保金", key="r", **BY)

    for _ in range(2):
        verbs.carry_over(
            source=fund, target=following, amount=None, document="财预〔2027〕1号", key="c", **BY
        )

    assert _counters(fund) == (400, 400, 0, 0)
    assert _counters(following) == (700, 0, 0, 0)
    assert _verbs_noted().count("carry_over") == 1
    with pytest.raises(LedgerRefused, match="以后的期间"):
        verbs.carry_over(source=following, target=fund, amount=1, document="x", key="d", **BY)


def test_nothing_left_cannot_be_carried_over(fund: Account, opened: Open) -> None:
    following = opened("small.fund/2027", 0, starts=dt.date(2027, 1, 1), ends=dt.date(2028, 1, 1))
    verbs.reserve(account=fund, amount=1_000, reason="质保金", key="r", **BY)

    with pytest.raises(LedgerRefused):
        verbs.carry_over(source=fund, target=following, amount=None, document="x", key="c", **BY)


def test_a_limit_moves_between_accounts_that_count_the_same(fund: Account, opened: Open) -> None:
    other, minutes = opened("small.other"), opened("small.lab", unit="minute")

    with pytest.raises(LedgerRefused, match="同一计量单位"):
        verbs.move_between(source=fund, target=minutes, amount=1, document="纪要1号", key="m", **BY)
    verbs.move_between(source=fund, target=other, amount=300, document="纪要1号", key="m", **BY)

    assert (_counters(fund)[0], _counters(other)[0]) == (700, 1_300)
    with pytest.raises(Short):
        verbs.move_between(source=fund, target=other, amount=701, document="纪要2号", key="n", **BY)
    assert (_counters(fund)[0], _counters(other)[0]) == (700, 1_300)


def test_a_correction_is_a_further_entry(fund: Account) -> None:
    verbs.correct(account=fund, amount=120, reason="启用台账前已拨付", key="c", **BY)
    verbs.correct(account=fund, amount=-20, reason="更正录入", key="d", **BY)

    assert _counters(fund) == (1_000, 0, 0, 100)
    assert list(fund.entries.values_list("code", "posted")) == [
        ("appropriate", 0), ("correct", 120), ("correct", -20),
    ]  # fmt: skip
    with pytest.raises(LedgerRefused):
        verbs.correct(account=fund, amount=-101, reason="更正录入", key="e", **BY)


def test_a_form_sent_twice_is_done_once_and_its_key_is_for_nothing_else(fund: Account) -> None:
    for _ in range(2):
        verbs.reserve(account=fund, amount=400, reason="下半年", key="r", **BY)

    assert _counters(fund) == (1_000, 400, 0, 0)
    for amount in (401, 1):
        with pytest.raises(OtherContent):
            verbs.reserve(account=fund, amount=amount, reason="下半年", key="r", **BY)
    with pytest.raises(OtherContent):
        verbs.appropriate(account=fund, amount=400, document="x", key="r", **BY)


@pytest.mark.parametrize("amount", [0, -5, 10**19])
def test_an_amount_that_cannot_be_is_refused(fund: Account, amount: int) -> None:
    with pytest.raises(LedgerRefused):
        verbs.reserve(account=fund, amount=amount, reason="下半年", key="r", **BY)

    assert not not_adding_up()
