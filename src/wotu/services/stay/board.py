"""The occupancy board (房态图): rooms down, days across, a bar for everybody who sleeps there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from wotu.rules.text import Text
from wotu.services.stay.models import Bed, Place, Stay, Upkeep
from wotu.services.stay.pool import DAY, nights

SPANS: dict[str, tuple[int, Text]] = {
    "two-weeks": (14, Text("两周", "Two weeks")),
    "month": (31, Text("一个月", "A month")),
}


@dataclass(frozen=True)
class Bar:
    """Something on a bed over some of the days shown: a stay, or upkeep. Columns count from 1."""

    kind: str
    column: int
    span: int
    place: Place | None = None
    upkeep: Upkeep | None = None
    goes_on: bool = False


@dataclass
class Row:
    """One bed with what is on it."""

    bed: Bed
    bars: list[Bar] = field(default_factory=list)

    @property
    def cells(self) -> list[Bar | int]:
        """Return bars and, between them, the columns of free days, in order."""
        found: list[Bar | int] = []
        column = 1
        for bar in sorted(self.bars, key=lambda one: one.column):
            found += list(range(column, bar.column))
            if bar.column >= column:
                found.append(bar)
                column = bar.column + bar.span
        return found

    def fill(self, days: int) -> list[Bar | int]:
        """Return every cell of a row of so many days."""
        cells = self.cells
        last = max((c.column + c.span if isinstance(c, Bar) else c + 1 for c in cells), default=1)
        return [*cells, *range(last, days + 1)]


@dataclass(frozen=True)
class Board:
    """What the board shows."""

    days: Sequence[dt.date]
    rows: Sequence[tuple[Row, list[Bar | int]]]
    unplaced: Sequence[Stay]

    def on(self, day: dt.date) -> list[tuple[Bed, Bar | None]]:
        """Return every bed with what is on it on one day: the board for a narrow screen."""
        column = (day - self.days[0]).days + 1
        return [
            (row.bed, next((bar for bar in row.bars if bar.column <= column < bar.column + bar.span), None))
            for row, _ in self.rows
        ]


def board_of(zone: str, starts: dt.date, days: int, *, site: str = "", kind: str = "") -> Board:
    """Return the beds of a zone with who sleeps in them, and who is promised nights but has no bed yet."""
    ends = starts + days * DAY
    beds = Bed.objects.filter(room__site__zone=zone).select_related("room__site")
    if site:
        beds = beds.filter(room__site__slug=site)
    if kind:
        beds = beds.filter(room__kind=kind)
    rows = {bed.pk: Row(bed) for bed in beds.order_by("room__site__slug", "room__number", "number")}
    places = Place.objects.filter(bed__in=rows, starts__lt=ends, ends__gt=starts)
    for place in places.select_related("stay__person", "stay__case"):
        rows[place.bed_id].bars.append(
            _bar(place.stay.state, place.starts, place.ends, starts, ends, place=place)
        )
    by_room = defaultdict(list)
    for row in rows.values():
        by_room[row.bed.room_id].append(row)
    repairs = Upkeep.objects.filter(room__in=list(by_room), starts__lt=ends, ends__gt=starts)
    for upkeep in repairs:
        for row in by_room[upkeep.room_id]:
            if upkeep.bed_id in (None, row.bed.pk):
                row.bars.append(_bar("upkeep", upkeep.starts, upkeep.ends, starts, ends, upkeep=upkeep))
    unplaced = Stay.objects.filter(zone=zone, state="promised", places=None).over_nights(starts, ends)
    if site:
        unplaced = unplaced.filter(site__slug=site)
    if kind:
        unplaced = unplaced.filter(kind=kind)
    return Board(
        nights(starts, ends), [(row, row.fill(days)) for row in rows.values()],
        list(unplaced.select_related("person", "site").order_by("starts", "pk")[:200]),
    )  # fmt: skip


def _bar(
    kind: str, since: dt.date, until: dt.date, starts: dt.date, ends: dt.date, *, place: Place | None = None,
    upkeep: Upkeep | None = None,
) -> Bar:  # fmt: skip
    first, last = max(since, starts), min(until, ends)
    return Bar(kind, (first - starts).days + 1, (last - first).days, place, upkeep, until > ends)
