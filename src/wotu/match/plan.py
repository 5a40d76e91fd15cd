"""Planning: packs as of a date become lines to evaluate, with every distinct condition once."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from wotu.rules.benefits import TYPES
from wotu.rules.dates import day_number
from wotu.rules.fold import Interner, fold, is_strict
from wotu.rules.model import (
    Cap,
    Condition,
    Measure,
    PackSet,
    Publication,
    Ranking,
    SharedCap,
    Stacking,
    Version,
)
from wotu.rules.nodes import Compare, Node
from wotu.rules.problems import Place
from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, About, Slot

ENTERPRISE_SCOPES = {"enterprise_year", "enterprise_life"}


@dataclass(frozen=True)
class Clause:
    """One condition of a line: `node` keeps names for explaining, `test` numbers it in the plan."""

    condition: Condition
    node: Node
    test: int


@dataclass(frozen=True)
class Limit:
    """A cap with its expressions fixed to the date."""

    cap: Cap
    limit: Node
    already: Node | None

    @property
    def over_rows(self) -> bool:
        """Whether one enterprise's rows share it."""
        return self.cap.per in ENTERPRISE_SCOPES


@dataclass(frozen=True)
class Formula:
    """A line's award without names, in nodes shared with the other lines: what the kernel evaluates."""

    low: Node | None
    high: Node | None
    minimum: Node | None
    limits: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True)
class Line:
    """One text of one measure, as of the plan's date."""

    index: int
    version: Version
    clauses: tuple[Clause, ...]
    low: Node | None
    high: Node | None
    minimum: Node | None
    limits: tuple[Limit, ...]
    formula: Formula

    @property
    def measure(self) -> Measure:
        """The measure this is a text of."""
        return self.version.measure

    @property
    def about(self) -> About:
        """Whose rows it looks at."""
        return self.measure.about

    @property
    def unit(self) -> Fraction:
        """The smallest unit awards are counted in, in base units: 1/100 yuan for money."""
        return TYPES[self.version.benefit.type][1]

    def row_limits(self) -> Iterator[Limit]:
        """Yield the caps that bind a single row."""
        yield from (limit for limit in self.limits if not (limit.over_rows and self.about != "enterprise"))

    def shared_limits(self) -> Iterator[Limit]:
        """Yield the caps that bind several rows of one enterprise together."""
        yield from (limit for limit in self.limits if limit.over_rows and self.about != "enterprise")

    def slots(self) -> frozenset[Slot]:
        """Every fact cell this line may read."""
        nodes = [clause.node for clause in self.clauses] + list(self.award_nodes())
        return frozenset(slot for node in nodes for slot in node.slots)

    @cached_property
    def award_slots(self) -> frozenset[Slot]:
        """Every fact cell the award of a row on its own is computed from."""
        return frozenset(slot for node in self.row_award_nodes() for slot in node.slots)

    @cached_property
    def strict(self) -> bool:
        """Whether the award of a row has one end, and an unknown fact always leaves it open."""
        one = self.formula.high is not None and self.formula.low is self.formula.high
        return one and all(is_strict(node) for node in self.row_award_nodes())

    def award_nodes(self) -> Iterator[Node]:
        """Yield the expressions the award is computed from, caps shared with other rows included."""
        yield from self.row_award_nodes()
        yield from _limit_nodes(self.shared_limits())

    def row_award_nodes(self) -> Iterator[Node]:
        """Yield the expressions the award of a row on its own is computed from."""
        yield from (node for node in (self.low, self.high, self.minimum) if node is not None)
        yield from _limit_nodes(self.row_limits())


def _limit_nodes(limits: Iterable[Limit]) -> Iterator[Node]:
    for limit in limits:
        yield from (node for node in (limit.limit, limit.already) if node is not None)


