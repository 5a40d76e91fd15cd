"""Days as people type them into the pages of the station."""

import datetime as dt

from django.http import HttpRequest

from wotu.refusal import CannotDo


def day_of(request: HttpRequest, name: str) -> dt.date:
    """Return a day somebody typed into a form.

    Raises:
        CannotDo: it is none.
    """
    try:
        return dt.date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise CannotDo("请填写日期，例如2026-12-01。", "Give a date, for example 2026-12-01.") from None


def day_asked(request: HttpRequest, name: str, otherwise: dt.date) -> dt.date:
    """Return a day of the address; another where it is none, or lies in no year a station knows."""
    try:
        day = dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2099 else otherwise
