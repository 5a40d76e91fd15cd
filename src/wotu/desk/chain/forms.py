"""Reading the fields of a form."""

import datetime as dt

from django.http import HttpRequest

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
