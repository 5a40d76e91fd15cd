"""What a pack says, once read and checked: measures and everything around them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Literal

from wotu.rules.default_flows import Mode, default_flow
from wotu.rules.flow import Department, Flow
from wotu.rules.nodes import Node
from wotu.rules.problems import NOWHERE, Place
from wotu.rules.procedure import Procedure
from wotu.rules.quantity import Dimension, Quantity
from wotu.rules.text import Text
from wotu.rules.vocabulary import About, Vocabulary

Form = Literal["amount", "tiers", "band", "range", "at_least", "case_by_case", "schedule", "service"]
CapScope = Literal[
    "claim", "enterprise_year", "enterprise_life", "person", "site", "project", "product", "instrument"
]
Pays = Literal["same_year", "next_year"]
StackRule = Literal["highest_only", "exclusive", "stackable", "on_top", "top_up"]


@dataclass(frozen=True, slots=True)
class Source:
    """A published document. `found` is false where only a report of it was found."""

    id: str
    title: Text
    number: str = ""
    issuer: Text | None = None
    date: dt.date | None = None
    address: str = ""
    found: bool = True
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where in which document something stands."""

    source: Source
    article: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Whether a detail was published; if not, the assumption made instead, in words."""

    published: bool = True
    assumption: Text | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold, rate or amount: versioned data with a name."""

    name: str
    label: Text
    values: tuple[tuple[dt.date | None, Quantity], ...]
    node: Node
    publication: Publication
    place: Place


@dataclass(frozen=True, slots=True)
class Condition:
    """One named clause of a rule. A veto is a condition that its `when` must not hold."""

    id: str
    label: Text
    node: Node
    written: str
    publication: Publication
    place: Place
    veto: bool = False
    exception: Text | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper limit on an award; `already` is what was received before under the same limit."""

    id: str
    per: CapScope
    limit: Node
    label: Text
    already: Node | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One tier: from `start` (inclusive) the award is `amount`, or each unit above it pays `rate`."""

    start: Node
    amount: Node
    written: str
    place: Place


@dataclass(frozen=True, slots=True)
class Tiers:
    """Steps of one figure. `entry` is the condition of reaching the first, where nothing is paid below."""

    of: Node
    steps: tuple[Step, ...]
    entry: Node | None


@dataclass(frozen=True, slots=True)
class Benefit:
    """What is given. `low` and `high` differ only where an official decides inside a band.

    `None` for `high` means no upper end is published, for `low` that nothing is promised.
    `dimension` is the unit of the award; `step` the unit it is rounded to.
    """

    type: str
    dimension: Dimension
    form: Form
    low: Node | None
    high: Node | None
    rounding: Literal["floor", "ceil", "half_up"]
    step: Fraction
    caps: tuple[Cap, ...] = ()
    minimum: Node | None = None
    tiers: Tiers | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A share of the ranked rows, from the best down to `to`, and what it gets."""

    id: str
    to: Fraction
    amount: Node | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who comes first: the top N or percentile bands, inside each value of `within`."""

    by: Node
    descending: bool
    top: int | None
    bands: tuple[Band, ...]
    within: Node | None


@dataclass(frozen=True, slots=True)
class Account:
    """A capacity: what there is to give away, per year or for good."""

    id: str
    label: Text
    limit: Quantity
    period: Literal["life", "year"]
    publication: Publication
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Which account an award is drawn from, and who goes first when it is short."""

    account: str
    when_short: Literal["first_come", "by_score", "pro_rata"]
    order: Node | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the payment, due when its condition holds."""

    id: str
    share: Fraction
    label: Text
    when: Node | None
    within: Fraction | None


@dataclass(frozen=True, slots=True)
class Clawback:
    """What must be paid back, and when."""

    when: Node
    share: Fraction
    label: Text


