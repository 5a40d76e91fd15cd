"""Paying to the fen: stages, bearers, what is owed and what comes back."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.match.making import facts, make, measure, pair
from wotu.match.payment import Schedule, schedule_of, split

HALVES = {
    "stages": [
        {"id": "first", "share": "50%", **pair("首付")},
        {"id": "second", "share": "50%", "when": "revenue >= '1亿元'", **pair("尾款")},
    ],
    "offset": "rd",
    "clawback": {"when": "flag", "share": "100%", **pair("退回")},
    "split": {"city": "50%", "county": "50%"},
}


def _pay(tmp_path: Path, award: int, **known: object) -> Schedule:
    plan = make(tmp_path, [measure("m", payment=HALVES)])
    [line] = plan.lines
    return schedule_of(plan, line.version.payment, award, facts(**known), line.unit)  # type: ignore[arg-type]


def test_the_second_half_waits_for_a_later_fact(tmp_path: Path) -> None:
    assert [p.state for p in _pay(tmp_path, 1001, revenue=99_999_999).parts] == ["due", "waiting"]
    assert [p.state for p in _pay(tmp_path, 1001, revenue=100_000_000).parts] == ["due", "due"]
    assert [p.state for p in _pay(tmp_path, 1001).parts] == ["due", "unknown"]


def test_what_is_owed_is_deducted_from_what_is_due_and_never_more(tmp_path: Path) -> None:
    assert _pay(tmp_path, 1000, rd=3).payable == 200
    assert _pay(tmp_path, 1000, rd=30).payable == 0
    assert _pay(tmp_path, 1000).offset is None


def test_the_odd_fen_goes_to_the_first_bearer(tmp_path: Path) -> None:
    found = _pay(tmp_path, 1002, rd=0)
    assert found.bearers == (("city", 251), ("county", 250))


def test_a_clawback_is_known_to_apply_or_not_or_open(tmp_path: Path) -> None:
    assert [_pay(tmp_path, 1000, flag=flag).reclaimed for flag in (True, False)] == [1000, 0]
    assert _pay(tmp_path, 1000).reclaimed is None


def test_twelve_months_pay_the_whole(tmp_path: Path) -> None:
    plan = make(tmp_path, [measure("m", payment={"monthly": "12"})])
    found = schedule_of(plan, plan.lines[0].version.payment, 100, {}, plan.lines[0].unit)
    assert (len(found.parts), sum(part.amount for part in found.parts)) == (12, 100)


SHARES = st.lists(st.integers(1, 100), min_size=1, max_size=6).map(
    lambda weights: tuple((str(i), Fraction(w, sum(weights))) for i, w in enumerate(weights))
)


@given(st.integers(0, 10**15), SHARES)
def test_a_split_gives_everything_and_nobody_less_than_a_fen_short(
    amount: int, shares: tuple[tuple[str, Fraction], ...]
) -> None:
    parts = split(amount, shares)
    assert sum(part for _, part in parts) == amount
    for (_, part), (_, share) in zip(parts[1:], shares[1:], strict=True):
        assert amount * share - 1 < part <= amount * share
