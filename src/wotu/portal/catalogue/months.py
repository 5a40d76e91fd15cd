"""The windows of the next twelve months as a chart: one row for each measure, one column for a month."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wotu.measures.catalogue.offers import Offer
from wotu.measures.catalogue.openings import Opening, openings

MONTHS = 12
WIDTH = 1200
"""How wide the chart is, in its own units."""


@dataclass(frozen=True)
class Bar:
    """One window in the chart."""

    opening: Opening
    start: int
    width: int


@dataclass(frozen=True)
class Row:
    """One measure and its windows."""

    offer: Offer
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Year:
    """Twelve months from the one of a day."""

    months: Sequence[dt.date]
    rows: Sequence[Row]
    today: int
    always: int
    """How many measures take applications all year and are left out of the chart."""

    @property
    def lines(self) -> list[int]:
        """Where the months begin."""
        return [WIDTH * place // MONTHS for place in range(1, MONTHS)]


def next_year(offers: Iterable[Offer], on: dt.date) -> Year:
    """Return the windows of the twelve months that begin with the month of a day."""
    every = list(offers)
    months = [_month(on, ahead) for ahead in range(MONTHS)]
    first, last = months[0], _month(on, MONTHS) - dt.timedelta(days=1)
    rows: dict[str, list[Bar]] = {}
    for opening in openings(every, first, last):
        start = _place(max(opening.opens or first, first), months)
        end = _place(min(opening.closes or last, last), months, end=True)
        rows.setdefault(opening.offer.id, []).append(Bar(opening, start, max(end - start, 4)))
    listed = {one.id: one for one in every}
    always = sum(one.in_force and one.is_always_open for one in every)
    return Year(months, [Row(listed[id_], bars) for id_, bars in rows.items()], _place(on, months), always)


def _month(on: dt.date, ahead: int) -> dt.date:
    number = on.year * 12 + on.month - 1 + ahead
    return dt.date(number // 12, number % 12 + 1, 1)


def _place(day: dt.date, months: Sequence[dt.date], *, end: bool = False) -> int:
    """Return where a day begins, or ends, in the chart; every month is equally wide."""
    month = (day.year - months[0].year) * 12 + day.month - months[0].month
    days = calendar.monthrange(day.year, day.month)[1]
    return round(WIDTH * (month + (day.day - (not end)) / days) / MONTHS)
