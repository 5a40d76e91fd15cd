"""A measure as the catalogue lists it on a date: its text, its window, and how much it may bring."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from wotu.match.ask import potential
from wotu.match.checkup import Checker, Finding
from wotu.match.plan import Line
from wotu.match.subject import Subject
from wotu.measures.zones import DATES_KEPT, TEACHING, Zone, checker, zones
from wotu.rules.model import Measure, Pack, Version
from wotu.rules.nodes import Const
from wotu.rules.quantity import MONEY
from wotu.rules.windows import WindowState, window_on

Bound = Literal["exact", "up_to", "from", "formula", "case_by_case", "none"]
"""How a figure limits the award: it is the award, its most, its least; no limit is stated, an official
decides, or it is no money."""
CLOSED = WindowState(is_open=False)


@dataclass(frozen=True, eq=False)
class Offer:
    """A measure on a date. `figure` is money in fen, or None where no figure is stated."""

    measure: Measure
    zone: Zone
    version: Version
    in_force: bool
    window: WindowState
    bound: Bound
    figure: int | None

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id

    @property
    def pack(self) -> Pack:
        """Who offers it: the zone's own pack, or one the zone builds on."""
        return self.measure.pack

    @property
    def is_teaching(self) -> bool:
        """Whether the measure is invented, for teaching."""
        return self.pack.id in TEACHING

    @property
    def is_published(self) -> bool:
        """Whether every text's detail was published."""
        return all(version.publication.published for version in self.measure.versions)

    @property
    def is_always_open(self) -> bool:
        """Whether applications are taken all year."""
        limited = self.version.window.yearly or self.version.window.dates
        return self.window.is_open and not limited

    def may_reach(self, fen: int) -> bool:
        """Tell whether as much money is possible, as far as the rule says; unlimited formulas may."""
        if self.figure is None:
            return self.bound == "formula"
        return self.figure >= fen or self.bound == "from"

    def opens_within(self, on: dt.date, days: int) -> bool:
        """Tell whether it is shut, and opens in so many days."""
        return self.window.opens is not None and (self.window.opens - on).days <= days

    def closes_within(self, on: dt.date, days: int) -> bool:
        """Tell whether it is open, and closes in so many days."""
        return self.window.closes is not None and (self.window.closes - on).days <= days


def offers(on: dt.date) -> tuple[Offer, ...]:
    """Return every measure on a date: zones' own, then those they build on, then those for teaching."""
    return _offers(zones(on), on)


def offer(id_: str, on: dt.date) -> Offer | None:
    """Return one measure on a date."""
    return next((one for one in offers(on) if one.id == id_), None)


def text_on(measure: Measure, on: dt.date) -> Version:
    """Return a text in force on a date; else the next to come, else the last."""
    in_force = [version for version in measure.versions if version.in_force(on)]
    to_come = [version for version in measure.versions if (version.valid_from or dt.date.min) > on]
    return (in_force or to_come or [measure.versions[-1]])[0]


@lru_cache(maxsize=DATES_KEPT)
def _offers(all_zones: tuple[Zone, ...], on: dt.date) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for zone in all_zones:
        rules = checker(zone, on)
        lines = {line.version.key: line for line in rules.plan.lines}
        for measure in zone.packs.measures.values():
            if measure.id not in found:
                found[measure.id] = _offer(measure, zone, rules, lines, on)
    return tuple(sorted(found.values(), key=lambda one: (one.is_teaching, one.pack.level != "zone")))


def _offer(measure: Measure, zone: Zone, rules: Checker, lines: dict[str, Line], on: dt.date) -> Offer:
    version = text_on(measure, on)
    in_force = version.in_force(on)
    line = lines.get(version.key)
    bound, figure = _figure(rules, line) if line else ("none", None)
    window = _window(version, on) if in_force else CLOSED
    return Offer(measure, zone, version, in_force, window, bound, figure)


def _window(version: Version, on: dt.date) -> WindowState:
    """Return the window as far as the text is in force: nothing opens or stays open after it ends."""
    state, end = window_on(version.window, on), version.valid_to or dt.date.max
    closes = min(state.closes, end) if state.closes else None
    opens = state.opens if state.opens and state.opens <= end else None
    return WindowState(state.is_open, opens, None if closes == dt.date.max else closes)


def _figure(rules: Checker, line: Line) -> tuple[Bound, int | None]:
    """Return the figure that is known of nobody in particular: no fact is known."""
    benefit = line.version.benefit
    if benefit.dimension != MONEY:
        return "none", None
    found = rules.check_line(line, Subject("", {}, line.about))
    if found.award.exact:
        return "exact", found.award.high
    if benefit.form == "at_least":
        return "from", found.award.low
    most = _most(line, found)
    if benefit.form == "case_by_case":
        return "case_by_case", most
    return ("up_to", most) if most is not None else ("formula", None)


def _most(line: Line, found: Finding) -> int | None:
    stated = int(potential(found))
    if stated > 1:
        return stated
    steps = list(_steps(line))
    return max(steps) if steps else None


def _steps(line: Line) -> Iterator[int]:
    """Yield what the steps of a tiered award pay, if every step is a plain amount."""
    tiers = line.version.benefit.tiers
    if tiers is None:
        return
    amounts = [step.amount for step in tiers.steps]
    if all(isinstance(amount, Const) and amount.type.dimension == MONEY for amount in amounts):
        for amount in amounts:
            if isinstance(amount, Const) and not isinstance(amount.value, str):
                yield int(amount.value / line.unit)
