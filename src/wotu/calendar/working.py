"""Count in working days.

A period of n working days does not count the day it starts on; it ends on the n-th working day
after it. Years without a published notice are reckoned by weekday alone, and every answer that
rests on such a year says that it is provisional.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Self

from wotu.calendar.days import CalendarProblem, Day, Kind, plain

ONE_DAY = timedelta(days=1)
SATURDAY = 5

SETTLED_IN_LAST_YEAR = (12, 25)
"""The next year's notice may still move the days after this one around New Year."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that was reckoned, and whether a notice yet to come may move it."""

    date: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days, and whether a notice yet to come may change it."""

    days: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked, for the years whose notices are published."""

    days: Mapping[date, Day]
    first_year: int
    last_year: int

    @classmethod
    def from_rows(cls, rows: Iterable[Day], *, years: Iterable[int]) -> Self:
        """Build a calendar from dated exceptions and the years whose notices they complete."""
        published = sorted(set(years))
        if not published:
            raise CalendarProblem("A calendar needs at least one published year.")
        first, last = published[0], published[-1]
        if missing := sorted(set(range(first, last + 1)) - set(published)):
            raise CalendarProblem(f"The years {first} to {last} have gaps: add the notices for {missing}.")
        days: dict[date, Day] = {}
        for row in rows:
            _check(row, first, last)
            if days.setdefault(row.date, row).kind is not row.kind:
                raise CalendarProblem(
                    f"{row.date} is given as a holiday and as a workday; keep one of the two."
                )
        return cls(days=MappingProxyType(days), first_year=first, last_year=last)

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is worked; past the last notice, by its weekday alone."""
        self._check_covered(plain(day))
        exception = self.days.get(day)
        if exception is not None:
            return exception.kind is Kind.WORKDAY
        return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Tell whether a notice yet to come may change what `day` is."""
        return plain(day) > date(self.last_year, *SETTLED_IN_LAST_YEAR)

    def add_working_days(self, start: date, n: int) -> Moment:
        """Return the n-th working day after `start`, or before it when n is negative.

        With n = 0: `start` itself when it is worked, else the next day that is.
        """
        day, left = plain(start), abs(n)
        step = -ONE_DAY if n < 0 else ONE_DAY
        if n == 0:
            day, left = start - ONE_DAY, 1
        try:
            while left:
                day += step
                left -= self.is_working_day(day)
        except OverflowError:
            raise CalendarProblem(f"{n} working days from {start} lie outside all calendars.") from None
        return Moment(date=day, provisional=self.is_provisional(max(start, day)))

    def working_days_between(self, start: date, end: date) -> Count:
        """Count the working days after `start` up to and with `end`; negative when `end` is earlier."""
        if plain(end) < plain(start):
            back = self.working_days_between(end, start)
            return Count(days=-back.days, provisional=back.provisional)
        span = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
        return Count(
            days=sum(self.is_working_day(day) for day in span),
            provisional=end > start and self.is_provisional(end),
        )

    def _check_covered(self, day: date) -> None:
        if day.year < self.first_year:
            raise CalendarProblem(
                f"{day} lies before the calendar, which begins with {self.first_year}. "
                f"Add the holiday notice for {day.year}."
            )


def _check(row: Day, first: int, last: int) -> None:
    """Refuse a row that cannot be meant."""
    if not first <= plain(row.date).year <= last:
        raise CalendarProblem(f"{row.date} ({row.zh}) lies outside the published years {first} to {last}.")
    if row.kind is Kind.WORKDAY and row.date.weekday() < SATURDAY:
        raise CalendarProblem(f"{row.date} ({row.zh}) is no Saturday or Sunday: it needs no make-up.")
