"""As of which date a page answers: the reader's choice, else today. The only clock of the portal."""

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def today() -> dt.date:
    """Return today, where the site is."""
    return timezone.localdate()


def known_on(request: HttpRequest) -> dt.date | None:
    """Return the past day whose knowledge the reader asked for; None for what is known now."""
    try:
        day = dt.date.fromisoformat(request.GET.get("known") or "")
    except ValueError:
        return None
    return day if EARLIEST <= day < today() else None


def as_of(request: HttpRequest) -> dt.date:
    """Return the date the reader asked for; today if none, or none that can be read."""
    given = request.POST.get("on") or request.GET.get("on") or ""
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        return today()
    return day if EARLIEST <= day <= LATEST else today()
