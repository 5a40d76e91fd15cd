"""Writing facts: recording, deciding between sources, withdrawing. Nothing is ever overwritten."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from wotu.audit.verbs import note
from wotu.facts.models import Batch, Evidence, FactEntry, Withdrawal
from wotu.facts.places import Place, place_of, same
from wotu.facts.sources import DECISION
from wotu.match.periods import parse_cell, parse_period
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.rules.vocabulary import Source, Vocabulary


class FactNotReadable(ValueError):
    """A fact cannot be recorded: which one, of whom, why, and what to write instead."""


class NotAllowed(ValueError):
    """A change of the record cannot be made; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


NO_REASON = Text("请写明理由。", "Give a reason.")


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
    kind: Source = "official"
    note: str = ""
    evidence: Evidence | None = None


def record_facts(
    *,
    facts: Sequence[NewFact],
    vocabulary: Vocabulary,
    about: str,
    by: str,
    now: dt.datetime,
    batch: Batch | None = None,
) -> int:
    """Record what its kind of source has not said yet; return how many entries that took.

    Raises:
        FactNotReadable: a fact is not in the vocabulary or its value cannot be read.
    """
    return len(_record(facts=facts, vocabulary=vocabulary, about=about, by=by, now=now, batch=batch))


def state_fact(*, fact: NewFact, vocabulary: Vocabulary, by: str, now: dt.datetime) -> FactEntry | None:
    """Record one fact; return its entry, or None where its source said the same already.

    Raises:
        FactNotReadable: the fact is not in the vocabulary or its value cannot be read.
    """
    recorded = _record(facts=[fact], vocabulary=vocabulary, about=fact.party.slug, by=by, now=now)
    return recorded[0] if recorded else None


def decide_fact(
    *,
    entry: FactEntry,
    value: str,
    reason: str,
    vocabulary: Vocabulary,
    by: str,
    now: dt.datetime,
    evidence: Evidence | None = None,
) -> FactEntry:
    """Settle what holds in the place of an entry, whatever other sources say there (裁定).

    Raises:
        NotAllowed: no reason is given.
        FactNotReadable: the value cannot be read.
    """
    if not reason.strip():
        raise NotAllowed(NO_REASON)
    decision = NewFact(
        entry.party, entry.fact, value, DECISION, entry.period, entry.since, entry.until, entry.at,
        "decision", reason.strip(), evidence,
    )  # fmt: skip
    _check(decision, vocabulary)
    with transaction.atomic():
        recorded = _entry(decision, by, now, corrects=entry)
        recorded.save()
        note(verb="decide_fact", about=entry.party.slug, by=by, now=now, fact=entry.fact, entry=recorded.pk)
    return recorded


def withdraw_fact(*, entry: FactEntry, reason: str, by: str, now: dt.datetime) -> Withdrawal:
    """Let an entry count no longer. It stays on record, and what stood before it counts again.

    Raises:
        NotAllowed: no reason is given, or it is withdrawn already.
    """
    if not reason.strip():
        raise NotAllowed(NO_REASON)
    with transaction.atomic():
        found, is_new = Withdrawal.objects.get_or_create(
            entry=entry,
            defaults={"reason": reason.strip(), "recorded_at": now, "recorded_by": by},
        )
        if not is_new:
            raise NotAllowed(Text("这一条已经撤回。", "This entry is withdrawn already."))
        note(verb="withdraw_fact", about=entry.party.slug, by=by, now=now, fact=entry.fact, entry=entry.pk)
    return found


def _record(
    *,
    facts: Sequence[NewFact],
    vocabulary: Vocabulary,
    about: str,
    by: str,
    now: dt.datetime,
    batch: Batch | None = None,
) -> list[FactEntry]:
    for fact in facts:
        _check(fact, vocabulary)
    with transaction.atomic():
        current = _current({fact.party.pk for fact in facts}, {fact.fact for fact in facts})
        entries = []
        for fact in facts:
            before = current.get((place_of(fact.party.pk, fact), fact.kind))
            if before is None or not same(vocabulary[fact.fact], before, fact):
                entries.append(_entry(fact, by, now, corrects=before, batch=batch))
        FactEntry.objects.bulk_create(entries, batch_size=5_000)
        if entries:
            note(verb="record_facts", about=about, by=by, now=now, entries=len(entries))
    return entries


def _entry(
    fact: NewFact, by: str, now: dt.datetime, *, corrects: FactEntry | None, batch: Batch | None = None
) -> FactEntry:
    return FactEntry(
        party=fact.party, fact=fact.fact, value=fact.value, kind=fact.kind, source=fact.source,
        note=fact.note, evidence=fact.evidence, corrects=corrects, batch=batch, period=fact.period,
        since=fact.since, until=fact.until, at=fact.at, recorded_at=now, recorded_by=by,
    )  # fmt: skip


def _check(fact: NewFact, vocabulary: Vocabulary) -> None:
    if fact.fact not in vocabulary:
        raise FactNotReadable(f"{fact.party.slug}: there is no fact `{fact.fact}`")
    try:
        parse_cell(vocabulary[fact.fact], fact.value)
        if fact.period:
            parse_period(vocabulary[fact.fact].period, fact.period)
    except ValueError as error:
        raise FactNotReadable(f"{fact.party.slug}, {fact.fact}: {error}") from None


def _current(parties: Iterable[int], facts: Iterable[str]) -> dict[tuple[Place, str], FactEntry]:
    """Return what each kind of source says now, by place."""
    entries = FactEntry.objects.standing().filter(party__in=parties, fact__in=facts)
    return {
        (place_of(entry.party_id, entry), entry.kind): entry
        for entry in entries.order_by("recorded_at", "id").iterator()
    }
