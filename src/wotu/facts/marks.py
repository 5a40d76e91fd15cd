"""Marks: how to tell, without reading a fact, that what a measure sees of a household is still the same.

Entries and withdrawals only ever grow, so the same number of entries up to the same last one, as many of
them withdrawn, are the same entries; the same numbers of them begun, ended and measured by a date, trusted
in the same order, fill the same cells. Whatever else comes to decide how entries become cells must go into
the mark too.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import Count, Max, Q

from wotu.facts.models import FactEntry
from wotu.parties.models import Party
from wotu.rules.vocabulary import Vocabulary


@dataclass(frozen=True)
class Mark:
    """A household's mark, and how many rows of each kind (企业、人员、项目、场地) it has."""

    text: str
    rows: Mapping[str, int]


def marks_of(
    zone: str, vocabulary: Vocabulary, on: dt.date, enterprises: Collection[int] | None = None
) -> dict[int, Mark]:
    """Return the mark of every household of a zone as of a date, by the enterprise's key.

    Args:
        zone: the zone.
        vocabulary: which sources are trusted before others.
        on: the date.
        enterprises: keys of the enterprises wanted; all of the zone where None.
    """
    wanted = Q(zone=zone, kind="enterprise") | Q(owner__zone=zone)
    if enterprises is not None:
        wanted &= Q(pk__in=enterprises) | Q(owner__in=enterprises)
    parties = Party.objects.filter(wanted).order_by("pk").values_list("pk", "owner_id", "kind", "slug")
    known, trust = _known(on, wanted), _trust(vocabulary)
    seen: dict[int, list[object]] = defaultdict(list)
    rows: dict[int, Counter[str]] = defaultdict(Counter)
    for party, owner, kind, slug in parties:
        household = owner or party
        seen[household].append((party, kind, slug, known.get(party)))
        rows[household][kind] += 1
    return {key: Mark(_hash(on, trust, said), rows[key]) for key, said in seen.items()}


def _known(on: dt.date, wanted: Q) -> dict[int, tuple[int, ...]]:
    entries = FactEntry.objects.filter(party__in=Party.objects.filter(wanted).values("pk")).order_by()
    counted = entries.values("party").annotate(
        entries=Count("pk"),
        last=Max("pk"),
        begun=Count("pk", filter=Q(since__lte=on)),
        ended=Count("pk", filter=Q(until__lt=on)),
        measured=Count("pk", filter=Q(at__lte=on)),
        withdrawn=Count("withdrawal"),
    )
    return {party: tuple(numbers) for party, *numbers in counted.values_list("party", *_NUMBERS)}


_NUMBERS = ("entries", "last", "begun", "ended", "measured", "withdrawn")


def _trust(vocabulary: Vocabulary) -> str:
    """Return which sources the vocabulary trusts before others, fact by fact, as a short text."""
    declared = sorted((name, fact.sources) for name, fact in vocabulary.items() if fact.sources)
    return blake2b(repr(declared).encode(), digest_size=8).hexdigest()


def _hash(on: dt.date, trust: str, said: list[object]) -> str:
    """Years and quarters are counted back from the date, so a new quarter is a new mark."""
    quarter = on.year * 4 + (on.month - 1) // 3
    return blake2b(repr((quarter, trust, said)).encode(), digest_size=12).hexdigest()
