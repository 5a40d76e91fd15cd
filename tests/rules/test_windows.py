"""When applications are taken: both ends inside, next window named."""

import datetime as dt

import pytest

from wotu.rules.model import Window
from wotu.rules.windows import WindowState, spans_between, window_on

SPRING_AND_AUTUMN = Window(yearly=(((3, 1), (4, 30)), ((9, 1), (10, 31))))
OVER_NEW_YEAR = Window(yearly=(((12, 15), (1, 15)),))
ONCE = Window(dates=((dt.date(2025, 3, 1), dt.date(2025, 3, 31)),))


def _on(window: Window, day: str) -> WindowState:
    return window_on(window, dt.date.fromisoformat(day))


def test_without_a_window_applications_are_always_taken() -> None:
    assert _on(Window(), "2025-01-01") == WindowState(is_open=True)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [("2025-02-28", False), ("2025-03-01", True), ("2025-04-30", True), ("2025-05-01", False)],
)
def test_both_ends_are_inside(day: str, is_open: bool) -> None:
    assert _on(SPRING_AND_AUTUMN, day).is_open is is_open


def test_the_next_batch_is_named_even_in_the_next_year() -> None:
    assert _on(SPRING_AND_AUTUMN, "2025-05-01").opens == dt.date(2025, 9, 1)
    assert _on(SPRING_AND_AUTUMN, "2025-11-01").opens == dt.date(2026, 3, 1)


def test_a_window_may_run_over_the_new_year() -> None:
    assert _on(OVER_NEW_YEAR, "2025-12-31").closes == dt.date(2026, 1, 15)
    assert _on(OVER_NEW_YEAR, "2025-01-15").is_open
    assert not _on(OVER_NEW_YEAR, "2025-01-16").is_open


def test_after_the_last_dated_window_none_is_promised() -> None:
    assert _on(ONCE, "2025-04-01") == WindowState(is_open=False)


def test_the_29th_of_february_exists_every_year() -> None:
    window = Window(yearly=(((2, 1), (2, 29)),))
    assert _on(window, "2025-02-28").closes == dt.date(2025, 2, 28)
    assert _on(window, "2024-02-29").is_open


def test_the_spans_between_two_days_are_those_that_touch_them() -> None:
    first, last = dt.date(2025, 4, 30), dt.date(2026, 3, 1)

    assert spans_between(SPRING_AND_AUTUMN, first, last) == [
        (dt.date(2025, 3, 1), dt.date(2025, 4, 30)),
        (dt.date(2025, 9, 1), dt.date(2025, 10, 31)),
        (dt.date(2026, 3, 1), dt.date(2026, 4, 30)),
    ]


def test_a_span_over_the_new_year_is_seen_from_both_years() -> None:
    expected = [(dt.date(2024, 12, 15), dt.date(2025, 1, 15))]

    assert spans_between(OVER_NEW_YEAR, dt.date(2025, 1, 15), dt.date(2025, 2, 1)) == expected
    assert spans_between(OVER_NEW_YEAR, dt.date(2024, 12, 1), dt.date(2024, 12, 15)) == expected


def test_a_window_that_is_always_open_has_no_spans() -> None:
    assert spans_between(Window(), dt.date(2025, 1, 1), dt.date(2026, 1, 1)) == []
