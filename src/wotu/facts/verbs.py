"""Writing facts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from wotu.audit.verbs import note
from wotu.facts.models import FactEntry
from wotu.match.periods import parse_cell, parse_period
from wotu.parties.models import Party
from wotu.rules.vocabulary import Vocabulary


class FactNotReadable(ValueError):
    """A fact cannot be recorded: which one, of whom, why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """Something to record about a party."""

    party: Party
    fact: str
    value: str
    source: str
    period: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None


def record_facts(
    *, facts: Sequence[NewFact], vocabulary: Vocabulary, about: str, by: str, now: dt.datetime
) -> int:
    """Record what is not on record yet; return how many entries that took.

    Raises:
        FactNotReadable: a fact is not in the vocabulary or its value cannot be read.
    """
    for fact in facts:
        _check(fact, vocabulary)
    with transaction.atomic():
        current = _current({fact.party.pk for fact in facts})
        fresh = [fact for fact in facts if current.get(_place(fact.party.pk, fact)) != _said(fact)]
        entries = [
            FactEntry(
                party=fact.party, fact=fact.fact, value=fact.value, source=fact.source, period=fact.period,
                since=fact.since, until=fact.until, at=fact.at, recorded_at=now, recorded_by=by,
            )
            for fact in fresh
        ]  # fmt: skip
        FactEntry.objects.bulk_create(entries, batch_size=5_000)
        if entries:
            note(verb="record_facts", about=about, by=by, now=now, entries=len(entries))
    return len(entries)


def _check(fact: NewFact, vocabulary: Vocabulary) -> None:
    if fact.fact not in vocabulary:
        raise FactNotReadable(f"{fact.party.slug}: there is no fact `{fact.fact}`")
    try:
        parse_cell(vocabulary[fact.fact], fact.value)
        if fact.period:
            parse_period(vocabulary[fact.fact].period, fact.period)
    except ValueError as error:
        raise FactNotReadable(f"{fact.party.slug}, {fact.fact}: {error}") from None


Place = tuple[int, str, str, dt.date | None, dt.date | None]


def _place(party: int, fact: NewFact | FactEntry) -> Place:
    """Return what two entries must share for the later one to replace the earlier."""
    return party, fact.fact, fact.period, fact.since, fact.at


def _said(fact: NewFact | FactEntry) -> tuple[str, dt.date | None, str]:
    return fact.value, fact.until, fact.source


def _current(parties: Iterable[int]) -> dict[Place, tuple[str, dt.date | None, str]]:
    entries = FactEntry.objects.filter(party__in=parties).order_by("recorded_at", "id").iterator()
    return {_place(entry.party_id, entry): _said(entry) for entry in entries}
