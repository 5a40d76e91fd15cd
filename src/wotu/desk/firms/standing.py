"""How a firm stands under its zone's measures, short enough for its record; the check-up has it in full."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wotu.facts.reads import household_of
from wotu.filing.glances import possible_money
from wotu.match.ask import Question, next_questions
from wotu.match.checkup import Checker, Finding
from wotu.match.explain import award_text
from wotu.match.missing import nearest
from wotu.match.subject import Subject
from wotu.measures.overview import certain_money, one_text_each
from wotu.measures.zones import Zone, checker
from wotu.measures.zones import zone as zone_of
from wotu.parties.models import Party
from wotu.rules.nodes import FactRef
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type
from wotu.rules.words import in_words, value_in_words

NEAR = Fraction(1)
"""A change larger than the present value itself is not "nearly"."""


@dataclass(frozen=True)
class Line:
    """One measure in the summary: its title, about whom, and what the answer comes to."""

    title: Text
    said: Text
    text: str
    subject: str
    member: str = ""


@dataclass(frozen=True)
class Known:
    """One standing fact: its name, its value, where it is from."""

    label: Text
    value: Text
    source: Text


@dataclass(frozen=True)
class Standing:
    """What the record shows of a firm's check-up, as of a date."""

    on: dt.date
    entitled: Sequence[Line]
    nearly: Sequence[Line]
    unknown: int
    not_entitled: int
    certain: int
    possible: int
    questions: Sequence[Question]
    facts: Sequence[Known]

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """The four answers and how many measures have each."""
        rest = self.not_entitled - len(self.nearly)
        return (
            ("entitled", len(self.entitled)), ("nearly", len(self.nearly)), ("unknown", self.unknown),
            ("not", rest),
        )  # fmt: skip


def standing(party: Party, zone: Zone, on: dt.date, questions: int = 3) -> Standing:
    """Check a firm and sum it up."""
    rules, household = checker(zone, on), household_of(party, zone.packs.vocabulary, on)
    findings = one_text_each(rules.check(household))
    entitled = sorted((f for f in findings if f.status == "entitled"), key=certain_money, reverse=True)
    refused = [f for f in findings if f.status == "not_entitled"]
    return Standing(
        on=on,
        entitled=[_line(f, award_text(f)) for f in entitled],
        nearly=[line for f in refused if (line := _nearly(rules, f))],
        unknown=sum(f.status == "unknown" for f in findings),
        not_entitled=len(refused),
        certain=sum(map(certain_money, findings)),
        possible=sum(map(possible_money, findings)),
        questions=next_questions(rules, household, limit=questions),
        facts=_facts(household.enterprise, zone),
    )


def _line(finding: Finding, said: Text) -> Line:
    member = "" if finding.subject.about == "enterprise" else finding.subject.name
    key = finding.line.version.key.replace("#", "~")
    return Line(finding.line.measure.title, said, key, finding.subject.id, member)


def _nearly(rules: Checker, finding: Finding) -> Line | None:
    short = nearest(rules, finding)
    if short is None or len(short.changes) != 1 or short.distance > NEAR:
        return None
    return _line(finding, short.changes[0].words)


def _facts(subject: Subject, zone: Zone) -> list[Known]:
    """Return what is known of the enterprise now: each fact once, the reference period only."""
    vocabulary, found = zone.packs.vocabulary, []
    for name, fact in vocabulary.items():
        slot = Slot(name)
        if slot not in subject.facts:
            continue
        label = in_words(FactRef(fact.type, slot), vocabulary)
        value = _zoned(value_in_words(subject.facts[slot], fact.type, vocabulary, slot))
        began = subject.facts.get(Slot(name, began=True))
        if began is not None:
            since = value_in_words(began, Type("date"), vocabulary)
            value = Text(f"{value.zh}（{since.zh}起）", f"{value.en} (since {since.en})")
        zh, _, en = subject.sources.get(slot, "").partition(" / ")
        found.append(Known(label, value, Text(zh or "来源未注明", en or zh or "source not stated")))
    return found


def _zoned(value: Text) -> Text:
    """Return the name of a zone instead of its id."""
    found = zone_of(value.zh) if value.zh == value.en else None
    return found.pack.zone if found else value
