"""Reading facts: what was recorded becomes the cells a measure sees on a date."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from wotu.facts.models import FactEntry
from wotu.match.periods import FactEntry as Entry
from wotu.match.periods import parse_cell, slots_of
from wotu.match.subject import Household, Subject
from wotu.parties.models import Party
from wotu.parties.reads import members_of
from wotu.rules.vocabulary import About, Slot, Vocabulary

Entries = Mapping[str, Sequence[Entry]]
"""Entries by the slug of the party they are about."""

_COLUMNS = ("party_id", "fact", "value", "period", "since", "until", "at", "source")


def household_of(
    enterprise: Party, vocabulary: Vocabulary, on: dt.date, more: Entries | None = None
) -> Household:
    """Return an enterprise and what belongs to it, with what is known as of a date.

    Args:
        enterprise: the enterprise.
        vocabulary: what the facts mean.
        on: the date.
        more: further entries, trusted over the recorded ones: answers just given.
    """
    return households_of([enterprise], vocabulary, on, more)[0]


def households_of(
    enterprises: Sequence[Party], vocabulary: Vocabulary, on: dt.date, more: Entries | None = None
) -> list[Household]:
    """Return several households, in two queries."""
    members = members_of(enterprises)
    entries = _entries([party.pk for party in (*enterprises, *members)], vocabulary)
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


def _entries(parties: Sequence[int], vocabulary: Vocabulary) -> dict[int, list[Entry]]:
    """Read entries in the order they were recorded; one that its fact can no longer read is left out."""
    found: dict[int, list[Entry]] = defaultdict(list)
    meant = FactEntry.objects.filter(party__in=parties, fact__in=list(vocabulary))
    rows = meant.order_by("recorded_at", "id").values_list(*_COLUMNS)
    for party, name, text, period, since, until, at, source in rows:
        fact = vocabulary.get(name)
        if fact is None:
            continue
        try:
            value = parse_cell(fact, text)
        except ValueError:
            continue
        found[party].append(Entry(name, value, period, since, until, at, source))
    return found
