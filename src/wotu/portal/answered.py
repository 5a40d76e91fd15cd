"""What was answered, and what an answer moved, in words."""

from dataclasses import dataclass

from wotu.match.periods import parse_cell
from wotu.portal.answers import Answer
from wotu.portal.checkup import CheckUp, GroupName
from wotu.rules.nodes import FactRef
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type
from wotu.rules.words import in_words, value_in_words


@dataclass(frozen=True)
class Answered:
    """An answer of this session: what was asked, what was said; `value` None for "not sure"."""

    key: str
    label: Text
    value: Text | None
    subject: str


@dataclass(frozen=True)
class Moved:
    """A measure whose answer changed."""

    title: Text
    before: GroupName
    after: GroupName
    amount: Text | None


def shown(check: CheckUp, kept: list[Answer]) -> list[Answered]:
    """Return the answers of a session in words, the latest first."""
    vocabulary, found = check.plan.packs.vocabulary, []
    names = {member.id: member.name for member in check.household.members}
    for answer in reversed(kept):
        fact = vocabulary.get(answer.fact)
        if fact is None:
            continue
        type_ = Type("date") if answer.began else fact.type
        slot = Slot(answer.fact, began=True) if answer.began else _slot(answer)
        label = in_words(FactRef(type_, slot), vocabulary)
        value = None
        if answer.value is not None:
            known = parse_cell(fact, answer.value) if not answer.began else None
            value = (
                Text(answer.value, answer.value) if answer.began
                else value_in_words(known, fact.type, vocabulary, slot)
            )  # fmt: skip
        found.append(Answered(answer.key, label, value, names.get(answer.subject, "")))
    return found


def _slot(answer: Answer) -> Slot:
    """Name a yearly answer by its year, which stays right when the date changes."""
    if answer.period.isdigit():
        return Slot(answer.fact, year=int(answer.period))
    return Slot(answer.fact)


def moves(before: CheckUp, after: CheckUp) -> list[Moved]:
    """Return the findings that changed their group."""
    was = {(item.measure, item.finding.subject.id): item.group for item in before.items}
    found = []
    for item in after.items:
        old = was.get((item.measure, item.finding.subject.id))
        if old is not None and old != item.group:
            found.append(Moved(item.title, old, item.group, item.amount))
    return found
