"""What a visitor answered, kept in the visitor's own session and nowhere else (docs/adr/0013)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from wotu.match.periods import FactEntry, parse_cell, period_slots
from wotu.match.subject import Household, Subject
from wotu.parties.models import Party
from wotu.rules.dates import day_number
from wotu.rules.vocabulary import Fact, Slot, Vocabulary

SOURCE = "本次会话填报（演示） / answered in this session (demonstration)"
MOST_ANSWERS, MOST_FIRMS = 200, 20
_SESSION = "answers"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: of whom, which fact, of when, and what; `value` None means "I do not know".

    `period` names a year or quarter, so that an answer keeps its meaning when the date changes.
    """

    subject: str
    fact: str
    value: str | None
    period: str = ""
    began: bool = False

    @property
    def key(self) -> str:
        """What two answers to the same question share."""
        return ":".join((self.subject, self.fact, self.period, "since" if self.began else ""))

    def slots(self, fact: Fact, on: dt.date) -> frozenset[Slot]:
        """Return the cells it fills as of a date."""
        if self.began:
            return frozenset({Slot(self.fact, began=True)})
        if not self.period:
            return frozenset({Slot(self.fact)})
        return frozenset(period_slots(fact, _period_number(self.period), on))


def answer_for(subject: str, slot: Slot, fact: Fact, value: str | None, on: dt.date) -> Answer:
    """Return the answer to the question after a cell, as of a date."""
    return Answer(subject, slot.fact, value, _period_of(slot, fact, on), slot.began)


def given(session: SessionBase, party: Party) -> list[Answer]:
    """Return what was answered about an enterprise in this session, in order."""
    kept = session.get(_SESSION, {}).get(party.slug, [])
    return [Answer(**answer) for answer in kept]


def give(session: SessionBase, party: Party, answer: Answer) -> None:
    """Keep an answer; a later one to the same question replaces the earlier."""
    kept = [other for other in given(session, party) if other.key != answer.key]
    _keep(session, party, [*kept, answer][-MOST_ANSWERS:])


def take_back(session: SessionBase, party: Party, key: str) -> Answer | None:
    """Forget one answer; return it if there was one."""
    kept = given(session, party)
    _keep(session, party, [answer for answer in kept if answer.key != key])
    return next((answer for answer in kept if answer.key == key), None)


def take_all_back(session: SessionBase, party: Party) -> None:
    """Forget every answer about an enterprise."""
    _keep(session, party, [])


def entries(answers: list[Answer], vocabulary: Vocabulary) -> Mapping[str, list[FactEntry]]:
    """Return answers as entries by subject; what is not known, or no longer a fact, says nothing."""
    found: dict[str, list[FactEntry]] = defaultdict(list)
    for answer in answers:
        fact = vocabulary.get(answer.fact)
        if fact is not None and answer.value is not None and not answer.began:
            value = parse_cell(fact, answer.value)
            found[answer.subject].append(FactEntry(fact.name, value, answer.period, source=SOURCE))
    return found


def with_beginnings(household: Household, answers: list[Answer]) -> Household:
    """Return the household knowing when a status began, where that was answered."""
    for answer in answers:
        if answer.began and answer.value is not None:
            slot, day = Slot(answer.fact, began=True), day_number(dt.date.fromisoformat(answer.value))
            for subject in (household.enterprise, *household.members):
                if subject.id == answer.subject:
                    household = household.with_row(_knowing(subject, slot, day))
    return household


def _knowing(subject: Subject, slot: Slot, value: int) -> Subject:
    sources = {**subject.sources, slot: SOURCE}
    return Subject(subject.id, {**subject.facts, slot: value}, subject.about, subject.name, sources)


def _keep(session: SessionBase, party: Party, kept: list[Answer]) -> None:
    everything = {slug: rest for slug, rest in session.get(_SESSION, {}).items() if slug != party.slug}
    if kept:
        everything[party.slug] = [
            {"subject": a.subject, "fact": a.fact, "value": a.value, "period": a.period, "began": a.began}
            for a in kept
        ]
    session[_SESSION] = dict(list(everything.items())[-MOST_FIRMS:])


def _period_of(slot: Slot, fact: Fact, on: dt.date) -> str:
    if slot.began:
        return ""
    if fact.period == "year":
        return str(slot.year or on.year - 1 - slot.offset)
    if fact.period == "quarter":
        number = on.year * 4 + (on.month - 1) // 3 - 1 - slot.offset
        return f"{number // 4}Q{number % 4 + 1}"
    return ""


def _period_number(period: str) -> int:
    year, _, quarter = period.partition("Q")
    return int(year) * 4 + int(quarter) - 1 if quarter else int(year)
