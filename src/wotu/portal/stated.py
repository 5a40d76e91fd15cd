"""Answers of somebody who acts for the enterprise: recorded as its own statement, and never asked again."""

import datetime as dt

from django.utils import timezone

from wotu.facts.history import statements_since
from wotu.facts.models import FactEntry
from wotu.facts.reads import end_of
from wotu.facts.sources import OWN_STATEMENT
from wotu.facts.verbs import NewFact, state_fact, withdraw_fact
from wotu.facts.words import value_words
from wotu.findings.asking import after_facts
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.reads import subject_of
from wotu.portal.answered import Answered
from wotu.portal.answers import Answer
from wotu.portal.checkup import CheckUp
from wotu.rules.nodes import FactRef
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type
from wotu.rules.words import in_words

TAKEN_BACK = "企业撤回本企业填报 / taken back by the firm"
_KEY = "entry:"


def record(
    party: Party,
    zone: Zone,
    answer: Answer,
    *,
    by: str,
    now: dt.datetime,
    source: str = OWN_STATEMENT,
) -> None:
    """Record an answer about an enterprise, or what belongs to it."""
    subject = subject_of(party, answer.subject)
    if subject is None or answer.value is None:
        return
    value, since = answer.value, None
    if answer.began:
        since, value = dt.date.fromisoformat(answer.value), _status(subject, answer.fact)
    fact = NewFact(subject, answer.fact, value, source, period=answer.period, since=since, kind="statement")
    state_fact(fact=fact, vocabulary=zone.packs.vocabulary, by=by, now=now)
    after_facts(zone=zone.id, by=by)


def _status(subject: Party, fact: str) -> str:
    """Return the status whose beginning was asked for: the one on record without a date."""
    entry = FactEntry.objects.standing().filter(party=subject, fact=fact, since=None).last()
    return entry.value if entry else "true"


def take_back(party: Party, key: str | None, *, by: str, now: dt.datetime) -> None:
    """Withdraw one of today's own statements, or all of them."""
    wanted = [entry for entry in _today(party, by, now) if key is None or key == f"{_KEY}{entry.pk}"]
    for entry in wanted:
        withdraw_fact(entry=entry, reason=TAKEN_BACK, by=by, now=now)
    if wanted:
        after_facts(zone=party.zone, by=by)


def shown_today(check: CheckUp, *, by: str, now: dt.datetime) -> list[Answered]:
    """Return what the reader stated today, in words, the latest first."""
    vocabulary = check.plan.packs.vocabulary
    found = []
    for entry in _today(check.party, by, now):
        fact = vocabulary.get(entry.fact)
        if fact is None:
            continue
        began = entry.since is not None
        slot = Slot(fact.name, began=began, year=int(entry.period) if entry.period.isdigit() else 0)
        label = in_words(FactRef(Type("date") if began else fact.type, slot), vocabulary)
        value = Text(str(entry.since), str(entry.since)) if began else value_words(fact, entry.value)
        member = entry.party.name if entry.party != check.party else ""
        found.append(Answered(f"{_KEY}{entry.pk}", label, value, member))
    return found


def _today(party: Party, by: str, now: dt.datetime) -> list[FactEntry]:
    midnight = end_of(timezone.localdate(now) - dt.timedelta(days=1))
    return statements_since(party, midnight or now, by)
