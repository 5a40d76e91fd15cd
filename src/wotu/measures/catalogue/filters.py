"""Narrowing the catalogue down: by zone, area, subject, service, money, window and what was published."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from wotu.measures.catalogue.offers import Offer, offers
from wotu.measures.catalogue.search import find
from wotu.measures.zones import TEACHING

Facet = Literal["zone", "area", "about", "service", "window", "detail"]
FACETS: tuple[Facet, ...] = get_args(Facet)
Sort = Literal["best", "zone", "money", "closing", "new"]
SORTS: tuple[Sort, ...] = get_args(Sort)
SOON = 30
"""How many days are soon."""
_LAST = dt.date.max
_FEN_IN_WAN = 1_000_000


@dataclass(frozen=True)
class Filters:
    """What a reader looks for. `chosen` holds the values of each facet, any of which will do; `least`
    is in units of 10,000 yuan."""

    words: str = ""
    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    least: int = 0
    sort: Sort = "best"

    def of(self, facet: Facet) -> frozenset[str]:
        """Return the values chosen of a facet."""
        return self.chosen.get(facet, frozenset())

    def without(self, facet: Facet) -> "Filters":
        """Return the filters with one facet left open."""
        return replace(self, chosen={name: values for name, values in self.chosen.items() if name != facet})

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.words.strip() or self.least or any(self.chosen.values()))


@dataclass(frozen=True)
class Found:
    """What was found, in order, and how many each further value of a facet would leave."""

    offers: Sequence[Offer]
    counts: Mapping[Facet, Mapping[str, int]]


def look_up(filters: Filters, on: dt.date) -> Found:
    """Return the measures that fit. Those for teaching are shown only to who asks for their zone."""
    scores = find(filters.words) if filters.words.strip() else None
    there = [one for one in offers(on) if scores is None or one.id in scores]
    there = [one for one in there if one.may_reach(filters.least * _FEN_IN_WAN) or not filters.least]
    counts = {facet: _counts(there, filters, facet, on) for facet in FACETS}
    kept = [one for one in there if _fits(one, filters, on)]
    return Found(_ordered(kept, filters, scores or {}), counts)


def values_of(facet: Facet, one: Offer, on: dt.date) -> set[str]:
    """Return which values of a facet a measure has."""
    return _VALUES[facet](one, on)


def _windows(one: Offer, on: dt.date) -> set[str]:
    found = {"open"} if one.in_force and one.window.is_open else set()
    found |= {"closing"} if one.in_force and one.closes_within(on, SOON) else set()
    return found | ({"soon"} if one.opens_within(on, SOON) else set())


_VALUES: dict[Facet, Callable[[Offer, dt.date], set[str]]] = {
    "zone": lambda one, _on: {one.pack.id}, "area": lambda one, _on: {one.measure.area},
    "about": lambda one, _on: {one.measure.about}, "service": lambda one, _on: {one.measure.service},
    "window": _windows, "detail": lambda one, _on: {"published" if one.is_published else "assumed"},
}  # fmt: skip


def _fits(one: Offer, filters: Filters, on: dt.date) -> bool:
    if one.is_teaching and one.pack.id not in filters.of("zone"):
        return False
    return all(not (wanted := filters.of(facet)) or wanted & values_of(facet, one, on) for facet in FACETS)


def _counts(there: Iterable[Offer], filters: Filters, facet: Facet, on: dt.date) -> Counter[str]:
    """Count what each value of a facet would leave, the other filters being as they are."""
    others = filters.without(facet)
    if facet == "zone":
        others = replace(others, chosen={**others.chosen, "zone": frozenset()})
        asked = TEACHING
        return Counter(
            value for one in there
            if _fits(one, replace(others, chosen={**others.chosen, "zone": asked | {one.pack.id}}), on)
            for value in values_of(facet, one, on)
        )  # fmt: skip
    return Counter(value for one in there if _fits(one, others, on) for value in values_of(facet, one, on))


def _ordered(kept: list[Offer], filters: Filters, scores: Mapping[str, float]) -> list[Offer]:
    """Sort; what is not in force stands last, and the order of the packs decides the rest."""
    key = _KEYS[filters.sort]
    return sorted(kept, key=lambda one: (not one.in_force, key(one, scores)))


_KEYS: dict[Sort, Callable[[Offer, Mapping[str, float]], float]] = {
    "best": lambda one, scores: -scores.get(one.id, 0.0),
    "zone": lambda _one, _scores: 0,
    "money": lambda one, _scores: -(one.figure or 0),
    "closing": lambda one, _scores: (one.window.closes or _LAST).toordinal(),
    "new": lambda one, _scores: -(one.version.valid_from or dt.date.min).toordinal(),
}
