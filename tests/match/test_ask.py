"""What to ask next: worth most, fewest questions, nothing asked twice."""

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.match.making import condition, firm, make, measure
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from wotu.match.ask import Cell, Open, next_questions, question_order
from wotu.match.checkup import Checker
from wotu.match.plan import make_plan
from wotu.match.subject import Household
from wotu.rules.vocabulary import Slot


def _order(tmp_path: Path, *measures: dict[str, object], **known: object) -> list[str]:
    checker = Checker.of(make(tmp_path, measures))
    return [str(q.slot) for q in next_questions(checker, firm(**known), 10)]  # type: ignore[arg-type]


def test_one_question_for_much_money_comes_before_two_for_little(tmp_path: Path) -> None:
    small = measure("small", "1万元", conditions=[condition("a", "flag"), condition("b", "other_flag")])
    large = measure("large", "100万元", conditions=[condition("c", "staff >= 100")])
    assert _order(tmp_path, small, large)[0] == "staff"


def test_a_fact_that_settles_several_measures_is_asked_first(tmp_path: Path) -> None:
    alone = measure("alone", "15万元", conditions=[condition("a", "flag")])
    pair_ = [measure(f"p{i}", "10万元", conditions=[condition("b", "other_flag")]) for i in range(2)]
    assert _order(tmp_path, alone, *pair_) == ["other_flag", "flag"]


def test_what_is_refused_already_is_not_asked_about(tmp_path: Path) -> None:
    refused = measure("m", conditions=[condition("a", "flag"), condition("b", "other_flag")])
    assert _order(tmp_path, refused, flag=False) == []


def test_the_facts_an_amount_waits_for_are_asked(tmp_path: Path) -> None:
    assert _order(tmp_path, measure("m", "0.1 * rd", conditions=[condition("a", "flag")]), flag=True) == [
        "rd"
    ]


CELLS = [Cell("enterprise", "x", Slot(name)) for name in "abcd"]
WAITING = st.lists(
    st.builds(
        Open,
        st.sampled_from(["m1", "m2", "m3"]),
        st.frozensets(st.sampled_from(CELLS), min_size=1, max_size=3),
        st.integers(1, 100).map(Fraction),
    ),
    min_size=1,
    max_size=5,
)


@given(WAITING)
def test_every_waiting_cell_is_asked_exactly_once(waiting: list[Open]) -> None:
    order = question_order(waiting)
    assert len(order) == len(set(order))
    assert set(order) == {cell for o in waiting for cell in o.cells}


@given(WAITING)
def test_the_first_bundle_settles_the_most_money_per_question(waiting: list[Open]) -> None:
    """No single measure's facts, asked first, would settle more per question."""
    order = question_order(waiting)

    def density(cells: frozenset[Cell]) -> Fraction:
        return sum((o.worth for o in waiting if o.cells <= cells), Fraction(0)) / len(cells)

    first = max(density(frozenset(order[:n])) for n in range(1, len(order) + 1))
    assert first >= max(density(o.cells) for o in waiting)


@RANDOM_PACKS
@given(st.data(), households())
def test_answering_everything_leaves_nothing_unknown_that_was_asked(
    data: st.DataObject, found: list[Household]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker.of(make_plan(data.draw(packs(Path(folder))), ON))
    for household in found:
        asked = {(q.subject_id, q.slot) for q in next_questions(checker, household, 1000)}
        for finding in checker.check(household):
            if finding.status != "unknown":
                continue
            for slot in finding.unknown_slots():
                subjects = {finding.subject.id, household.enterprise.id}
                assert any((subject, slot) in asked for subject in subjects)
