"""Accounts for what packs declare."""

import datetime as dt
from functools import cache
from typing import Any

import pytest

from tests.house.files import ROOT
from tests.ledger.conftest import NOW
from wotu.audit.models import AuditEntry
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of, next_period, open_from_pack
from wotu.ledger.reads import accounts_of, not_adding_up, open_account_for, years_of
from wotu.ledger.refusal import LedgerRefused
from wotu.ledger.verbs import open_account
from wotu.rules.load import load_packs
from wotu.rules.model import PackSet
from wotu.rules.text import Text

ZONES = ("changchun", "guangzhou", "mengsu", "nanchang", "showcase", "wangcheng", "xian")
BY: dict[str, Any] = {"by": "finn@example.org", "now": NOW}


@cache
def packs(name: str) -> PackSet:
    return load_packs([ROOT / "packs" / name])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["changchun", "guangzhou", "mengsu", "nanchang", "showcase", "wangcheng", "xian"]
)
def test_every_account_of_every_pack_becomes_one_of_the_ledger(name: str) -> None:
    pack = packs(name).packs[name]

    opened = open_from_pack(pack=pack, years=[2026, 2027], **BY)

    expected = sum(2 if account.period == "year" else 1 for account in pack.accounts.values())
    assert len(opened) == accounts_of(name).count() == expected
    assert all(account.limit > 0 for account in accounts_of(name))
    assert not open_from_pack(pack=pack, years=[2027, 2026], **BY)
    assert AuditEntry.objects.filter(verb="open_from_pack").count() == bool(expected)
    assert not not_adding_up(name)


@pytest.mark.django_db
def test_a_fund_for_good_and_space_by_the_year_are_counted_in_their_smallest_units() -> None:
    open_from_pack(pack=packs("wangcheng").packs["wangcheng"], years=[2026], **BY)

    fund = Account.objects.get(family="wangcheng.venture_fund")
    assert (fund.code, fund.limit, fund.unit, fund.starts) == (
        "wangcheng.venture_fund", 200_000_000_00, "fen", None,
    )  # fmt: skip
    space = Account.objects.get(family="wangcheng.base_space")
    assert (space.code, space.limit, space.unit) == ("wangcheng.base_space/2026", 192_000, "sqm_month")
    assert (space.starts, space.ends) == (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert not space.published
    assert space.assumption
    assert "约16000㎡" in space.assumption.zh


@pytest.mark.django_db
def test_the_account_of_a_day_is_the_one_whose_period_has_it() -> None:
    open_from_pack(pack=packs("wangcheng").packs["wangcheng"], years=[2026, 2027], **BY)

    codes = {
        day: found.code if (found := open_account_for("wangcheng", "wangcheng.base_space", day)) else None
        for day in (dt.date(2025, 12, 31), dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2028, 1, 1))
    }

    assert list(codes.values()) == [None, "wangcheng.base_space/2026", "wangcheng.base_space/2027", None]
    assert open_account_for("wangcheng", "wangcheng.venture_fund", dt.date(2040, 1, 1))
    assert years_of("wangcheng") == [2027, 2026]


@pytest.mark.django_db
def test_a_measure_of_money_gets_a_budget_by_the_year() -> None:
    measure = packs("showcase").measures["showcase.partial_clawback"]
    guess = Text("演示", "A demonstration")

    budget = open_account(
        account=budget_of(zone="showcase", measure=measure, year=2026, document="演示", assumption=guess),
        limit=5, **BY,
    )  # fmt: skip
    share = budget_of(zone="showcase", measure=measure, year=2026, document="演示", bearer="city")

    assert (budget.code, budget.family, budget.unit) == (f"{measure.id}/2026", measure.id, "fen")
    assert budget.assumption == guess
    assert (share.code, share.label.zh) == (f"{measure.id}/city/2026", f"{measure.title.zh}（市级承担）")


@pytest.mark.django_db
def test_the_year_after_is_opened_empty_once() -> None:
    open_from_pack(pack=packs("wangcheng").packs["wangcheng"], years=[2026], **BY)
    space = Account.objects.get(code="wangcheng.base_space/2026")

    following, again = (next_period(account=space, **BY) for _ in range(2))

    assert following == again
    assert (following.code, following.limit, following.ends) == (
        "wangcheng.base_space/2027", 0, dt.date(2028, 1, 1),
    )  # fmt: skip
    with pytest.raises(LedgerRefused, match="不分年度"):
        next_period(account=Account.objects.get(family="wangcheng.venture_fund"), **BY)


def test_a_measure_that_gives_nothing_countable_has_no_budget() -> None:
    services = [
        measure
        for measure in packs("showcase").measures.values()
        if {version.benefit.type for version in measure.versions} == {"service"}
    ]

    with pytest.raises(LedgerRefused):
        budget_of(zone="showcase", measure=services[0], year=2026, document="演示")
