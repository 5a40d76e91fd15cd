"""By when, with times that do not count: overlapping, within each other, over holidays, still going on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.calendar.seed import seeded
from wotu.process.clock import Due, Stop, due, light, worked

CALENDAR = seeded()
MONDAY = dt.date(2026, 7, 6)


def _day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def _stop(since: int, until: int | None) -> Stop:
    return Stop(_day(since), None if until is None else _day(until))


def _due(within: int, *stops: Stop, start: dt.date = MONDAY) -> dt.date | None:
    return due(start, within, stops, CALENDAR, start).date


def test_stops_that_overlap_or_lie_in_each_other_count_once() -> None:
    assert _due(5, _stop(0, 3), _stop(1, 4)) == _due(5, _stop(0, 4))
    assert _due(5, _stop(0, 4), _stop(1, 2)) == _due(5, _stop(0, 4))
    assert _due(5, _stop(0, 2), _stop(2, 4)) == _due(5, _stop(0, 4))


def test_a_stop_of_no_days_changes_nothing() -> None:
    assert _due(3, _stop(1, 1)) == _due(3)


def test_a_stop_over_a_weekend_costs_only_its_working_days() -> None:
    assert _due(5, _stop(3, 7)) == _day(9)  # Friday and Monday are lost, the weekend was none


def test_what_was_due_while_time_stood_still_is_due_the_day_it_goes_on() -> None:
    assert _due(2, _stop(2, 7)) == _day(7)
    assert _due(0, _stop(0, 3)) == _day(3)


def test_where_time_goes_on_on_a_day_off_it_is_due_on_the_next_working_day() -> None:
    assert _due(0, _stop(0, 5)) == _day(7)  # corrected on a Saturday
    assert _due(0, Stop(dt.date(2026, 9, 30), dt.date(2026, 10, 3)), start=dt.date(2026, 9, 30)) == dt.date(
        2026, 10, 8
    )


@pytest.mark.parametrize(
    ("start", "expected"), [("2026-10-01", "2026-10-08"), ("2026-07-11", "2026-07-13"), ("2026-10-10",) * 2]
)
def test_the_same_day_asked_for_on_a_day_off_is_the_next_working_day(start: str, expected: str) -> None:
    assert _due(0, start=dt.date.fromisoformat(start)) == dt.date.fromisoformat(expected)


def test_while_time_stands_still_there_is_no_day_but_what_is_left_is_known() -> None:
    standing = due(MONDAY, 5, [_stop(0, 1), _stop(2, None)], CALENDAR, _day(30))

    assert standing == Due(None, 4)
    assert light(standing, dt.datetime(2026, 8, 1, tzinfo=dt.UTC)) == "stopped"


def test_a_deadline_past_the_last_notice_says_that_it_may_move() -> None:
    assert not due(MONDAY, 5, (), CALENDAR, MONDAY).provisional
    assert due(dt.date(2026, 12, 24), 5, (), CALENDAR, MONDAY).provisional


def test_nothing_due_has_no_light() -> None:
    assert light(None, dt.datetime(2026, 8, 1, tzinfo=dt.UTC)) is None


stops_ = st.lists(
    st.tuples(st.integers(-10, 60), st.integers(0, 30)).map(lambda pair: _stop(pair[0], sum(pair))),
    max_size=5,
)


@given(within=st.integers(0, 40), stops=stops_, more=stops_)
def test_another_stop_never_makes_a_deadline_earlier(
    within: int, stops: list[Stop], more: list[Stop]
) -> None:
    before, after = _due(within, *stops), _due(within, *stops, *more)

    assert before is not None
    assert after is not None
    assert after >= before


@given(within=st.integers(0, 40), stops=stops_)
def test_a_deadline_is_the_first_working_day_that_uses_up_the_time_and_is_not_stopped(
    within: int, stops: list[Stop]
) -> None:
    expected = MONDAY
    while not (
        CALENDAR.is_working_day(expected)
        and worked(MONDAY, expected, stops, CALENDAR) >= within
        and not any(stop.stands(expected) for stop in stops)
    ):
        expected += dt.timedelta(days=1)

    assert _due(within, *stops) == expected


@given(start=st.dates(dt.date(2026, 9, 1), dt.date(2026, 10, 20)), within=st.integers(0, 20))
def test_a_deadline_falls_on_a_working_day_and_never_before_its_start(start: dt.date, within: int) -> None:
    date = _due(within, start=start)

    assert date is not None
    assert CALENDAR.is_working_day(date)
    assert date >= start
