"""The days a year's notice makes different from what the weekday says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CalendarProblem(ValueError):
    """The calendar cannot answer; the message says why and what to do."""


class Kind(StrEnum):
    """What a notice makes of a day."""

    HOLIDAY = "holiday"
    """A day off, whatever the weekday."""

    WORKDAY = "workday"
    """A make-up day (调休): worked, although a Saturday or Sunday."""


@dataclass(frozen=True, slots=True)
class Day:
    """One dated exception, as the yearly notice gives it."""

    date: date
    kind: Kind
    zh: str
    en: str


def plain(day: date) -> date:
    """Return `day`, refusing a moment in time: which day that is depends on the place."""
    if isinstance(day, datetime):
        raise CalendarProblem(
            f"A date is needed, not the moment {day.isoformat()}. "
            "Turn it into local time first and take its date()."
        )
    return day
