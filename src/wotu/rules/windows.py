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
    spans = sorted({*window.dates, *_yearly_spans(window, day)})
    for opens, closes in spans:
        if opens <= day <= closes:
            return WindowState(is_open=True, closes=closes)
    return WindowState(is_open=False, opens=next((opens for opens, _ in spans if opens > day), None))


def _yearly_spans(window: Window, day: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the yearly windows around a day; one that ends before it begins runs into the next year."""
    for year in (day.year - 1, day.year, day.year + 1):
        for opens, closes in window.yearly:
            yield _on(year, opens), _on(year + (closes < opens), closes)


def _on(year: int, month_day: tuple[int, int]) -> dt.date:
    """Return a day of a year; 29 February is the 28th where there is none."""
    month, day = month_day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return dt.date(year, month, 28 if (month, day) == (2, 29) and not leap else day)
