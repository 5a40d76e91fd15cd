"""A column a month: needs sent, and in front of them those nothing serves. Drawn by the page as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.needs.counts import Month

HEIGHT, STEP, WIDTH = 120, 40, 26
"""In the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a month stands, and how high its two columns are."""

    month: Month
    x: int
    middle: int
    sent_y: int
    sent_height: int
    unserved_y: int
    unserved_height: int


def columns(months: Sequence[Month]) -> list[Column]:
    """Return the columns; the highest fills the drawing."""
    most = max((month.sent for month in months), default=0) or 1
    return [_column(place, month, most) for place, month in enumerate(months)]


def _column(place: int, month: Month, most: int) -> Column:
    sent, unserved = (round(HEIGHT * number / most) for number in (month.sent, month.unserved))
    x = place * STEP + (STEP - WIDTH) // 2
    return Column(month, x, x + WIDTH // 2, HEIGHT + 20 - sent, sent, HEIGHT + 20 - unserved, unserved)
