"""Amounts, caps, stacking groups and accounts that do not fit together."""

from pathlib import Path

import pytest

from tests.rules import tiny
from tests.rules.lint.reviewing import (
    AMOUNT,
    MEASURE,
    Found,
    found,
    line_of,
    review_text,
    with_benefit,
    with_keys,
)

ACCOUNTS = (
    tiny.PACK
    + """\
accounts:
  fund: {zh: 资金, en: Fund, limit: 1亿元}
  beds: {zh: 床位, en: Beds, limit: 100床·晚}
"""
)
FROM_FUND = "capacity: {account: fund, when_short: pro_rata}"


def cap(limit: str = "20万元", per: str = "enterprise_year", more: str = "") -> str:
    """Return a cap."""
    return f"caps: [{{id: top, per: {per}, limit: {limit}, zh: 上限, en: Cap{more}}}]"


def second(text: str) -> str:
    """Return another measure of the pack."""
    return text.replace("demo.grant", "demo.other")


@pytest.mark.parametrize(
    ("amount", "limit", "bites"),
    [
        ("10万元", "20万元", False),
        ("20万元", "20万元", False),
        ("30万元", "20万元", True),
        ("rate * rd", "20万元", True),
        ("10万元", "rate * rd", True),
    ],
)
def test_m1_a_cap_that_never_bites(tmp_path: Path, amount: str, limit: str, bites: bool) -> None:
    text = with_benefit(f"amount: {amount}", cap(limit))
    assert found(tmp_path, text) == ([] if bites else [Found("M1", "note", "top", 1)])


def test_m1_a_cap_on_what_was_received_before_may_bite(tmp_path: Path) -> None:
    assert found(tmp_path, with_benefit("amount: 10万元", cap(more=", already: revenue"))) == []


def test_m2_a_cap_about_something_else(tmp_path: Path) -> None:
    text = with_benefit(AMOUNT, cap(per="site")).replace(
        "  area: research", "  about: project\n  area: research"
    )
    assert found(tmp_path, text) == [Found("M2", "warning", "top", 1)]
    assert found(tmp_path, text.replace("per: site", "per: project")) == []


@pytest.mark.parametrize(("amount", "codes"), [("200亿元", ["M3"]), ("100亿元", [])])
def test_m3_an_amount_that_looks_like_a_slip_of_units(tmp_path: Path, amount: str, codes: list[str]) -> None:
    findings = found(tmp_path, with_benefit(f"amount: {amount}"))
    assert [(f.code, f.severity, f.line) for f in findings] == [(code, "warning", 1) for code in codes]


@pytest.mark.parametrize(("value", "codes"), [("150%", ["M4"]), ("100%", [])])
def test_m4_a_share_above_the_whole(tmp_path: Path, value: str, codes: list[str]) -> None:
    text = MEASURE.replace("10%", value)
    line = line_of(text, "{zh: 比例")
    assert found(tmp_path, text) == [Found(code, "warning", "rate", line) for code in codes]


@pytest.mark.parametrize(
    ("benefit", "codes"), [("{type: bed_night, amount: 30床·晚}", ["M5"]), ("{amount: 30万元}", [])]
)
def test_m5_a_stacking_rule_over_different_units(tmp_path: Path, benefit: str, codes: list[str]) -> None:
    other = second(MEASURE).replace(f"benefit:\n    {AMOUNT}", f"benefit: {benefit}")
    stacking = """\
stacking:
  - {id: allowed, rule: stackable, members: [demo.grant, demo.other], zh: 可叠加, en: Both}
  - {id: highest, rule: highest_only, key: enterprise, members: [demo.grant, demo.other], zh: 就高, en: One}
"""
    findings = review_text(tmp_path, MEASURE + other, stacking=stacking)
    assert [(f.code, f.severity, f.clause, f.place.file.name, f.place.line) for f in findings] == [
        (code, "warning", "highest", "stacking.yaml", 3) for code in codes
    ]


def test_m6_an_account_of_another_unit(tmp_path: Path) -> None:
    text = with_keys(FROM_FUND)
    assert found(tmp_path, text, pack=ACCOUNTS) == []
    wrong = text.replace("account: fund", "account: beds")
    assert found(tmp_path, wrong, pack=ACCOUNTS) == [Found("M6", "warning", "capacity", 1)]


def test_m7_measures_on_one_account_that_disagree(tmp_path: Path) -> None:
    text = with_keys(FROM_FUND)
    other = second(text)
    assert found(tmp_path, text + other, pack=ACCOUNTS) == []
    both = text + other.replace("pro_rata", "first_come")
    line = text.count("\n") + 1
    assert found(tmp_path, both, pack=ACCOUNTS) == [Found("M7", "warning", "capacity", line)]
