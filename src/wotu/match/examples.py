"""Worked examples: a pack's own tests, beside its rules."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wotu.match.checkup import Checker, Finding, settled_finding
from wotu.match.examples_check import Outcome, compare_finding, compare_payment, compare_value
from wotu.match.payment import schedule_of
from wotu.match.periods import example_facts
from wotu.match.plan import Plan, make_plan
from wotu.match.run import run_plan
from wotu.match.settle import settle
from wotu.match.subject import Household, Subject
from wotu.match.table import Builder, with_owner_facts
from wotu.rules.evaluate import Known, compile_node
from wotu.rules.load import as_list, yaml_files
from wotu.rules.model import Pack, PackSet
from wotu.rules.problems import PackError, Place, Problem, did_you_mean
from wotu.rules.reader import Invalid, Reader
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot
from wotu.rules.yamlio import Item, read_yaml

Expectations = Mapping[str, Item]


@dataclass(frozen=True)
class Row:
    """One subject of an example and what is expected of it."""

    id: str
    enterprise: str
    facts: Mapping[Slot, Known]
    expect: Expectations


@dataclass(frozen=True)
class Example:
    """One worked example.

    `kind` says what `target` is: a measure, a definition, a payment, or several measures combined.
    """

    kind: str
    target: str
    members: tuple[str, ...]
    case: Text
    on: dt.date
    rows: tuple[Row, ...]
    place: Place


@dataclass
class Report:
    """What the examples of a pack showed: how many ran, what failed, which answers were seen."""

    ran: int = 0
    failures: list[Problem] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[str, list[tuple[dt.date, Mapping[Slot, Known]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def facts(self) -> dict[str, list[Mapping[Slot, Known]]]:
        """The facts of every example, by what it is about."""
        return {target: [facts for _, facts in shown] for target, shown in self.shown.items()}


def read_examples(pack: Pack, packs: PackSet) -> list[Example]:
    """Read every example of a pack.

    Raises:
        PackError: an example cannot be read; every problem is listed.
    """
    problems: list[Problem] = []
    examples: list[Example] = []
    for path in yaml_files(pack.folder / "examples"):
        root = read_yaml(path)
        for item in as_list(root):
            try:
                examples.append(_read_example(Reader(item, problems), packs))
            except Invalid:
                continue
    if problems:
        raise PackError(problems)
    return examples


def _read_example(reader: Reader, packs: PackSet) -> Example:
    kinds = [kind for kind in ("measure", "definition", "payment", "combine") if reader.has(kind)]
    if len(kinds) != 1:
        raise reader.fail("an example is about one measure, definition, payment or combine")
    kind = kinds[0]
    members = tuple(reader.strings("combine")) if kind == "combine" else (reader.string(kind),)
    known = packs.definitions if kind == "definition" else packs.measures
    for member in members:
        if member not in known:
            raise reader.fail(f"there is no {kind} `{member}`", did_you_mean(member, known))
    on = reader.date("on")
    if on is None:
        raise reader.fail("`on` is missing", "the date of evaluation: on: 2024-12-01")
    example = Example(
        kind, members[0], members, reader.optional_text("case") or Text("算例", "Example"), on,
        _read_rows(reader, packs, on), reader.item.place,
    )  # fmt: skip
    reader.finish()
    return example


def _read_rows(reader: Reader, packs: PackSet, on: dt.date) -> tuple[Row, ...]:
    if not reader.has("rows"):
        return (_read_row(reader, packs, on, "example", "example"),)

    def row(inner: Reader) -> Row:
        id_ = inner.string("id")
        return _read_row(inner, packs, on, id_, inner.string("enterprise", id_))

    return reader.each(reader.items("rows"), row)


def _read_row(reader: Reader, packs: PackSet, on: dt.date, id_: str, enterprise: str) -> Row:
    item = reader.take("facts") or Item({}, reader.item.place)
    facts: Mapping[Slot, Known] = {}
    try:
        facts = example_facts(item, packs.vocabulary, on)
    except ValueError as error:
        raise reader.fail(str(error), place=getattr(error, "place", item.place)) from None
    expect = reader.need("expect")
    expectations = expect.value if isinstance(expect.value, dict) else {"value": expect}
    return Row(id_, enterprise, facts, expectations)


def run_examples(examples: Sequence[Example], packs: PackSet) -> Report:
    """Run examples and say what differs from what they expect."""
    report, plans = Report(), _Plans(packs)
    for example in examples:
        report.ran += 1
        for member in example.members:
            report.shown[member] += [(example.on, row.facts) for row in example.rows]
        for outcome in _run(example, plans):
            report.seen[outcome.target].add(outcome.status)
            for message in outcome.differences:
                text = f"{example.case.zh} · {outcome.target}: {message}"
                report.failures.append(Problem(example.place, text))
    return report


class _Plans:
    """Plans and checkers by date and measures, made once; an example sees its own measures alone."""

    def __init__(self, packs: PackSet) -> None:
        self.packs = packs
        self._made: dict[tuple[dt.date, tuple[str, ...]], tuple[Plan, Checker]] = {}

    def of(self, example: Example) -> tuple[Plan, Checker]:
        key = (example.on, example.members)
        if key not in self._made:
            plan = make_plan(self.packs, example.on, measures=example.members)
            self._made[key] = (plan, Checker.of(plan))
        return self._made[key]


def _run(example: Example, plans: _Plans) -> Iterator[Outcome]:
    plan, checker = plans.of(example)
    if example.kind == "definition":
        row = example.rows[0]
        value = compile_node(plan.fix(plan.packs.definitions[example.target].node))(row.facts)
        yield compare_value(plan, example.target, value, row.expect)
        return
    for measure in example.members:
        if not any(line.measure.id == measure for line in plan.lines):
            yield _not_in_force(example, measure)
            return
    if len(example.rows) > 1:
        yield from _run_table(example, plan)
        return
    findings = _findings(example, example.rows[0], checker)
    if example.kind == "payment":
        finding = findings[0]
        schedule = schedule_of(
            plan,
            finding.line.version.payment,
            finding.award.high or 0,
            example.rows[0].facts,
            finding.line.unit,
        )
        yield compare_payment(finding, schedule, example.rows[0].expect)
    elif example.kind == "combine":
        for finding in findings:
            wanted = example.rows[0].expect.get(finding.line.measure.id)
            yield compare_finding(finding, {"amount": wanted} if wanted else {})
    else:
        yield compare_finding(findings[0], example.rows[0].expect)


def _not_in_force(example: Example, measure: str) -> Outcome:
    """No text is in force on the date: the same as not entitled."""
    expected = example.rows[0].expect.get("status")
    if expected is not None and expected.value == "not_entitled":
        return Outcome(measure, "not_entitled", [])
    return Outcome(measure, "not_entitled", [f"no text of it is in force on {example.on}"])


def _findings(example: Example, row: Row, checker: Checker) -> list[Finding]:
    """Return one finding per measure: of the version whose cohort the subject belongs to."""
    about = next(line.about for line in checker.plan.lines if line.measure.id == example.target)
    subject = Subject(row.id, row.facts, about)
    firm = Subject(row.enterprise, row.facts if about == "enterprise" else {})
    household = Household(firm) if about == "enterprise" else Household(firm, (subject,))
    wanted = [f for f in checker.check(household) if f.line.measure.id in example.members]
    return [pick_version([f for f in wanted if f.line.measure.id == member]) for member in example.members]


def pick_version(findings: Sequence[Finding]) -> Finding:
    """Return the finding of the version that applies: entitled before unknown before not entitled."""
    order = {"entitled": 0, "unknown": 1, "not_entitled": 2}
    return min(findings, key=lambda f: (order[f.status], _outside_cohort(f)))


def _outside_cohort(finding: Finding) -> bool:
    return any(a.clause.condition.id == "cohort" and a.answer is False for a in finding.clauses)


def _run_table(example: Example, plan: Plan) -> Iterator[Outcome]:
    """Run an example of several rows the way a whole table is run: rankings, budgets and all."""
    lines = [line for line in plan.lines if line.measure.id == example.target]
    about = lines[0].about
    builder = Builder(plan.packs.vocabulary, [row.facts for row in example.rows])
    ids, owners = [row.id for row in example.rows], [row.enterprise for row in example.rows]
    table = builder.table(about, ids, owners)
    if about != "enterprise":
        table = with_owner_facts(table, Builder(plan.packs.vocabulary, []).table("enterprise", []))
    answers = run_plan(plan, table)
    ballot = settle(plan, [answers])
    checker = Checker.of(plan)
    for position, row in enumerate(example.rows):
        finding = pick_version(
            [checker.check_line(line, Subject(row.id, row.facts, about)) for line in lines]
        )
        yield compare_finding(settled_finding(finding, ballot, position), row.expect)
