"""Letting the facts of a firm follow from its entries, and asking its measures again."""

import datetime as dt

from django.db import transaction

from wotu.facts.models import FactEntry
from wotu.facts.verbs import NewFact, record_facts, withdraw_fact
from wotu.findings.asking import after_facts
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Source, Vocabulary
from wotu.services.credit_repair.models import STANDING, CreditEntry
from wotu.services.credit_repair.speaking import Saying, sayings

SOURCE = "失信信息台账 / Register of credit entries"
REPLACED = "失信信息台账有变化 / The register of credit entries has changed"

Key = tuple[str, str, dt.date | None]


def speak(*, party: Party, by: str, now: dt.datetime, today: dt.date) -> int:
    """Record what a firm's entries say now, withdraw what they no longer say; return how many changed.

    Where anything changed the firm's measures are asked again once it is in the books.
    """
    where = zone(party.zone)
    if where is None:
        return 0
    with transaction.atomic():
        Party.objects.select_for_update(of=("self",), no_key=True).get(pk=party.pk)
        entries = list(CreditEntry.objects.filter(party=party).exclude(state="void"))
        wanted = {_key(saying): saying for saying in sayings(entries, today)}
        said = FactEntry.objects.standing().filter(party=party, source=SOURCE)
        kind = _kind(party, entries)
        stale = [one for one in said if one.kind != kind or (one.fact, one.value, one.since) not in wanted]
        for one in stale:
            withdraw_fact(entry=one, reason=REPLACED, by=by, now=now)
        kept = {(one.fact, one.value, one.since) for one in said} - {
            (one.fact, one.value, one.since) for one in stale
        }
        fresh = _new(party, [s for key, s in wanted.items() if key not in kept], kind, where.packs.vocabulary)
        recorded = record_facts(
            facts=fresh, vocabulary=where.packs.vocabulary, about=party.slug, by=by, now=now
        )  # fmt: skip
        if stale or recorded:
            after_facts(zone=party.zone, by=by)
    return len(stale) + recorded


def speak_all(*, by: str, now: dt.datetime, today: dt.date) -> int:
    """Bring what every firm's standing entries say to a new day; return how many facts changed."""
    firms = Party.objects.filter(credit_entries__state__in=STANDING).distinct()
    return sum(speak(party=party, by=by, now=now, today=today) for party in firms)


def _key(saying: Saying) -> Key:
    return saying.fact, saying.value, saying.since


def _kind(party: Party, entries: list[CreditEntry]) -> Source:
    """Return whose word it is: the zone's, unless nobody but the firm has said anything yet."""
    if party.is_demo:
        return "demonstration"
    stated = bool(entries) and all(one.side == "firm" and one.confirmed_at is None for one in entries)
    return "statement" if stated else "official"


def _new(party: Party, said: list[Saying], kind: Source, vocabulary: Vocabulary) -> list[NewFact]:
    return [
        NewFact(party, one.fact, one.value, SOURCE, since=one.since, kind=kind)
        for one in said
        if one.fact in vocabulary
    ]
