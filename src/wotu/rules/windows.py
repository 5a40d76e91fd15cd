"""Windows of application: is it open on a day, until when, and when next."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from wotu.rules.model import Window


@dataclass(frozen=True, slots=True)
class WindowState:
    """A window as seen on a day. `closes` is its last day if open, `opens` the next first day if not.

    Both are None where applications are always taken; `opens` also where no further window is known.
    """

    is_open: bool
    opens: dt.date | None = None
    closes: dt.date | None = None


def window_on(window: Window, day: dt.date) -> WindowState:
    """Return whether applications are taken on a day; first and last days are inside."""
    if not (window.yearly or window.dates):
        return WindowState(is_open=True)
    spans = sorted({*window.dates, *_yearly_spans(window, day.year)})
    for opens, closes in spans:
        if opens <= day <= closes:
            return WindowState(is_open=True, closes=closes)
    return WindowState(is_open=False, opens=next((opens for opens, _ in spans if opens > day), None))


def spans_between(window: Window, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the windows that touch the days from `first` to `last`, first and last days inside, in order.

    A window that is always open has none. One that is stated without a beginning or an end has
    `dt.date.min` or `dt.date.max` there.
    """
    years = range(first.year, last.year + 1)
    yearly = (span for year in years for span in _yearly_spans(window, year))
    return sorted({span for span in (*window.dates, *yearly) if span[0] <= last and span[1] >= first})


def _yearly_spans(window: Window, around: int) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the yearly windows around a year; one that ends before it begins runs into the next year."""
    for year in (around - 1, around, around + 1):
        for opens, closes in window.yearly:
            yield _on(year, opens), _on(year + (closes < opens), closes)


def _on(year: int, month_day: tuple[int, int]) -> dt.date:
    """Return a day of a year; 29 February is the 28th where there is none."""
    month, day = month_day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return dt.date(year, month, 28 if (month, day) == (2, 29) and not leap else day)
