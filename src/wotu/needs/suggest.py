"""Suggestions for a zone, and for a firm whose check-up is looked at too."""

import datetime as dt
from functools import lru_cache

from wotu.facts.reads import household_of
from wotu.match.checkup import Finding
from wotu.match.missing import nearest
from wotu.measures.overview import one_text_each
from wotu.measures.zones import DATES_KEPT, Zone, checker, zones
from wotu.needs.ranking import Index, Offer, Reading, offers_of, with_standing
from wotu.needs.words import terms
from wotu.parties.models import Party

FROM_BEST = ("entitled", "nearly", "unknown", "not")
"""A firm's standings under a measure."""
NEAR = 1
"""A change larger than the present value itself is not "nearly"."""


def suggest(zone: Zone, says: str, on: dt.date) -> Reading:
    """Return what a zone has for a need."""
    return _index(zones(), on).read(zone.id, says)


def suggest_for(party: Party, zone: Zone, says: str, on: dt.date) -> Reading:
    """Return what a zone has for an enterprise's need: first what it is, nearly is or may be entitled to."""
    reading = suggest(zone, says, on)
    return with_standing(reading, standings(party, zone, [one.offer for one in reading.suggestions], on))


def offer(zone: Zone, key: str, on: dt.date) -> Offer | None:
    """Return an offer of a zone by its key, in force or to come."""
    return next((one for one in offers(zone, on) if one.key == key), None)


@lru_cache(maxsize=DATES_KEPT)
def offers(zone: Zone, on: dt.date) -> tuple[Offer, ...]:
    """Return everything a zone offers on a day."""
    return tuple(offers_of(zone.packs, zone.id, on))


def standings(party: Party, zone: Zone, among: list[Offer], on: dt.date) -> dict[str, str]:
    """Return the best answer of an enterprise under each measure, its people, projects and sites included.

    A resource has the best answer of the measures that give it out.
    """
    wanted = {key for one in among for key in (one.given_by or (one.key,))}
    rules = checker(zone, on)
    found: dict[str, str] = {}
    for finding in one_text_each(rules.check(household_of(party, zone.packs.vocabulary, on))):
        key = finding.line.measure.id
        if key in wanted:
            answers = (_standing(zone, finding, on), found.get(key, FROM_BEST[-1]))
            found[key] = min(answers, key=FROM_BEST.index)
    for one in among:
        if known := [found[key] for key in one.given_by if key in found]:
            found[one.key] = min(known, key=FROM_BEST.index)
    return found


def _standing(zone: Zone, finding: Finding, on: dt.date) -> str:
    if finding.status != "not_entitled":
        return finding.status
    short = nearest(checker(zone, on), finding)
    return "nearly" if short is not None and len(short.changes) == 1 and short.distance <= NEAR else "not"


@lru_cache(maxsize=4)
def _index(every: tuple[Zone, ...], on: dt.date) -> Index:
    return Index({zone.id: offers(zone, on) for zone in every}, terms())
