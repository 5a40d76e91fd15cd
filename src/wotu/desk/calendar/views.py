"""A year of the working-day calendar."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.calendar.months import months_of, spans_of
from wotu.rules.text import Text
from wotu.workdays.reads import calendar, days_of, history, may_undo, notices

WEEKDAYS = tuple(
    Text(zh, en)
    for zh, en in (
        ("一", "Mo"), ("二", "Tu"), ("三", "We"), ("四", "Th"), ("五", "Fr"), ("六", "Sa"), ("日", "Su")
    )
)  # fmt: skip
AHEAD = 2
"""So many years past the last notice can be looked at."""


@open_to("keep_calendar")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show a year: its months, its notice, what was replaced."""
    open_zone(actor(request), zone, "keep_calendar")
    known, today = calendar(), timezone.localdate()
    year = _year(request, today)
    if not known.first_year <= year <= known.last_year + AHEAD:
        raise Http404
    published = notices()
    notice = published.get(year)
    past = [one for one in history(year) if not one.published]
    months = months_of(year, known, today)
    context = {
        "year": year, "months": months, "weekdays": WEEKDAYS, "notice": notice, "past": past,
        "spans": spans_of(days_of(notice)), "known": known, "years": sorted(published, reverse=True),
        "next": known.last_year + 1, "worked": sum(month.worked for month in months),
        "before": year - 1 if year > known.first_year else None,
        "after": year + 1 if year < known.last_year + AHEAD else None,
        "may_undo": notice is not None and may_undo(notice, known.last_year),
    }  # fmt: skip
    return render(request, "desk/calendar/home.html", context)


def _year(request: HttpRequest, today: dt.date) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and len(given) == 4 else today.year
