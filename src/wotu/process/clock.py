"""By when: deadlines from what happened and the working-day calendar. Nothing is counted down or stored."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wotu.calendar import WorkingCalendar
from wotu.process.norms import norm

Light = Literal["calm", "soon", "overdue", "stopped"]
"""The four lights (四色灯): green, yellow 48 hours before the deadline, red after it, blue while stopped."""
LIGHTS: tuple[Light, ...] = ("overdue", "soon", "calm", "stopped")
SOON = dt.timedelta(hours=norm("four_lights").value)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stop:
    """A time that does not count: the days after `since` up to and with `until`, None while it lasts."""

    since: dt.date
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Tell whether a day does not count."""
        return self.since < day and (self.until is None or day <= self.until)

    def stands(self, day: dt.date) -> bool:
        """Tell whether time stands still at the end of a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Due:
    """The day by whose end something is due; None while its time stands still.

    `left` is the number of working days still to come as of the day asked, negative once overdue.
    `provisional`: a yearly notice yet to come may move it.
    """

    date: dt.date | None
    left: int
    provisional: bool = False


def due(start: dt.date, within: int, stops: Sequence[Stop], calendar: WorkingCalendar, today: dt.date) -> Due:
    """Return by when something begun on `start` is due, stopped working days not counted.

    With `within` 0 it is due on the day itself, or the next working day. A day on which time was stopped is
    no day to be late on: what would be due then is due on the day time goes on, or the next working day.
    """
    standing = [stop.since for stop in stops if stop.until is None]
    if standing:
        left = within - worked(start, min(standing), stops, calendar)
        return Due(None, left, calendar.is_provisional(today))
    day, left = start, within
    while left > 0 or not calendar.is_working_day(day) or any(stop.stands(day) for stop in stops):
        day += ONE_DAY
        left -= _counts(day, stops, calendar)
    return Due(
        day,
        calendar.working_days_between(today, day).days,
        calendar.is_provisional(max(start, day)),
    )


def worked(start: dt.date, end: dt.date, stops: Sequence[Stop], calendar: WorkingCalendar) -> int:
    """Count the working days after `start` up to and with `end` that were not stopped."""
    days = (start + dt.timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    return sum(_counts(day, stops, calendar) for day in days)


def _counts(day: dt.date, stops: Sequence[Stop], calendar: WorkingCalendar) -> bool:
    return calendar.is_working_day(day) and not any(stop.covers(day) for stop in stops)


def light(due: Due | None, now: dt.datetime) -> Light | None:
    """Return how urgent something is at a local moment; None where nothing is due."""
    if due is None:
        return None
    if due.date is None:
        return "stopped"
    end = dt.datetime.combine(due.date + ONE_DAY, dt.time(), now.tzinfo)
    return "overdue" if now >= end else "soon" if now >= end - SOON else "calm"
