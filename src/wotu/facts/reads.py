"""Reading facts: what was recorded becomes the cells a measure sees on a date."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from wotu.facts.models import FactEntry
from wotu.facts.places import rank
from wotu.match.periods import FactEntry as Entry
from wotu.match.periods import parse_cell, slots_of
from wotu.match.subject import Household, Subject
from wotu.parties.models import Party
from wotu.parties.reads import members_of
from wotu.rules.vocabulary import About, Slot, Vocabulary

Entries = Mapping[str, Sequence[Entry]]
"""Entries by the slug of the party they are about."""

_COLUMNS = ("party_id", "fact", "value", "period", "since", "until", "at", "source", "kind")


def household_of(
    enterprise: Party,
    vocabulary: Vocabulary,
    on: dt.date,
    more: Entries | None = None,
    *,
    known_on: dt.date | None = None,
) -> Household:
    """Return an enterprise and what belongs to it, with what is known as of a date.

    Args:
        enterprise: the enterprise.
        vocabulary: what the facts mean.
        on: the date.
        more: further entries, trusted over the recorded ones: answers just given.
        known_on: leave out what was recorded, or not yet withdrawn, only after this day.
    """
    return households_of([enterprise], vocabulary, on, more, known_on=known_on)[0]


def households_of(
    enterprises: Sequence[Party],
    vocabulary: Vocabulary,
    on: dt.date,
    more: Entries | None = None,
    *,
    known_on: dt.date | None = None,
) -> list[Household]:
    """Return several households, in two queries."""
    members = members_of(enterprises)
    entries = _entries([party.pk for party in (*enterprises, *members)], vocabulary, known_on)
    by_owner = defaultdict(list)
    for member in members:
        by_owner[member.owner_id].append(member)

    def subject(party: Party) -> Subject:
        said = [*entries[party.pk], *(more or {}).get(party.slug, ())]
        return subject_of(party, said, vocabulary, on)

    return [
        Household(subject(party), tuple(subject(member) for member in by_owner[party.pk]))
        for party in enterprises
    ]


def subject_of(party: Party, entries: Sequence[Entry], vocabulary: Vocabulary, on: dt.date) -> Subject:
    """Resolve a party's entries; remember where each cell is from."""
    facts = slots_of(entries, vocabulary, on)
    kind: About = party.kind  # type: ignore[assignment]  # the database allows nothing else
    return Subject(party.slug, facts, kind, party.name, _sources(entries, facts.keys(), vocabulary, on))


def _sources(
    entries: Sequence[Entry], slots: Iterable[Slot], vocabulary: Vocabulary, on: dt.date
) -> dict[Slot, str]:
    by_fact: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_fact[entry.fact].append(entry)
    alone = {name: mine[0].source for name, mine in by_fact.items() if len({e.source for e in mine}) == 1}
    found = {slot: alone[slot.fact] for slot in slots if slot.fact in alone}
    for name, mine in by_fact.items():
        if name not in alone:
            for entry in mine:
                found |= dict.fromkeys(slots_of([entry], vocabulary, on), entry.source)
    return found


def end_of(day: dt.date | None) -> dt.datetime | None:
    """Return the moment a day is over where the site is; None stands for now."""
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def _entries(
    parties: Sequence[int], vocabulary: Vocabulary, known_on: dt.date | None
) -> dict[int, list[Entry]]:
    """Read entries, the most trusted last; one that its fact can no longer read is left out."""
    found: dict[int, list[tuple[int, Entry]]] = defaultdict(list)
    standing = FactEntry.objects.standing(end_of(known_on))
    meant = standing.filter(party__in=parties, fact__in=list(vocabulary))
    ranks = _Ranks(vocabulary)
    rows = meant.order_by("recorded_at", "id").values_list(*_COLUMNS)
    for party, name, text, period, since, until, at, source, kind in rows:
        fact = vocabulary.get(name)
        if fact is None:
            continue
        try:
            value = parse_cell(fact, text)
        except ValueError:
            continue
        found[party].append((ranks[name, kind], Entry(name, value, period, since, until, at, source)))
    return defaultdict(list, {party: _by_trust(mine) for party, mine in found.items()})


class _Ranks(dict[tuple[str, str], int]):
    """How little a kind of source is trusted about a fact, looked up once each."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def __missing__(self, key: tuple[str, str]) -> int:
        self[key] = found = rank(self.vocabulary[key[0]], key[1])
        return found


def _by_trust(ranked: list[tuple[int, Entry]]) -> list[Entry]:
    """Put the least trusted first; within a kind of source the order of recording stays."""
    if len({rank_ for rank_, _ in ranked}) > 1:
        ranked.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in ranked]


def entries_of(
    zone: str, *, q: str = "", fact: str = "", kind: str = "", known_on: dt.datetime | None = None
) -> QuerySet[FactEntry]:
    """Return what stands on record about a zone's firms, firm by firm.

    Args:
        zone: the zone's id.
        q: keep firms by name, credit code or pinyin initials.
        fact: keep one fact.
        kind: keep one kind of source.
        known_on: as it stood before a moment; now if not given.
    """
    entries = FactEntry.objects.standing(known_on).filter(party__zone=zone)
    if q:
        firms = Party.objects.enterprises().filter(zone=zone).matching(q)
        entries = entries.filter(Q(party__in=firms) | Q(party__owner__in=firms))
    if fact:
        entries = entries.filter(fact=fact)
    if kind:
        entries = entries.filter(kind=kind)
    return entries.select_related("party__owner", "evidence").order_by(
        "party__slug", "fact", "recorded_at", "id"
    )


def entries_about(party: Party, fact: str = "") -> QuerySet[FactEntry]:
    """Return what stands on record about a party; of one fact, if named."""
    found = FactEntry.objects.standing(None).filter(party=party)
    return found.filter(fact=fact) if fact else found


def last_entry() -> int:
    """Return the number of the latest entry: as long as it stays, nothing was recorded."""
    return FactEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def latest_entries(parties: Iterable[Party], limit: int) -> list[FactEntry]:
    """Return what was last recorded about some parties, the newest first, as it was written."""
    entries = FactEntry.objects.filter(party__in=list(parties)).select_related("party")
    return list(entries.order_by("-recorded_at", "-id")[:limit])
