"""A statement as a form: which fact, of when, and what."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from wotu.facts.models import Evidence, FactEntry
from wotu.facts.sources import OWN_STATEMENT
from wotu.facts.verbs import NewFact
from wotu.match.periods import parse_period
from wotu.parties.models import Party
from wotu.portal.questions import CannotRead, Field, read_value
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot


@dataclass(frozen=True)
class Statement:
    """The form of a statement: its value field, and the time as it was typed."""

    party: Party
    fact: Fact
    value: Field
    time: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_periodic(self) -> bool:
        """Whether a year or quarter has to be given."""
        return self.fact.period in ("year", "quarter")


def blank(party: Party, fact: Fact, today: dt.date, entry: FactEntry | None = None) -> Statement:
    """Return an empty form; of the same time as an entry, where it corrects one."""
    time = {"period": _last(fact, today)}
    if entry is not None:
        days = {"since": entry.since, "until": entry.until, "at": entry.at}
        time = {name: day.isoformat() for name, day in days.items() if day} | {"period": entry.period}
    return Statement(party, fact, Field(fact, Slot(fact.name)), time)


def _last(fact: Fact, today: dt.date) -> str:
    if fact.period == "year":
        return str(today.year - 1)
    number = today.year * 4 + (today.month - 1) // 3 - 1
    return f"{number // 4}Q{number % 4 + 1}" if fact.period == "quarter" else ""


def read(party: Party, fact: Fact, form: Mapping[str, str], today: dt.date) -> NewFact | Statement:
    """Return what was stated, or the form saying what to mend."""
    mistakes: dict[str, Text] = {}
    value, days, period = "", dict[str, dt.date | None](), form.get("period", "").strip()
    try:
        value = read_value(fact, Slot(fact.name), form, today)
    except CannotRead as error:
        mistakes["value"] = error.text
    if fact.period in ("year", "quarter"):
        period = period.upper().replace("年", "")
        if wrong := _wrong_period(fact, period, today):
            mistakes["period"] = wrong
    else:
        period = ""
    for name in {"since": ("since", "until"), "at": ("at",)}.get(fact.period, ()):
        try:
            days[name] = _day(form.get(name, ""), today, may_come=name == "until")
        except CannotRead as error:
            mistakes[name] = error.text
    if not mistakes and (since := days.get("since")) and (until := days.get("until")) and until < since:
        mistakes["until"] = Text("结束日期不能早于开始日期。", "The end cannot come before the beginning.")
    if mistakes:
        shown = Field(
            fact, Slot(fact.name), typed=form.get("value", ""), unit=form.get("unit", ""),
            mistake=mistakes.get("value"),
        )  # fmt: skip
        return Statement(party, fact, shown, form, mistakes)
    return NewFact(
        party, fact.name, value, OWN_STATEMENT, period, days.get("since"), days.get("until"), days.get("at"),
        kind="statement",
    )  # fmt: skip


def _wrong_period(fact: Fact, period: str, today: dt.date) -> Text | None:
    try:
        parse_period(fact.period, period)
    except ValueError:
        sample = _last(fact, today)
        return Text(f"请填写时期，例如{sample}。", f"Give the period, such as {sample}.")
    if not 1990 <= int(period[:4]) <= today.year:
        return Text(
            f"{period[:4]}年还没到，或太早，请核对。",
            f"{period[:4]} is not here yet, or too long ago; please check.",
        )
    return None


def _day(text: str, today: dt.date, *, may_come: bool) -> dt.date | None:
    if not text.strip():
        return None
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise CannotRead(Text("请按 2024-01-05 填写日期。", "Write the date as 2024-01-05.")) from None
    if day > today and not may_come:
        raise CannotRead(Text("这一天还没到，请核对。", "This day is not here yet; please check."))
    return day


def with_evidence(fact: NewFact, evidence: Evidence | None) -> NewFact:
    """Return the statement with a file that shows it."""
    return NewFact(
        fact.party, fact.fact, fact.value, fact.source, fact.period, fact.since, fact.until, fact.at,
        fact.kind, fact.note, evidence,
    )  # fmt: skip
