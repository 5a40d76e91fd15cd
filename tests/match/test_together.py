"""Many check-ups in columns say what each check-up says by itself, standards shared by two firms included."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.match.making import facts, make, measure
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from wotu.match.checkup import Checker
from wotu.match.plan import Plan, make_plan
from wotu.match.subject import Household, Subject
from wotu.match.together import check_together

Said = dict[tuple[int, str], tuple[object, ...]]


def _together(plan: Plan, found: list[Household]) -> Said:
    return {
        (t.line.index, t.subject): (t.status, t.low, t.high, t.taken_away, t.waits)
        for t in check_together(plan, found)
    }


def _one_by_one(plan: Plan, found: list[Household]) -> Said:
    checker = Checker.of(plan)
    said: Said = {}
    for f in (finding for household in found for finding in checker.check(household)):
        waits = {"entitled": f.unknown_award_slots, "unknown": f.unknown_slots}.get(f.status, list)()
        said[f.line.index, f.subject.id] = (
            f.status, f.award.low, f.award.high, f.taken_away, tuple(waits),
        )  # fmt: skip
    return said


@RANDOM_PACKS
@given(st.data(), households())
def test_together_and_one_by_one_say_the_same(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder))), ON)

    assert _together(plan, found) == _one_by_one(plan, found)


def test_a_standard_of_two_firms_takes_nothing_from_either(tmp_path: Path) -> None:
    small, large = (
        measure(name, {"amount": f"{share} * cost"}, about="project") for name, share in (("a", 1), ("b", 2))
    )
    highest = {"id": "one", "rule": "highest_only", "key": "standard_no", "members": ["made.a", "made.b"]}
    plan = make(tmp_path, [small, large], [highest])
    found = [
        Household(Subject(f"f{i}", {}), (Subject(f"p{i}", facts(cost=10, standard_no="GB"), "project"),))
        for i in range(2)
    ]

    assert [(told.subject, told.taken_away) for told in check_together(plan, found)] == [
        ("p0", True), ("p1", True), ("p0", False), ("p1", False)
    ]  # fmt: skip
    assert _together(plan, found) == _one_by_one(plan, found)
