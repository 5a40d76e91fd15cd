"""A year as twelve months."""

import datetime as dt

from wotu.calendar import Day, Kind
from wotu.calendar.seed import seeded
from wotu.desk.calendar.months import months_of, spans_of

TODAY = dt.date(2026, 2, 10)


def test_a_month_shows_what_each_day_is_and_how_many_are_worked() -> None:
    february = months_of(2026, seeded(), TODAY)[1]
    cells = {cell.date.day: cell for week in february.weeks for cell in week if cell}

    assert len(cells) == 28
    assert (cells[14].sort, cells[15].sort, cells[8].sort, cells[9].sort) == (
        "workday", "holiday", "weekend", "plain",
    )  # fmt: skip
    assert [day for day, cell in cells.items() if cell.is_today] == [10]
    assert february.worked == sum(seeded().is_working_day(cell.date) for cell in cells.values())


def test_days_in_a_row_of_one_festival_are_one_span() -> None:
    days = [
        Day(dt.date(2027, 1, day), kind, "元旦", "New Year's Day")
        for day, kind in ((1, Kind.HOLIDAY), (2, Kind.HOLIDAY), (3, Kind.WORKDAY), (9, Kind.WORKDAY))
    ]

    assert [(span.first.day, span.last.day, span.days) for span in spans_of(days)] == [
        (1, 2, 2), (3, 3, 1), (9, 9, 1),
    ]  # fmt: skip
    assert spans_of([]) == []
