"""Reading proofs, in words; and what re-matching saved, day by day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from wotu.findings import words
from wotu.findings.models import Difference, Proof, RunDay
from wotu.findings.reads import saved_share
from wotu.measures.zones import Zone
from wotu.rules.text import Text

PROOFS_SHOWN = 10
DAYS_SHOWN = 14
_YES_NO = {True: Text("是", "Yes"), False: Text("否", "No")}


@dataclass(frozen=True)
class Named:
    """A difference in words; `subject` is empty for the firm itself."""

    firm: str
    slug: str
    subject: str
    measure: Text
    field: Text
    standing: Text
    full: Text


@dataclass(frozen=True)
class SavedDay:
    """A day's re-matchings added up: how many answers were asked again, and how many were not."""

    on: dt.date
    runs: int
    evaluated: int
    saved: int
    changes: int
    seconds: float

    @property
    def share(self) -> float:
        """How much of the answers was not asked again, in percent."""
        return saved_share(self.evaluated, self.saved)


def proofs_of(zone: str, number: int = PROOFS_SHOWN) -> list[Proof]:
    """Return the latest proofs of a zone, the last one first."""
    return list(Proof.objects.filter(zone=zone)[:number])


def in_question(proofs: Sequence[Proof]) -> Proof | None:
    """Return the first of a zone's latest proofs, if it found differences nobody has set right."""
    last = proofs[0] if proofs else None
    return last if last is not None and last.differences and last.mended_at is None else None


def named(zone: Zone, proof: Proof) -> list[Named]:
    """Return what a proof found apart, in words."""
    return [_named(zone, one) for one in proof.apart.select_related("enterprise", "subject")]


def _named(zone: Zone, one: Difference) -> Named:
    return Named(
        one.enterprise.name, one.enterprise.slug,
        "" if one.subject_id == one.enterprise_id else one.subject.name,
        words.title_of(zone, one.measure), words.FIELDS.get(one.field, Text(one.field, one.field)),
        _value(zone, one, one.standing), _value(zone, one, one.full),
    )  # fmt: skip


def _value(zone: Zone, one: Difference, value: Any) -> Text:
    """Return one side of a difference in words; what has none is shown as it is stored."""
    if value is None or value == []:
        return words.NONE
    if isinstance(value, bool):
        return _YES_NO[value]
    if one.field in ("answer", "status"):
        return words.STATUS.get(value, Text(value, value))
    if one.field in ("low", "high"):
        return words.amount(zone, one.version, value, value) or Text(str(value), str(value))
    if one.field == "unknown":
        return _joined([_fact(zone, slot) for slot in value])
    return Text(str(value), str(value))


def _fact(zone: Zone, slot: str) -> Text:
    name, _, period = slot.partition("@")
    fact = zone.packs.vocabulary.get(name)
    label = fact.label if fact else Text(name, name)
    return Text(f"{label.zh} {period}", f"{label.en} {period}") if period else label


def _joined(texts: Sequence[Text]) -> Text:
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def saved_by_day(zone: str, today: dt.date) -> list[SavedDay]:
    """Return what re-matching asked and saved on each of the last days it ran, the latest first."""
    since = today - dt.timedelta(days=DAYS_SHOWN - 1)
    days = RunDay.objects.filter(zone=zone, on__gte=since).order_by("-on").values_list("on")
    sums = (Sum("runs"), Sum("evaluated"), Sum("saved"), Sum("changes"), Sum("seconds"))
    return [SavedDay(*day) for day in days.annotate(*sums)]
