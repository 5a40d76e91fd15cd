"""The calendar as the database has it now: asked once a request, built once for what it says."""

from functools import lru_cache

from wotu.asked_once import AskedOnce
from wotu.calendar import WorkingCalendar
from wotu.calendar.seed import seeded
from wotu.workdays.models import Notice, NoticeDay

KEPT = 8


@lru_cache(maxsize=KEPT)
def _built(notices: tuple[tuple[int, int], ...]) -> WorkingCalendar:
    """Build the calendar of these notices. A notice never changes, so its number says what is in it."""
    ids = [id_ for id_, _ in notices]
    days = NoticeDay.objects.filter(notice__in=ids)
    return WorkingCalendar.from_rows((row.day for row in days), years=[year for _, year in notices])


def _ask() -> WorkingCalendar:
    notices = tuple(Notice.objects.current().values_list("id", "year"))
    return _built(notices) if notices else seeded()


_asked = AskedOnce(_ask)


def calendar() -> WorkingCalendar:
    """Return the calendar of the notices that count; one small query, and none again in the same request.

    Days past the last of them are provisional (暂定). Where no notice is on record at all, the package's.
    """
    return _asked()


def forget_asked() -> None:
    """Ask again: a notice was taken in or taken back."""
    _asked.forget()
