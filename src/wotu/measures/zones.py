"""The zones: every pack loaded once per process, and its check-up compiled once per date.

A pack that cannot be loaded takes no other zone down with it: it is left out and listed as broken.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from wotu.match.checkup import Checker
from wotu.match.examples import read_examples
from wotu.match.plan import make_plan
from wotu.rules.load import load_packs
from wotu.rules.model import Measure, Pack, PackSet
from wotu.rules.problems import PackError, Problem

TEACHING = frozenset({"showcase"})
"""Packs that are there to be read: their zone is invented, and stands last."""
DATES_KEPT = 64


@dataclass(frozen=True, eq=False)
class Zone:
    """A development zone: its pack, and the packs it builds on."""

    pack: Pack
    packs: PackSet

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.pack.id

    @property
    def is_teaching(self) -> bool:
        """Whether the zone itself is invented."""
        return self.pack.id in TEACHING

    @property
    def measures(self) -> list[Measure]:
        """The zone's own measures."""
        return self.pack.measures

    @property
    def published_share(self) -> float:
        """The share of the zone's measures whose detail was published."""
        published = sum(all(v.publication.published for v in m.versions) for m in self.measures)
        return published / len(self.measures) if self.measures else 0.0


def zones() -> tuple[Zone, ...]:
    """Return every zone whose pack could be loaded; invented ones last."""
    return _loaded(settings.WOTU_PACKS)[0]


def broken() -> Mapping[str, tuple[Problem, ...]]:
    """Return the packs that could not be loaded, with what is wrong."""
    return _loaded(settings.WOTU_PACKS)[1]


def zone(id_: str) -> Zone | None:
    """Return a zone by its pack's id."""
    return next((zone for zone in zones() if zone.id == id_), None)


def measure(id_: str) -> tuple[Zone, Measure] | None:
    """Return a measure, of a zone or of a pack that a zone builds on, and the zone it was found in."""
    for zone in zones():
        if id_ in zone.packs.measures:
            return zone, zone.packs.measures[id_]
    return None


def checker(zone: Zone, on: dt.date) -> Checker:
    """Return the zone's check-up as of a date."""
    return _compiled(zone, on)


@lru_cache(maxsize=DATES_KEPT)
def _compiled(zone: Zone, on: dt.date) -> Checker:
    return Checker.of(make_plan(zone.packs, on))


@cache
def _loaded(folder: Path) -> tuple[tuple[Zone, ...], Mapping[str, tuple[Problem, ...]]]:
    loaded, problems = [], {}
    for path in sorted(folder.glob("*/pack.yaml")):
        id_ = path.parent.name
        try:
            packs = load_packs([path.parent])
        except PackError as error:
            problems[id_] = tuple(error.problems)
            continue
        if packs.packs[id_].level == "zone":
            loaded.append(Zone(packs.packs[id_], packs))
    return tuple(sorted(loaded, key=lambda zone: (zone.is_teaching, zone.id))), problems


def forget() -> None:
    """Drop everything loaded, so that the next question reads the packs again."""
    _loaded.cache_clear()
    _compiled.cache_clear()


def example_count(zone: Zone, measure_id: str) -> int:
    """Return how many worked examples test a measure."""
    return _example_counts(zone).get(measure_id, 0)


@cache
def _example_counts(zone: Zone) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for pack in zone.packs.packs.values():
        try:
            examples = read_examples(pack, zone.packs)
        except PackError:
            continue
        for example in examples:
            for name in example.members:
                counts[name] = counts.get(name, 0) + 1
    return counts
