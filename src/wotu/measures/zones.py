"""The zones: every pack and edition loaded once per process, and its check-up compiled once per date.

A pack that cannot be loaded takes no other zone down with it: it is left out and listed as broken.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from wotu.match.checkup import Checker
from wotu.match.plan import make_plan
from wotu.measures.current import Dated, dated_editions
from wotu.measures.models import Edition
from wotu.measures.texts import kept_folder
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
    def services(self) -> frozenset[str]:
        """What services its measures give, and those of the packs it builds on."""
        return frozenset(measure.service for measure in self.packs.measures.values())

    @property
    def published_share(self) -> float:
        """The share of the zone's measures whose detail was published."""
        published = sum(all(v.publication.published for v in m.versions) for m in self.measures)
        return published / len(self.measures) if self.measures else 0.0


def zones(on: dt.date | None = None) -> tuple[Zone, ...]:
    """Return every zone whose pack could be loaded, as in force on a day, today unless given.

    What is in force is the pack's folder, overlaid by the zone's published edition. Invented zones
    stand last.
    """
    return _served(on, dated_editions())[0]


def broken() -> Mapping[str, tuple[Problem, ...]]:
    """Return the packs that could not be loaded, with what is wrong.

    A zone listed here and in `zones` has an edition that no longer fits its folder; its folder is served.
    """
    return _served(None, dated_editions())[1]


def zone(id_: str, on: dt.date | None = None) -> Zone | None:
    """Return a zone by its pack's id, as in force on a day, today unless given."""
    return next((zone for zone in zones(on) if zone.id == id_), None)


def measure(id_: str) -> tuple[Zone, Measure] | None:
    """Return a measure, of a zone or of a pack that a zone builds on, and the zone it was found in."""
    for zone in zones():
        if id_ in zone.packs.measures:
            return zone, zone.packs.measures[id_]
    return None


def checker(zone: Zone, on: dt.date) -> Checker:
    """Return the zone's check-up as of a date, by the texts that were or will be in force on it."""
    editions = dated_editions()
    if any(edition.zone == zone.id for edition in editions):
        zone = next((then for then in _served(on, editions)[0] if then.id == zone.id), zone)
    return compiled(zone, on)


@lru_cache(maxsize=DATES_KEPT)
def compiled(zone: Zone, on: dt.date) -> Checker:
    """Return the check-up of a zone as it was loaded or pinned, as of a date, whatever is in force now."""
    return Checker.of(make_plan(zone.packs, on))


Served = tuple[tuple[Zone, ...], Mapping[str, tuple[Problem, ...]]]


def _served(on: dt.date | None, editions: Sequence[Dated]) -> Served:
    # The one place where work looks at a clock: an edition takes effect on its day without a restart.
    day = on or timezone.localdate()
    here = {edition.zone: edition for edition in editions if edition.in_force(day)}
    return _laid(settings.WOTU_PACKS, tuple(sorted((zone, one.content) for zone, one in here.items())))


@lru_cache(maxsize=DATES_KEPT)
def _laid(folder: Path, contents: tuple[tuple[str, str], ...]) -> Served:
    """Lay editions over the folders; an edition that no longer loads leaves its folder in place."""
    ground, problems = _loaded(folder)
    found = {zone.id: zone for zone in ground}
    problems = dict(problems)
    for id_, content in contents:
        if not (folder / id_ / "pack.yaml").is_file():
            continue
        try:
            found[id_] = _edition(folder, id_, content)
        except PackError as error:
            problems[id_] = tuple(error.problems)
    order = sorted(found.values(), key=lambda zone: (zone.is_teaching, zone.id))
    return tuple(order), problems


@lru_cache(maxsize=DATES_KEPT)
def _edition(folder: Path, id_: str, content: str) -> Zone:
    files = Edition.objects.dated().filter(zone=id_, content=content).values_list("files", flat=True)[0]
    kept = kept_folder(folder / id_, files, settings.WOTU_EDITIONS)
    packs = load_packs([kept], bases=folder)
    return Zone(packs.packs[id_], packs)


@cache
def _loaded(folder: Path) -> Served:
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
    for kept in (_loaded, _laid, _edition, compiled):
        kept.cache_clear()
