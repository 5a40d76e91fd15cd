"""Which edition is in force for a zone on a day: asked of the database once a request, so processes agree."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wotu.asked_once import AskedOnce
from wotu.measures.models import Edition


@dataclass(frozen=True, slots=True)
class Dated:
    """A published edition and its dates; `until` is the first day it is no longer in force."""

    id: int
    zone: str
    number: int
    content: str
    since: dt.date
    until: dt.date | None

    def in_force(self, on: dt.date) -> bool:
        """Tell whether it is in force on a day, unless a later one is too."""
        return self.since <= on and (self.until is None or on < self.until)


def _ask() -> tuple[Dated, ...]:
    rows = Edition.objects.dated().values_list("id", "zone", "number", "content", "valid_from", "valid_until")
    return tuple(Dated(*row[:4], since=row[4], until=row[5]) for row in rows if row[4] is not None)


_asked = AskedOnce(_ask)


def dated_editions() -> tuple[Dated, ...]:
    """Return every published edition, in the order they follow each other; outside a request asked anew."""
    return _asked()


def forget_asked() -> None:
    """Ask again: something was published or withdrawn."""
    _asked.forget()


def in_force(editions: Sequence[Dated], zone: str, on: dt.date) -> Dated | None:
    """Return the edition in force for a zone on a day; None where the folder stands alone."""
    mine = [edition for edition in editions if edition.zone == zone and edition.in_force(on)]
    return mine[-1] if mine else None


def edition_on(zone: str, on: dt.date) -> Dated | None:
    """Return the edition in force for a zone on a day, as the database says now."""
    return in_force(dated_editions(), zone, on)
