"""Reading the fields of a form."""

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone

from wotu.access.middleware import user_of
from wotu.industry.models import Enterprise, Site
from wotu.industry.verbs.sites import record_site
from wotu.refusal import CannotDo


def day_of(request: HttpRequest, name: str) -> dt.date | None:
    """Return the day typed into a field; None where none was.

    Raises:
        CannotDo: it is no day.
    """
    typed = request.POST.get(name, "").strip()
    if not typed:
        return None
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        raise CannotDo(
            f"没有读懂日期“{typed[:20]}”，请写成2026-03-15这样。",
            f"The day “{typed[:20]}” could not be read. Write it like 2026-03-15.",
        ) from None


def record_typed_site(request: HttpRequest, enterprise: Enterprise) -> Site:
    """Record the place a form says a firm produces at.

    Raises:
        CannotDo: no place is named, or it is there already.
    """
    return record_site(
        enterprise=enterprise, place=request.POST.get("place", ""), in_zone="in_zone" in request.POST,
        by=user_of(request).email, now=timezone.now(),
    )  # fmt: skip
