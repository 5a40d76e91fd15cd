"""Calendar arithmetic on day numbers (days since 1970-01-01), for one date at a time."""

import calendar
import datetime as dt

EPOCH = dt.date(1970, 1, 1)
FIRST_DAY = (dt.date(1, 1, 1) - EPOCH).days
LAST_DAY = (dt.date(9999, 12, 31) - EPOCH).days


def day_number(day: dt.date) -> int:
    """Return the day as days since 1970-01-01, the form dates have inside expressions."""
    return (day - EPOCH).days


def from_day_number(number: int) -> dt.date:
    """Return the date of a day number."""
    return EPOCH + dt.timedelta(days=number)


def completed_months(start: int, end: int) -> int:
    """Return the whole months from one day to another; negative if `start` is later."""
    a, b = from_day_number(start), from_day_number(end)
    return (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day)


def shift_months(day: int, months: int) -> int | None:
    """Return the day `months` later; past the month's end its last day. None outside years 1 to 9999."""
    date = from_day_number(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return day_number(dt.date(year, month + 1, min(date.day, last)))


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month where there is none.

    Raises:
        OverflowError: that lies outside all calendars.
    """
    later = shift_months(day_number(day), months)
    if later is None:
        raise OverflowError(f"{months} months after {day} lie outside all calendars")
    return from_day_number(later)


def shift_days(day: int, days: int) -> int | None:
    """Return the day `days` later, None outside years 1 to 9999."""
    moved = day + days
    return moved if FIRST_DAY <= moved <= LAST_DAY else None
