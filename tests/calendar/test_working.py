"""Deadlines in working days, against the notices for 2025 and 2026."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.calendar import CalendarProblem, Count, Day, Kind, Moment, WorkingCalendar
from wotu.calendar.seed import seeded

CALENDAR = seeded()
LAST = CALENDAR.last_year
dates = st.dates(date(2004, 6, 1), date(LAST + 3, 12, 31))
amounts = st.integers(1, 90)


MADE_UP_2025 = ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")
MADE_UP_2026 = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")


@pytest.mark.parametrize("day", MADE_UP_2025 + MADE_UP_2026)
def test_a_make_up_weekend_day_is_worked(day: str) -> None:
    there = date.fromisoformat(day)

    assert there.weekday() >= 5
    assert CALENDAR.is_working_day(there)


@pytest.mark.parametrize("day", ["2025-01-28", "2025-10-08", "2026-02-23", "2026-06-19", "2026-10-07"])
def test_a_holiday_on_a_weekday_is_off(day: str) -> None:
    there = date.fromisoformat(day)

    assert there.weekday() < 5
    assert not CALENDAR.is_working_day(there)


def test_an_ordinary_week_is_monday_to_friday() -> None:
    week = [date(2026, 7, 6) + timedelta(days=ahead) for ahead in range(7)]

    assert [CALENDAR.is_working_day(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before Spring Festival is worked
        ("2026-02-13", 2, "2026-02-24"),  # then nine days off
        ("2026-02-24", 5, "2026-03-02"),  # with Saturday the 28th worked
        ("2026-09-30", 5, "2026-10-13"),  # over National Day, with Saturday the 10th worked
        ("2026-07-06", 5, "2026-07-13"),
        ("2026-07-11", 0, "2026-07-13"),  # due on a Saturday: the Monday after
        ("2026-07-10", 0, "2026-07-10"),
        ("2026-02-24", -1, "2026-02-14"),
    ],
)
def test_a_deadline(start: str, n: int, end: str) -> None:
    reckoned = CALENDAR.add_working_days(date.fromisoformat(start), n)

    assert reckoned == Moment(date.fromisoformat(end), provisional=False)


def test_days_left_turn_negative_once_a_deadline_has_passed() -> None:
    assert CALENDAR.working_days_between(date(2026, 7, 6), date(2026, 7, 10)).days == 4
    assert CALENDAR.working_days_between(date(2026, 7, 10), date(2026, 7, 6)).days == -4
    assert CALENDAR.working_days_between(date(2026, 7, 6), date(2026, 7, 6)) == Count(0, provisional=False)


def test_a_deadline_past_the_last_notice_is_provisional() -> None:
    assert CALENDAR.add_working_days(date(LAST, 12, 20), 20).provisional
    assert not CALENDAR.add_working_days(date(LAST, 11, 2), 5).provisional


def test_new_years_notice_may_still_move_the_last_days_of_december() -> None:
    assert CALENDAR.is_provisional(date(LAST, 12, 31))
    assert not CALENDAR.is_provisional(date(LAST, 12, 25))


def test_a_day_before_the_calendar_says_which_notice_is_missing() -> None:
    with pytest.raises(CalendarProblem, match="Add the holiday notice for 2003"):
        CALENDAR.is_working_day(date(2003, 12, 31))


def test_a_moment_is_no_date() -> None:
    with pytest.raises(CalendarProblem, match="not the moment"):
        CALENDAR.is_working_day(datetime(2026, 7, 6, tzinfo=UTC))


def test_the_end_of_time_is_no_deadline() -> None:
    with pytest.raises(CalendarProblem, match="outside all calendars"):
        CALENDAR.add_working_days(date(9999, 12, 30), 10)


def _row(day: str, kind: Kind) -> Day:
    return Day(date.fromisoformat(day), kind, "节", "festival")


@pytest.mark.parametrize(
    ("rows", "years", "advice"),
    [
        ([], [], "at least one published year"),
        ([], [2024, 2026], r"add the notices for \[2025\]"),
        ([_row("2027-01-01", Kind.HOLIDAY)], [2026], "outside the published years"),
        ([_row("2026-07-06", Kind.WORKDAY)], [2026], "needs no make-up"),
        ([_row("2026-07-11", Kind.WORKDAY), _row("2026-07-11", Kind.HOLIDAY)], [2026], "keep one of the two"),
    ],
)
def test_rows_that_cannot_be_meant_are_refused(rows: list[Day], years: list[int], advice: str) -> None:
    with pytest.raises(CalendarProblem, match=advice):
        WorkingCalendar.from_rows(rows, years=years)


@given(start=dates, n=amounts)
def test_a_deadline_is_worked_and_counts_back_to_its_period(start: date, n: int) -> None:
    end = CALENDAR.add_working_days(start, n)

    assert CALENDAR.is_working_day(end.date)
    assert CALENDAR.working_days_between(start, end.date) == Count(n, end.provisional)


@given(start=dates, first=amounts, second=amounts)
def test_two_periods_in_a_row_are_one_long_period(start: date, first: int, second: int) -> None:
    stop = CALENDAR.add_working_days(start, first)

    assert CALENDAR.add_working_days(stop.date, second) == CALENDAR.add_working_days(start, first + second)


@given(start=dates, end=dates)
def test_counting_backwards_is_counting_forwards_with_a_minus(start: date, end: date) -> None:
    there = CALENDAR.working_days_between(start, end)
    back = CALENDAR.working_days_between(end, start)

    assert (there.days, there.provisional) == (-back.days, back.provisional)


@given(start=dates, n=amounts)
def test_a_later_start_never_ends_earlier(start: date, n: int) -> None:
    today = CALENDAR.add_working_days(start, n)
    tomorrow = CALENDAR.add_working_days(start + timedelta(days=1), n)

    assert tomorrow.date >= today.date


@given(day=dates)
def test_only_days_past_the_notices_are_provisional(day: date) -> None:
    assert CALENDAR.is_provisional(day) == (day > date(LAST, 12, 25))
