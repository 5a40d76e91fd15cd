"""Reading the calendar and its notices."""

from collections.abc import Mapping, Sequence

from wotu.calendar import Day
from wotu.workdays.current import calendar
from wotu.workdays.models import Notice

__all__ = ["calendar", "days_of", "history", "may_undo", "notice_of", "notices"]


def notices() -> Mapping[int, Notice]:
    """Return the notice that counts for each published year."""
    return {notice.year: notice for notice in Notice.objects.current()}


def notice_of(year: int) -> Notice | None:
    """Return the notice that counts for a year; None where none is published yet."""
    return Notice.objects.current().filter(year=year).first()


def history(year: int) -> Sequence[Notice]:
    """Return every notice that was ever taken in for a year, the latest first."""
    return list(Notice.objects.filter(year=year).order_by("-id"))


def days_of(notice: Notice | None) -> Sequence[Day]:
    """Return the days a notice dates, in order; none where there is no notice."""
    return [row.day for row in notice.days.all()] if notice else []


def may_undo(notice: Notice, last_year: int) -> bool:
    """Tell whether a notice can be taken back: it replaced one, or people took it in for the last year."""
    return notice.replaces_id is not None or (not notice.is_seeded and notice.year == last_year)
