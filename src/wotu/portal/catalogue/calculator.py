"""The calculator of one measure: the facts its amount needs as a form, answered by the check-up itself.

Nothing is computed here. The facts go through `Checker.check_line`, the path every check-up takes, and
`explain` says how the amount came about. What is not given is not known, never zero.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wotu.match.ask import Question
from wotu.match.checkup import Finding
from wotu.match.explain import AmountLine, explain
from wotu.match.periods import parse_cell
from wotu.match.plan import Line
from wotu.match.subject import Subject
from wotu.measures.zones import Zone, checker
from wotu.portal.questions import CannotRead, Decides, Form, read_answer
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known
from wotu.rules.model import Measure
from wotu.rules.nodes import FactRef
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type, Vocabulary
from wotu.rules.words import in_words

NOBODY = "calculator"
DEFAULT_UNIT = "万元"
_NOTHING = Decides(0, 0)


@dataclass(frozen=True)
class Field:
    """One fact the amount needs: its name in the form, and what was typed."""

    name: str
    form: Form

    @property
    def unit_name(self) -> str:
        """The name of the unit beside an amount of money."""
        return f"unit.{self.name}"

    @property
    def id(self) -> str:
        """The name as an id of the page."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)


@dataclass(frozen=True)
class Worked:
    """An amount with the steps that led to it; `failed` are conditions the facts given do not meet."""

    finding: Finding
    steps: Sequence[AmountLine]
    award: Text
    failed: Sequence[Text]
    missing: Sequence[Text]


@dataclass(frozen=True)
class Calculator:
    """The form of one text, and the result if something was given or nothing is needed."""

    line: Line
    fields: Sequence[Field]
    worked: Worked | None
    given: bool

    @property
    def version(self) -> str:
        """Which text it is for."""
        return self.line.version.id

    @property
    def has_mistake(self) -> bool:
        """Whether something typed could not be read."""
        return any(field.form.mistake for field in self.fields)

    @property
    def shared_limits(self) -> list[Text]:
        """Limits over several rows of one enterprise, which one row alone does not show."""
        return [limit.cap.label for limit in self.line.shared_limits()]


def calculators(
    zone: Zone, measure: Measure, on: dt.date, typed: Mapping[str, str], today: dt.date
) -> list[Calculator]:
    """Return a calculator for every text in force that brings an amount."""
    lines = [line for line in checker(zone, on).plan.lines if line.measure.id == measure.id]
    return [_calculator(zone, line, on, typed, today) for line in lines if line.high or line.low]


def work_out(zone: Zone, line: Line, facts: Mapping[Slot, Known], on: dt.date) -> Worked:
    """Return what the check-up answers to these facts, for one text and before combining."""
    rules = checker(zone, on)
    finding = rules.check_line(line, Subject(NOBODY, facts, line.about))
    said = explain(rules.plan, finding)
    failed = [answer.clause.condition.label for answer in finding.clauses if answer.answer is False]
    missing = [_label(slot, zone.packs.vocabulary) for slot in finding.unknown_award_slots()]
    return Worked(finding, said.amount, said.award, failed, missing if not failed else [])


def needed(line: Line) -> list[Slot]:
    """Return the facts an amount is worked out from, in a fixed order."""
    return sorted(line.award_slots)


def _calculator(zone: Zone, line: Line, on: dt.date, typed: Mapping[str, str], today: dt.date) -> Calculator:
    vocabulary = zone.packs.vocabulary
    mine = typed if typed.get("text", "") == line.version.id else {}
    facts: dict[Slot, Known] = {}
    fields = []
    for slot in needed(line):
        question, value, mistake = _question(slot, line, vocabulary), mine.get(str(slot), "").strip(), None
        unit = mine.get(f"unit.{slot}", DEFAULT_UNIT)
        if value:
            try:
                facts[slot] = _read(question, value, unit, today)
            except CannotRead as error:
                mistake = error.text
        fields.append(Field(str(slot), Form.of(question, _NOTHING, typed=value, unit=unit, mistake=mistake)))
    given = any(field.form.typed for field in fields)
    worked = work_out(zone, line, facts, on) if given or not fields else None
    return Calculator(line, fields, worked, given)


def _question(slot: Slot, line: Line, vocabulary: Vocabulary) -> Question:
    fact, label = vocabulary[slot.fact], _label(slot, vocabulary)
    return Question(NOBODY, fact.about, slot, fact, label, label, 0, (line.measure.id,))


def _label(slot: Slot, vocabulary: Vocabulary) -> Text:
    fact = vocabulary[slot.fact]
    return in_words(FactRef(Type("date") if slot.began else fact.type, slot), vocabulary)


def _read(question: Question, value: str, unit: str, today: dt.date) -> Known:
    """Read one answer as the check-up's own questions do."""
    text = read_answer(question, {"value": value, "unit": unit}, today)
    if question.slot.began:
        return day_number(dt.date.fromisoformat(text))
    return parse_cell(question.fact, text)
