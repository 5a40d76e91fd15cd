"""The calendar as the database has it now: asked once a request, built once for what it says."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache

from django.http import HttpRequest, HttpResponse

from wotu.calendar import WorkingCalendar
from wotu.calendar.seed import seeded
from wotu.workdays.models import Notice, NoticeDay

KEPT = 8
_asked: ContextVar[dict[str, WorkingCalendar] | None] = ContextVar("calendar_asked", default=None)


class CalendarMiddleware:
    """Lets a request look at the calendar at most once, and only if it needs it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep what was asked until the request is answered."""
        token = _asked.set({})
        try:
            return self.get_response(request)
        finally:
            _asked.reset(token)


def calendar() -> WorkingCalendar:
    """Return the calendar of the notices that count; one small query, and none again in the same request.

    Days past the last of them are provisional (暂定). Where no notice is on record at all, the package's.
    """
    kept = _asked.get()
    if kept:
        return kept["calendar"]
    notices = tuple(Notice.objects.current().values_list("id", "year"))
    found = _built(notices) if notices else seeded()
    if kept is not None:
        kept["calendar"] = found
    return found


def forget_asked() -> None:
    """Ask again: a notice was taken in or taken back."""
    kept = _asked.get()
    if kept is not None:
        kept.clear()


@lru_cache(maxsize=KEPT)
def _built(notices: tuple[tuple[int, int], ...]) -> WorkingCalendar:
    """Build the calendar of these notices. A notice never changes, so its number says what is in it."""
    ids = [id_ for id_, _ in notices]
    days = NoticeDay.objects.filter(notice__in=ids)
    return WorkingCalendar.from_rows((row.day for row in days), years=[year for _, year in notices])
