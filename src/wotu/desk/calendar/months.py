"""A year as twelve months of weeks, each day with what it is."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from wotu.calendar import Day, Kind, WorkingCalendar
from wotu.calendar.working import SATURDAY
from wotu.rules.text import Text

Sort = Literal["holiday", "workday", "weekend", "plain"]
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month: what sort it is, and the festival that makes it so."""

    date: dt.date
    sort: Sort
    name: Text | None = None
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks from Monday on; None where a week's day is of another month. `worked`: its days."""

    number: int
    weeks: Sequence[Sequence[Cell | None]]
    worked: int


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row that are the same festival."""

    first: dt.date
    last: dt.date
    name: Text
    kind: Kind

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


def months_of(year: int, known: WorkingCalendar, today: dt.date) -> list[Month]:
    """Return a year's months."""
    return [_month(year, number, known, today) for number in range(1, 13)]


def spans_of(days: Iterable[Day]) -> list[Span]:
    """Return days, which are in order, with those in a row put together."""
    spans: list[Span] = []
    run: list[Day] = []
    for day, after in pairwise([*days, None]):
        assert day is not None  # noqa: S101 - None only ends the pairs
        run.append(day)
        goes_on = after and after.date - day.date == ONE_DAY and (after.kind, after.zh) == (day.kind, day.zh)
        if not goes_on:
            spans.append(Span(run[0].date, day.date, Text(day.zh, day.en), day.kind))
            run = []
    return spans


def _month(year: int, number: int, known: WorkingCalendar, today: dt.date) -> Month:
    weeks = [
        [_cell(day, known, today) if day.month == number else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    worked = sum(cell.sort in ("plain", "workday") for week in weeks for cell in week if cell)
    return Month(number, weeks, worked)


def _cell(day: dt.date, known: WorkingCalendar, today: dt.date) -> Cell:
    dated = known.days.get(day)
    if dated is not None:
        return Cell(day, dated.kind.value, Text(dated.zh, dated.en), day == today)
    return Cell(day, "weekend" if day.weekday() >= SATURDAY else "plain", None, day == today)
