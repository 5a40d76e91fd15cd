"""The published notices up to now, read from the package `chinesecalendar`."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from wotu.calendar.days import Day, Kind
from wotu.calendar.working import WorkingCalendar

CHINESE: dict[str, str] = {holiday.value: holiday.chinese for holiday in Holiday}


def rows() -> Iterator[Day]:
    """Yield every dated exception the package knows, in the order of the calendar."""
    for day in sorted({*holidays, *workdays}):
        yield _row(day)


@cache
def seeded() -> WorkingCalendar:
    """Return the calendar of all notices the package knows."""
    known = list(rows())
    return WorkingCalendar.from_rows(known, years={day.date.year for day in known})


def _row(day: date) -> Day:
    if day in workdays:
        festival: str = workdays[day]
        return Day(day, Kind.WORKDAY, f"{CHINESE[festival]}调休上班", f"make-up day, {festival}")
    festival = holidays[day]
    return Day(day, Kind.HOLIDAY, CHINESE[festival], festival)