@dataclass(frozen=True)
class Plan:
    """Everything to evaluate as of one date."""

    packs: PackSet
    on: dt.date
    lines: tuple[Line, ...]
    tests: tuple[Node, ...]
    stacking: tuple[Stacking, ...]
    shared_caps: tuple[SharedCap, ...]

    @property
    def day(self) -> int:
        """The date as a day number."""
        return day_number(self.on)

    def lines_about(self, about: About) -> list[Line]:
        """Return the lines that look at one kind of row."""
        return [line for line in self.lines if line.about == about]

    def fix(self, node: Node) -> Node:
        """Return a node fixed to the plan's date, names kept."""
        return fold(node, self.day)


def make_plan(
    packs: PackSet, on: dt.date, only: Collection[str] = (), measures: Collection[str] = ()
) -> Plan:
    """Compile packs as of a date.

    Args:
        packs: the loaded packs.
        on: the date of evaluation; texts in force then are taken.
        only: ids of packs whose measures are wanted; all where empty.
        measures: ids of the measures wanted; all where empty.
    """
    tests: dict[Node, int] = {}
    interner = Interner()
    versions = [
        version
        for version in packs.versions_on(on)
        if (not only or version.measure.pack.id in only) and (not measures or version.measure.id in measures)
    ]
    lines = tuple(
        _line(index, version, day_number(on), tests, interner) for index, version in enumerate(versions)
    )
    wanted = {line.measure.id for line in lines}
    stacking = tuple(rule for rule in packs.stacking if wanted & {rule.measure, *rule.members})
    shared = tuple(cap for cap in packs.shared_caps if wanted & set(cap.members))
    return Plan(packs, on, lines, tuple(tests), stacking, shared)


def _line(index: int, version: Version, day: int, tests: dict[Node, int], interner: Interner) -> Line:
    conditions = [*([version.cohort] if version.cohort else []), *version.conditions]
    if version.ranking:
        conditions.append(_can_be_ranked(version.ranking))
    if version.benefit.tiers and version.benefit.tiers.entry is not None:
        conditions.append(_reaches_first_step(version.benefit.tiers.entry, version))
    clauses = []
    for condition in conditions:
        node = fold(condition.node, day)
        test = tests.setdefault(interner.unnamed(node), len(tests))
        clauses.append(Clause(condition, node, test))
    benefit = version.benefit

    def fixed(node: Node | None) -> Node | None:
        return None if node is None else fold(node, day)

    limits = tuple(Limit(cap, fold(cap.limit, day), fixed(cap.already)) for cap in benefit.caps)
    low, high = fixed(benefit.low), fixed(benefit.high)
    line = Line(
        index,
        version,
        tuple(clauses),
        low,
        high,
        fixed(benefit.minimum),
        limits,
        Formula(None, None, None, ()),
    )
    return replace(line, formula=_formula(line, interner))


def _formula(line: Line, interner: Interner) -> Formula:
    def shared(node: Node | None) -> Node | None:
        return None if node is None else interner.unnamed(node)

    limits = tuple((interner.unnamed(limit.limit), shared(limit.already)) for limit in line.row_limits())
    return Formula(shared(line.low), shared(line.high), shared(line.minimum), limits)


def _reaches_first_step(entry: Node, version: Version) -> Condition:
    label = Text("达到第一档标准", "Reaches the first tier")
    return Condition("first_step", label, entry, "", version.publication, version.measure.place)


def _can_be_ranked(ranking: Ranking) -> Condition:
    """Only a known figure can be ranked: `x >= x` is met where x is known and unknown where it is not."""
    label = Text("参加排名的指标已知", "The ranked figure is known")
    node = Compare(BOOLEAN, ">=", ranking.by, ranking.by)
    return Condition("ranking", label, node, "", Publication(), Place())


def by_measure(plan: Plan) -> Mapping[str, list[Line]]:
    """Return the lines of each measure: several where cohorts have texts of their own."""
    found: dict[str, list[Line]] = {}
    for line in plan.lines:
        found.setdefault(line.measure.id, []).append(line)
    return found
