"""The date bar of an entry: from its decision over the earliest repair to the end of publication."""

import datetime as dt
from dataclasses import dataclass

from wotu.services.credit_repair.reckoning import Reckoning

WIDTH = 1000
"""Units of the drawing from edge to edge."""
YEAR = 365
"""Days drawn where the end is not known."""


@dataclass(frozen=True)
class Bar:
    """Where on the bar each day lies, in units from its left edge; None where a day is not known."""

    earliest: int | None
    end: int | None
    today: int
    width: int = WIDTH

    @property
    def waiting(self) -> int:
        """How long the part is during which nothing can be done."""
        return self.earliest if self.earliest is not None else 0

    @property
    def open(self) -> int:
        """How long the part is during which it may be repaired."""
        return (self.end or WIDTH) - self.waiting

    @property
    def mark(self) -> int:
        """The left edge of the mark of today, always within the drawing."""
        return min(max(self.today - 3, 0), WIDTH - 6)


def bar_of(decided: dt.date, found: Reckoning) -> Bar:
    """Lay the days of an entry out."""
    known = [day for day in (found.earliest, found.ends) if day is not None]
    last = max([*known, min(found.on, decided + dt.timedelta(days=YEAR * 5))], default=found.on)
    if found.ends is None:
        last = max(last, decided + dt.timedelta(days=YEAR))
    whole = max((last - decided).days, 1)

    def place(day: dt.date | None) -> int | None:
        return None if day is None else round(min(max((day - decided).days / whole, 0), 1) * WIDTH)

    return Bar(place(found.earliest), place(found.ends), place(found.on) or 0)
