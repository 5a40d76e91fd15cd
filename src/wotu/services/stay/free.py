"""Free nights (免费晚数): those a person has used, those promised to stays not over yet, those left."""

import datetime as dt

from wotu.cases.models import Case
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.services.stay.known import USED, known_of
from wotu.services.stay.models import LIVE, Stay
from wotu.services.stay.station import Station

SOURCE = "人才驿站入住记录 / records of the talent station"


def slept(stay: Stay) -> int:
    """Return how many nights of a stay were slept, as far as they are used in the ledger."""
    if stay.slept_until is None or stay.arrived_on is None:
        return 0
    return max(0, (stay.slept_until - max(stay.arrived_on, stay.starts)).days)


def free_slept(stay: Stay) -> int:
    """Return how many of the nights slept were free: the first ones are."""
    return min(slept(stay), stay.free_nights)


def free_left(person: Party, by_rule: int, leaving_out: Case | None = None) -> int:
    """Return the free nights a person can still ask for.

    `by_rule` is what the rule leaves by the nights used; those promised to other stays go off it.
    """
    others = Stay.objects.filter(person=person, state__in=LIVE)
    if leaving_out is not None:
        others = others.exclude(case=leaving_out)
    return by_rule - sum(stay.free_nights - free_slept(stay) for stay in others)


def record_used(
    zone: Zone, station: Station, person: Party, more: int, *, by: str, now: dt.datetime, today: dt.date
) -> None:
    """Put free nights just used on record as a fact, on top of what is known; in the caller's transaction."""
    if not more or USED not in zone.packs.vocabulary:
        return
    known = known_of(zone, station, person, today).value(USED)
    used = (known if isinstance(known, int) else 0) + more
    fact = NewFact(person, USED, str(used), SOURCE, kind="official")
    record_facts(facts=[fact], vocabulary=zone.packs.vocabulary, about=person.slug, by=by, now=now)
