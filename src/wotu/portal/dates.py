"""As of which date a page answers: the reader's choice, else today. The only clock of the portal."""

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def today() -> dt.date:
    """Return today, where the site is."""
    return timezone.localdate()


def as_of(request: HttpRequest) -> dt.date:
    """Return the date the reader asked for; today if none, or none that can be read."""
    given = request.POST.get("on") or request.GET.get("on") or ""
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        return today()
    return day if EARLIEST <= day <= LATEST else today()
