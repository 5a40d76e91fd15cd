"""The check-up of one enterprise: every measure, with an answer for each clause, in about a millisecond."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from wotu.match.awards import LARGEST, Awards
from wotu.match.ballot import RANKED_OUT, Ballot, Change
from wotu.match.plan import Clause, Limit, Line, Plan
from wotu.match.run import Claims
from wotu.match.settle import involved_lines, settle
from wotu.match.subject import Household, Subject
from wotu.match.table import Builder, Table
from wotu.rules.evaluate import Evaluator, Facts, compile_node, rounded
from wotu.rules.nodes import Node
from wotu.rules.vocabulary import ABOUTS, About, Slot

Status = Literal["entitled", "not_entitled", "unknown"]


@dataclass(frozen=True)
class ClauseAnswer:
    """What one condition answered: True met, False not met, None unknown."""

    clause: Clause
    answer: bool | None


@dataclass(frozen=True)
class Award:
    """The least and the most, in smallest units; None where no formula or an unknown fact leaves it open."""

    low: int | None
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether the amount is certain."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True)
class Finding:
    """One line's answer for one subject.

    `award` is what is given after stacking and caps (or would be, where the status is unknown);
    `before` is the award on its own; `changes` says what settling did.
    """

    line: Line
    subject: Subject
    status: Status
    clauses: tuple[ClauseAnswer, ...]
    award: Award
    before: Award
    changes: tuple[Change, ...] = ()

    @property
    def taken_away(self) -> bool:
        """Whether stacking or a cap left nothing of an award the subject is entitled to."""
        return bool(self.changes) and self.award.high == 0

    @property
    def depends_on_others(self) -> bool:
        """Whether a ranking or a short budget still decides."""
        return self.line.version.ranking is not None

    def unknown_slots(self) -> list[Slot]:
        """Return the unknown facts of the clauses that are unknown, in the order of the clauses."""
        found: dict[Slot, None] = {}
        for answer in self.clauses:
            if answer.answer is None:
                found |= dict.fromkeys(sorted(answer.clause.node.slots - self.subject.facts.keys()))
        return list(found)

    def unknown_award_slots(self) -> list[Slot]:
        """Return the unknown facts the amount waits for."""
        nodes = list(self.line.award_nodes())
        return sorted({slot for node in nodes for slot in node.slots} - self.subject.facts.keys())


@dataclass(frozen=True)
class _Compiled:
    """A line as closures."""

    line: Line
    low: Callable[[Facts], int | None]
    high: Callable[[Facts], int | None]


@dataclass(frozen=True)
class Checker:
    """Answers for one enterprise at a time; compile once, ask many times."""

    plan: Plan
    _tests: tuple[Evaluator, ...] = field(repr=False)
    _lines: tuple[_Compiled, ...] = field(repr=False)
    _involved: frozenset[int] = field(repr=False)

    @classmethod
    def of(cls, plan: Plan) -> "Checker":
        """Compile a plan for single subjects."""
        tests = tuple(compile_node(test) for test in plan.tests)
        lines = tuple(_compile(line) for line in plan.lines)
        return cls(plan, tests, lines, frozenset(involved_lines(plan, alone=True)))

    def check(
        self, household: Household, wanted: Callable[[Line, Subject], bool] = lambda _line, _subject: True
    ) -> list[Finding]:
        """Return the findings of every line, for every row it is about, in the order of the packs.

        Args:
            household: whom to check.
            wanted: tells which lines and rows to ask; those that settle each other go together (`bundles`).
        """
        rows: dict[About, list[_Row]] = {
            about: [_Row(subject, self._tests) for subject in household.rows(about)] for about in ABOUTS
        }
        findings = [
            _find(compiled, row)
            for compiled in self._lines
            for row in rows[compiled.line.about]
            if wanted(compiled.line, row.subject)
        ]
        return self._settled(household, findings)

    def check_line(self, line: Line, subject: Subject) -> Finding:
        """Return one line's finding for one row, before stacking."""
        return _find(self._lines[line.index], _Row(subject, self._tests))

    def _settled(self, household: Household, findings: list[Finding]) -> list[Finding]:
        places = [
            i for i, f in enumerate(findings)
            if f.line.index in self._involved and f.status == "entitled" and f.award.high is not None
        ]  # fmt: skip
        if not places:
            return findings
        changed = _settle_alone(self.plan, household, [findings[i] for i in places])
        settled = list(findings)
        for i, finding in zip(places, changed, strict=True):
            settled[i] = finding
        return settled


class _Row:
    """A subject being asked: every distinct condition is answered at most once."""

    def __init__(self, subject: Subject, tests: Sequence[Evaluator]) -> None:
        self.subject, self._tests = subject, tests
        self._answers: dict[int, bool | None] = {}

    def answer(self, test: int) -> bool | None:
        """Return what one of the plan's conditions answers."""
        if test not in self._answers:
            self._answers[test] = self._tests[test](self.subject.facts)  # type: ignore[assignment]
        return self._answers[test]


