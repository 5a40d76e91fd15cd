"""What is missing: the smallest change, and never a change that does not help."""

import datetime as dt
import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.match.making import condition, firm, make, measure
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from wotu.match.checkup import Checker
from wotu.match.missing import Shortfall, nearest
from wotu.match.plan import make_plan
from wotu.match.subject import Household
from wotu.rules.dates import day_number
from wotu.rules.evaluate import plain
from wotu.rules.vocabulary import Slot


def _nearest(tmp_path: Path, *conditions: str, **known: object) -> Shortfall | None:
    rules = [condition(f"c{i}", when) for i, when in enumerate(conditions)]
    checker = Checker.of(make(tmp_path, [measure("m", conditions=rules)]))
    [finding] = checker.check(firm(**known))  # type: ignore[arg-type]
    return nearest(checker, finding)


def test_research_intensity_of_4_6_percent_needs_400_000_more(tmp_path: Path) -> None:
    found = _nearest(tmp_path, "rd / revenue >= '5%'", rd=4_600_000, revenue=100_000_000)
    assert found is not None
    [change] = found.changes
    assert (change.slot, change.needed) == (Slot("rd"), 5_000_000)
    assert "还差40万元" in change.words.zh
    assert "CNY 400,000 more" in change.words.en


def test_a_flag_is_flipped_and_a_count_raised(tmp_path: Path) -> None:
    found = _nearest(tmp_path, "flag", "staff >= 100", flag=False, staff=97)
    assert found is not None
    assert {change.slot.fact: change.needed for change in found.changes} == {"flag": True, "staff": 100}


def test_the_cheaper_way_of_an_alternative_is_taken(tmp_path: Path) -> None:
    found = _nearest(tmp_path, "staff >= 1000 OR revenue >= '1亿元'", staff=10, revenue=99_000_000)
    assert found is not None
    assert [change.slot.fact for change in found.changes] == ["revenue"]


def test_what_a_firm_cannot_change_is_not_proposed(tmp_path: Path) -> None:
    young = day_number(dt.date(2024, 12, 1))
    assert _nearest(tmp_path, "years_since(founded_on) >= '3年'", founded_on=young) is None


def test_three_changes_are_not_nearly(tmp_path: Path) -> None:
    conditions = ["flag", "other_flag", "staff >= 10"]
    assert _nearest(tmp_path, *conditions, flag=False, other_flag=False, staff=1) is None


def test_a_fall_below_zero_is_never_proposed(tmp_path: Path) -> None:
    assert _nearest(tmp_path, "staff < 0", staff=5) is None


@RANDOM_PACKS
@given(st.data(), households())
def test_the_change_helps_and_one_step_less_does_not(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker.of(make_plan(data.draw(packs(Path(folder))), ON))
    vocabulary = checker.plan.packs.vocabulary
    for finding in (f for household in found for f in checker.check(household)):
        shortfall = nearest(checker, finding)
        if shortfall is None:
            continue
        changes = {change.slot: change.needed for change in shortfall.changes}
        assert checker.check_line(finding.line, finding.subject.knowing(changes)).status != "not_entitled"
        [*others, last] = shortfall.changes
        if others or isinstance(last.needed, bool | str):
            continue
        step = vocabulary[last.slot.fact].scale * (1 if last.needed > last.now else -1)  # type: ignore[operator]
        almost = {last.slot: plain(Fraction(last.needed) - step)}
        if almost[last.slot] < 0:
            continue  # values below zero are never proposed, met or not
        again = checker.check_line(finding.line, finding.subject.knowing(almost))
        failed = [i for i, answer in enumerate(finding.clauses) if answer.answer is False]
        assert not all(again.clauses[i].answer is True for i in failed)
