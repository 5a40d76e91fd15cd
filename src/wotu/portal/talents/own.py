"""What stands for one person. Conditions are answered; figures of the employer behind them are not shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wotu.match.ask import Question
from wotu.match.checkup import Finding
from wotu.match.explain import award_text
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.portal.checkup import CheckUp, check_up
from wotu.rules.nodes import FactRef
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot
from wotu.rules.words import in_words

Answered = Literal["entitled", "unknown", "not"]
ORDER: tuple[Answered, ...] = ("entitled", "unknown", "not")
_GROUP: dict[str, Answered] = {"entitled": "entitled", "unknown": "unknown", "not_entitled": "not"}
_CONDITION: dict[bool | None, Answered] = {True: "entitled", None: "unknown", False: "not"}


@dataclass(frozen=True)
class Line:
    """A measure for the person. `waits` names facts about the person; those of others are not named."""

    finding: Finding
    group: Answered
    amount: Text | None
    conditions: tuple[tuple[Text, Answered], ...]
    waits: tuple[Text, ...]

    @property
    def title(self) -> Text:
        """The measure's title."""
        return self.finding.line.measure.title

    @property
    def waits_for_others(self) -> bool:
        """Whether only somebody else can say what is not known yet."""
        return self.group == "unknown" and not self.waits


@dataclass(frozen=True)
class OwnPage:
    """Everything the page shows about one person as of a date."""

    person: Party
    zone: Zone
    on: dt.date
    groups: dict[Answered, list[Line]]
    questions: Sequence[Question]
    check: CheckUp


def own_page(person: Party, zone: Zone, on: dt.date) -> OwnPage:
    """Check the measures about a person, in the household of the employer, and keep only the person's part.

    Raises:
        ValueError: the party is no person of an enterprise.
    """
    if person.kind != "person" or person.owner is None:
        raise ValueError(f"{person.slug} is no person of an enterprise")
    check = check_up(person.owner, zone, on)
    mine = [finding for finding in check.findings if finding.subject.id == person.slug]
    groups: dict[Answered, list[Line]] = {name: [] for name in ORDER}
    for finding in mine:
        line = _line(check, finding)
        groups[line.group].append(line)
    questions = [question for question in check.questions if question.subject_id == person.slug]
    return OwnPage(person, zone, on, groups, questions, check)


def _line(check: CheckUp, finding: Finding) -> Line:
    group = _GROUP[finding.status]
    missing = finding.unknown_slots() + (finding.unknown_award_slots() if group == "entitled" else [])
    return Line(
        finding, group, award_text(finding) if group == "entitled" else None,
        tuple((answer.clause.condition.label, _CONDITION[answer.answer]) for answer in finding.clauses),
        tuple(_label(check, slot) for slot in dict.fromkeys(missing) if _is_own(check, slot)),
    )  # fmt: skip


def _is_own(check: CheckUp, slot: Slot) -> bool:
    return check.plan.packs.vocabulary[slot.fact].about == "person"


def _label(check: CheckUp, slot: Slot) -> Text:
    vocabulary = check.plan.packs.vocabulary
    return in_words(FactRef(vocabulary[slot.fact].type, slot), vocabulary)