def _compile(line: Line) -> _Compiled:
    low = _award_closure(line, line.low)
    high = low if line.low == line.high else _award_closure(line, line.high)
    return _Compiled(line, low, high)


def _award_closure(line: Line, node: Node | None) -> Callable[[Facts], int | None]:
    """Compute one end of an award exactly as `awards` does for columns."""
    if node is None:
        return lambda _facts: None
    amount, benefit = compile_node(node), line.version.benefit
    limits = [limit_closure(limit) for limit in line.row_limits()]
    minimum = compile_node(line.minimum) if line.minimum is not None else None
    unit, step, mode = line.unit, benefit.step, benefit.rounding

    def run(facts: Facts) -> int | None:
        value = amount(facts)
        if value is None:
            return None
        for limit in limits:
            most = limit(facts)
            if most is None:
                return None
            value = min(value, most)
        result = rounded(max(value, 0), step, mode)  # type: ignore[arg-type]
        if minimum is not None:
            least = minimum(facts)
            if least is None:
                return None
            result = result if result >= least else 0  # type: ignore[operator]
        units = Fraction(result) / unit
        return units.numerator if units <= LARGEST else None

    return run


def limit_closure(limit: Limit) -> Evaluator:
    """Return the closure of what a cap leaves."""
    most = compile_node(limit.limit)
    if limit.already is None:
        return most
    already = compile_node(limit.already)

    def run(facts: Facts) -> int | Fraction | None:
        a, b = most(facts), already(facts)
        return None if a is None or b is None else max(a - b, 0)  # type: ignore[operator,return-value]

    return run


def _find(compiled: _Compiled, row: _Row) -> Finding:
    subject, facts = row.subject, row.subject.facts
    answers = tuple(ClauseAnswer(clause, row.answer(clause.test)) for clause in compiled.line.clauses)
    status: Status = "entitled"
    for answer in answers:
        if answer.answer is False:
            status = "not_entitled"
            break
        if answer.answer is None:
            status = "unknown"
    if status == "not_entitled":
        award = Award(None, None)
    else:
        low = compiled.low(facts)
        award = Award(low, low if compiled.high is compiled.low else compiled.high(facts))
    return Finding(compiled.line, subject, status, answers, award, award)


@dataclass(frozen=True)
class _Alone:
    """A single household's claims, in the shape settling takes them."""

    table: Table
    lines: tuple[Line, ...]
    claims: tuple[Claims, ...]


def lay_out(
    plan: Plan, household: Household, findings: Sequence[Finding]
) -> tuple[list[_Alone], list[Finding]]:
    """Lay a household's entitled findings out as claims; also return them in the claims' order."""
    answers, order = [], []
    for about in ABOUTS:
        mine = [f for f in findings if f.line.about == about]
        if not mine:
            continue
        subjects = list(household.rows(about))
        ids = [subject.id for subject in subjects]
        owners = [household.enterprise.id] * len(ids)
        table = Builder(plan.packs.vocabulary, [s.facts for s in subjects]).table(about, ids, owners)
        lines = tuple({f.line.index: f.line for f in mine}.values())
        claims = []
        for line in lines:
            here = sorted((f for f in mine if f.line is line), key=lambda f: ids.index(f.subject.id))
            order += here
            claims.append(_claims(here, ids))
        answers.append(_Alone(table, lines, tuple(claims)))
    return answers, order


def _settle_alone(plan: Plan, household: Household, findings: list[Finding]) -> list[Finding]:
    """Settle a household's claims by the same code that settles a whole table."""
    answers, order = lay_out(plan, household, findings)
    ballot = settle(plan, answers, alone=True)
    after = {id(finding): _changed(finding, ballot, claim) for claim, finding in enumerate(order)}
    return [after[id(finding)] for finding in findings]


def settled_finding(finding: Finding, ballot: Ballot, row: int) -> Finding:
    """Return a finding as it stands after a whole table was settled; `row` is the subject's row in it."""
    claim = ballot.claim_of(finding.line.index, row)
    return finding if claim is None else _changed(finding, ballot, claim)


def _changed(finding: Finding, ballot: Ballot, claim: int) -> Finding:
    changes = tuple(change for change in ballot.changes if change.claim == claim)
    if not changes:
        return finding
    low, high = ballot.award(claim) or (None, None)
    award = Award(None if finding.award.low is None else low, high)
    ranked_out = any(change.rule == RANKED_OUT for change in changes)
    status: Status = "not_entitled" if ranked_out else finding.status
    return replace(finding, status=status, award=award, changes=changes)


def _claims(findings: list[Finding], ids: list[str]) -> Claims:
    rows = np.array([ids.index(f.subject.id) for f in findings], dtype=np.int64)
    low = np.array([f.award.low or 0 for f in findings], dtype=np.int64)
    high = np.array([f.award.high or 0 for f in findings], dtype=np.int64)
    return Claims(rows, Awards(low, low > -1, high, high > -1))
