"""What to ask next: the questions that settle the most money with the fewest answers.

A measure is settled when every fact its open conditions wait for is known, so facts are worth asking
in bundles. Each round takes the bundle with the most expected money per question, counting every
measure it settles; facts already chosen cost nothing more. Expected money is the award if entitled,
halved for every open condition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wotu.match.checkup import Checker, Finding
from wotu.match.subject import Household
from wotu.rules.evaluate import compile_node
from wotu.rules.nodes import FactRef
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text
from wotu.rules.vocabulary import About, Fact, Slot, Type, Vocabulary
from wotu.rules.words import in_words


@dataclass(frozen=True, order=True)
class Cell:
    """A fact cell of one subject: what a question asks for."""

    about: About
    subject_id: str
    slot: Slot


@dataclass(frozen=True)
class Question:
    """One question: about whom, which fact, in plain words, and what it may decide.

    `worth` is the expected money, in fen, of the measures it helps to settle.
    """

    subject_id: str
    about: About
    slot: Slot
    fact: Fact
    label: Text
    ask: Text
    worth: int
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    """A measure that waits for facts, and what settling it is expected to be worth, in fen."""

    measure: str
    cells: frozenset[Cell]
    worth: Fraction


def next_questions(checker: Checker, household: Household, limit: int = 5) -> list[Question]:
    """Return the best questions to ask, first things first."""
    vocabulary = checker.plan.packs.vocabulary
    waiting = open_measures(checker.check(household), household, vocabulary)
    questions = []
    for cell in question_order(waiting)[:limit]:
        concerned = [o for o in waiting if cell in o.cells]
        questions.append(_question(cell, concerned, vocabulary))
    return questions


def open_measures(findings: Iterable[Finding], household: Household, vocabulary: Vocabulary) -> list[Open]:
    """Return every finding that waits for facts: for its status, or only for its amount."""
    waiting = []
    for finding in findings:
        if finding.status == "not_entitled":
            continue
        slots = finding.unknown_slots() if finding.status == "unknown" else finding.unknown_award_slots()
        if not slots:
            continue
        cells = frozenset(_cell(slot, finding, household, vocabulary) for slot in slots)
        halves = sum(answer.answer is None for answer in finding.clauses)
        waiting.append(Open(finding.line.measure.id, cells, potential(finding) / 2**halves))
    return waiting


def _cell(slot: Slot, finding: Finding, household: Household, vocabulary: Vocabulary) -> Cell:
    about = vocabulary[slot.fact].about
    subject = household.enterprise if about == "enterprise" else finding.subject
    return Cell(subject.about, subject.id, slot)


def potential(finding: Finding) -> Fraction:
    """Return what a finding may be worth, in fen: its award, else the lowest cap known, else one fen.

    Benefits that are not money count one fen, so that they are asked for last but are asked for.
    """
    if finding.line.version.benefit.dimension != MONEY:
        return Fraction(1)
    if finding.award.high is not None:
        return Fraction(max(finding.award.high, 1))
    limits = [compile_node(limit.limit)(finding.subject.facts) for limit in finding.line.limits]
    known = [Fraction(limit) / finding.line.unit for limit in limits if limit is not None]
    return max(min(known, default=Fraction(1)), Fraction(finding.award.low or 1))


def question_order(waiting: Iterable[Open]) -> list[Cell]:
    """Return every cell some measure waits for, in the order to ask."""
    left, asked = list(waiting), dict[Cell, None]()
    while left:
        best = max(left, key=lambda o: (_density(o, left, asked), -len(o.cells), o.measure))
        fresh = best.cells - asked.keys()
        asked |= dict.fromkeys(sorted(fresh, key=lambda cell: (-_touched(cell, left), cell)))
        left = [o for o in left if not o.cells <= asked.keys()]
    return list(asked)


def _density(candidate: Open, left: list[Open], asked: Mapping[Cell, None]) -> Fraction:
    """Return the money a bundle settles per new question."""
    known = candidate.cells | asked.keys()
    gain = sum((o.worth for o in left if o.cells <= known), Fraction(0))
    return gain / len(candidate.cells - asked.keys())


def _touched(cell: Cell, left: list[Open]) -> Fraction:
    return sum((o.worth for o in left if cell in o.cells), Fraction(0))


def _question(cell: Cell, concerned: list[Open], vocabulary: Vocabulary) -> Question:
    fact = vocabulary[cell.slot.fact]
    type_ = Type("date") if cell.slot.began else fact.type
    label = in_words(FactRef(type_, cell.slot), vocabulary)
    plain = cell.slot == Slot(cell.slot.fact)
    ask = (
        fact.ask
        if fact.ask and plain
        else Text(f"{label.zh}是多少？" if type_.kind == "number" else f"{label.zh}？", f"{label.en}?")
    )
    worth = int(sum((o.worth for o in concerned), Fraction(0)))
    return Question(
        cell.subject_id,
        cell.about,
        cell.slot,
        fact,
        label,
        ask,
        worth,
        tuple(o.measure for o in concerned),
    )
