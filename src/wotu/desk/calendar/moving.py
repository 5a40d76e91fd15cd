"""What a notice does to deadlines that are running. Each part says it for itself.

`moved(zone, before, after, today)` of a part returns what would be due on another day, and what happens to
it. A further part is a line in the table.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from wotu.calendar import WorkingCalendar
from wotu.rules.text import Text

ASKED: tuple[str, ...] = ("wotu.desk.needs.moving.moved", "wotu.desk.cases.moving.moved")


@dataclass(frozen=True)
class Moved:
    """Running deadlines that fall on another day by the new notice: how many, and what happens to them."""

    label: Text
    count: int
    happens: Text


def moved_by(zone: str, before: WorkingCalendar, after: WorkingCalendar, today: dt.date) -> Sequence[Moved]:
    """Return what of a zone would move."""
    return [line for name in ASKED for line in import_string(name)(zone, before, after, today) if line.count]
