"""The calculator answers what the check-up answers, and what is not given stays unknown."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wotu.match.checkup import Finding
from wotu.match.explain import award_text
from wotu.match.periods import parse_cell
from wotu.match.plan import Line
from wotu.match.subject import Household, Subject
from wotu.measures.zones import Zone, checker, measure, zone
from wotu.portal.catalogue.calculator import NOBODY, Calculator, calculators, needed
from wotu.portal.questions import kind_of
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known
from wotu.rules.vocabulary import Fact, Slot

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 3, 2)


def _showcase() -> tuple[Zone, list[Line]]:
    found = zone("showcase")
    assert found is not None
    return found, [line for line in checker(found, ON).plan.lines if line.low or line.high]


def _typed(fact: Fact, slot: Slot) -> st.SearchStrategy[str]:
    kind = kind_of(fact, slot)
    if kind == "yes_no":
        return st.sampled_from(["true", "false"])
    if kind == "choice":
        return st.sampled_from(fact.values)
    if kind == "date":
        return st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)
    if kind == "text":
        return st.sampled_from(["C3911", "I6513", "p1"])
    return st.integers(0, 100_000 if kind == "money" else 3_000).map(str)


def _known(fact: Fact, slot: Slot, typed: str) -> Known:
    if slot.began:
        return day_number(dt.date.fromisoformat(typed))
    unit = {"money": "万元", "number": "%" if fact.type.percent else ""}.get(kind_of(fact, slot), "")
    return parse_cell(fact, f"{typed}{unit}")


def _of(where: Zone, line: Line, typed: dict[str, str]) -> Calculator:
    found = calculators(where, line.measure, ON, {"text": line.version.id, **typed}, ON)
    return next(one for one in found if one.line.version is line.version)


def _checked(where: Zone, line: Line, facts: dict[Slot, Known]) -> Finding:
    subject = Subject(NOBODY, facts, line.about)
    alone = line.about == "enterprise"
    household = Household(subject) if alone else Household(Subject("owner", {}), (subject,))
    findings = checker(where, ON).check(household)
    return next(f for f in findings if f.line.index == line.index)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_it_agrees_with_the_check_up_on_every_showcase_measure(data: st.DataObject) -> None:
    where, lines = _showcase()
    line = data.draw(st.sampled_from(lines))
    typed: dict[str, str] = {}
    facts: dict[Slot, Known] = {}
    for slot in needed(line):
        fact = where.packs.vocabulary[slot.fact]
        value = data.draw(st.none() | _typed(fact, slot))
        if value is not None:
            typed[str(slot)] = value
            facts[slot] = _known(fact, slot, value)
    answered, checked = _of(where, line, typed), _checked(where, line, facts)

    assert not answered.has_mistake
    if answered.worked is None:
        assert needed(line)
        assert not typed
        return
    alone = replace(checked, award=checked.before, changes=())
    assert answered.worked.finding.status == alone.status or checked.changes
    assert answered.worked.finding.award == alone.award
    assert answered.worked.award == award_text(alone)


def _one(id_: str, **typed: str) -> Calculator:
    where, about = measure(id_) or (None, None)
    assert where is not None
    assert about is not None
    (found,) = calculators(where, about, ON, {"text": "", **typed}, ON)
    return found


def test_the_steps_show_the_base_the_rate_and_the_cap_that_bit() -> None:
    worked = _one("showcase.formula", project_equipment_investment="3000").worked

    assert worked is not None
    steps = [(step.label.zh, step.value.zh, step.bit) for step in worked.steps]
    assert steps[0][1:] == ("3000万元", False)
    assert {"10%", "300万元"} <= {value for _, value, _ in steps}
    assert [value for _, value, bit in steps if bit] == ["200万元"]
    assert worked.award.zh == "200万元"


def test_only_the_facts_of_the_amount_are_asked_for() -> None:
    assert [field.name for field in _one("showcase.formula").fields] == ["project_equipment_investment"]


def test_what_is_not_given_is_unknown_and_named() -> None:
    found = _one("guangzhou.device_trial", device_route="national_priority")

    assert found.worked is not None
    assert found.worked.finding.award.high is None
    assert [label.zh for label in found.worked.missing] == ["器械境内临床试验费用"]


def test_facts_that_fail_a_condition_bring_nothing_and_say_which() -> None:
    worked = _one("showcase.formula", project_equipment_investment="100").worked

    assert worked is not None
    assert worked.failed
    assert not worked.steps


@pytest.mark.parametrize(("value", "unit"), [("很多", "万元"), ("1.2.3", "万元"), ("9" * 40, "亿元")])
def test_what_cannot_be_read_is_said_beside_the_field_and_counts_as_unknown(value: str, unit: str) -> None:
    found = _one(
        "showcase.formula",
        **{"project_equipment_investment": value, "unit.project_equipment_investment": unit},
    )

    assert found.has_mistake
    assert found.worked is not None
    assert found.worked.finding.award.high is None


def test_a_fixed_amount_needs_no_form() -> None:
    found = _one("showcase.fixed")

    assert not found.fields
    assert found.worked is not None
    assert found.worked.award.zh == "20万元"


def test_a_service_and_a_measure_not_in_force_have_none() -> None:
    where, about = measure("guangzhou.trade_secrets") or (None, None)
    assert where is not None
    assert about is not None

    assert calculators(where, about, ON, {}, ON) == []
    assert calculators(where, about, dt.date(2000, 1, 1), {}, ON) == []


def test_each_text_of_a_measure_has_a_form_of_its_own() -> None:
    where, about = measure("showcase.cohort_params") or (None, None)
    assert where is not None
    assert about is not None
    first, second = calculators(where, about, ON, {}, ON)
    slot = str(needed(first.line)[0]) if needed(first.line) else ""
    filled = calculators(where, about, ON, {"text": second.version, slot: "500"}, ON)

    assert [one.given for one in filled] == [False, bool(slot)]