@dataclass(frozen=True, slots=True)
class Payment:
    """How an award is paid: stages, what is deducted, who bears the cost."""

    stages: tuple[Stage, ...] = ()
    monthly: int | None = None
    clawback: Clawback | None = None
    offset: Node | None = None
    split: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When applications are taken: always, in yearly batches, or between dates."""

    yearly: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    dates: tuple[tuple[dt.date, dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """How it is handled, and by when. `flow` is None where the pack declares no steps of its own.

    `procedure` is the named process it uses; the flow is that one's, with the measure's own times.
    """

    mode: Mode = "apply"
    working_days: int | None = None
    publicity_days: int | None = None
    flow: Flow | None = None
    procedure: Procedure | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Version:
    """One text of a measure: in force between two dates, for one entry cohort."""

    measure: "Measure" = field(repr=False, compare=False)
    id: str
    clause: Text
    valid_from: dt.date | None
    valid_to: dt.date | None
    cohort: Condition | None
    parameters: Mapping[str, Parameter]
    conditions: tuple[Condition, ...]
    benefit: Benefit
    ranking: Ranking | None
    capacity: Capacity | None
    payment: Payment | None
    window: Window
    pays: Pays
    process: Process
    citation: Citation | None
    publication: Publication

    @property
    def key(self) -> str:
        """The name of this text: the measure's, with the version's after `#`."""
        return f"{self.measure.id}#{self.id}" if self.id else self.measure.id

    @cached_property
    def flow(self) -> Flow:
        """The steps a case under this text goes through."""
        process = self.process
        return process.flow or default_flow(
            process.mode, process.working_days, process.publicity_days, money=self.benefit.type == "money"
        )

    def in_force(self, on: dt.date) -> bool:
        """Tell whether this text is in force on a day (cohorts aside)."""
        return (self.valid_from or dt.date.min) <= on <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, eq=False)
class Measure:
    """Something a zone offers, in one or several versions."""

    id: str
    pack: "Pack" = field(repr=False)
    title: Text
    about: About
    area: str
    service: str
    kind: str
    tags: frozenset[str]
    place: Place
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedCap:
    """One limit over several measures."""

    id: str
    per: CapScope
    limit: Node
    label: Text
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stacking:
    """A rule about combining measures. `key` says what must coincide for them to conflict."""

    id: str
    rule: StackRule
    label: Text
    key: str
    members: tuple[str, ...]
    measure: str = ""
    unless: Node | None = None
    unless_label: Text | None = None
    received: Node | None = None
    citation: Citation | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure reported about the zone: a fact with a source, not a rule."""

    id: str
    label: Text
    value: str
    growth: str
    period: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression shared by measures, dated."""

    name: str
    label: Text
    node: Node
    citation: Citation | None
    publication: Publication
    place: Place


@dataclass(frozen=True, eq=False)
class Pack:
    """A folder of measures and what they need."""

    id: str
    folder: Path
    title: Text
    zone: Text
    level: Literal["national", "province", "city", "zone"]
    region: Text | None
    builds_on: tuple[str, ...]
    facts: Vocabulary
    definitions: Mapping[str, Definition]
    sources: Mapping[str, Source]
    accounts: Mapping[str, Account]
    figures: tuple[Figure, ...]
    measures: list[Measure] = field(default_factory=list)
    shared_caps: list[SharedCap] = field(default_factory=list)
    stacking: list[Stacking] = field(default_factory=list)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class PackSet:
    """Packs loaded together: one vocabulary, every measure by its name."""

    packs: Mapping[str, Pack]
    vocabulary: Vocabulary
    definitions: Mapping[str, Definition]

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure by id, in the order of packs and files."""
        return {m.id: m for pack in self.packs.values() for m in pack.measures}

    @property
    def shared_caps(self) -> list[SharedCap]:
        """Every shared cap of every pack."""
        return [cap for pack in self.packs.values() for cap in pack.shared_caps]

    @property
    def stacking(self) -> list[Stacking]:
        """Every stacking rule of every pack."""
        return [rule for pack in self.packs.values() for rule in pack.stacking]

    @property
    def accounts(self) -> Mapping[str, Account]:
        """Every account, by `pack.account`."""
        return {f"{p.id}.{a.id}": a for p in self.packs.values() for a in p.accounts.values()}

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        """Every named process, by `pack.process`."""
        return {p.id: p for pack in self.packs.values() for p in pack.procedures.values()}

    def versions_on(self, day: dt.date) -> Iterator[Version]:
        """Yield every text in force on a day."""
        for measure in self.measures.values():
            yield from (version for version in measure.versions if version.in_force(day))
