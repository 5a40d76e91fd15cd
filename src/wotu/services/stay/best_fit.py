"""Which bed to give: the one whose free time is left with the smallest unusable gap. Pure functions.

Nights are promised from a pool, and beds are chosen when people come. Whoever comes today then finds, of as
many beds as the pool has, one that is free for the whole stay: nobody who comes later was given one before.
Only repairs and nights added later can cut every bed's time; then the stay is laid out over several beds.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OPEN = 10_000
"""The length of a time with no end, in nights."""

Span = tuple[dt.date, dt.date]
"""Nights from the first day to before the second."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is given whole, a bed or a room: when it is not free, and how gladly it is given.

    Of units that fit alike the least `rank` is given: a bed in a room that is half taken before a room
    nobody sleeps in.
    """

    key: int
    busy: tuple[Span, ...] = ()
    rank: int = 0

    def is_free(self, starts: dt.date, ends: dt.date) -> bool:
        """Tell whether it is free on every night of a span."""
        return all(end <= starts or ends <= start for start, end in self.busy)

    def free_until(self, night: dt.date) -> dt.date | None:
        """Return the first day it is taken again, `dt.date.max` for never; None where the night is taken."""
        if not self.is_free(night, night + dt.timedelta(days=1)):
            return None
        return min((start for start, _ in self.busy if start > night), default=dt.date.max)


def gap(unit: Unit, starts: dt.date, ends: dt.date, today: dt.date) -> int:
    """Return how many nights beside a span nobody could use well: those up to its neighbours in the unit.

    Nights before today are gone and count for nothing; a side with no neighbour counts as wide open.
    """
    ended = max((end for _, end in unit.busy if end <= starts), default=None)
    begins = min((start for start, _ in unit.busy if start >= ends), default=None)
    before = 0 if starts <= today else OPEN if ended is None else (starts - max(ended, today)).days
    after = OPEN if begins is None else (begins - ends).days
    return before + after


def best_fit(units: Iterable[Unit], starts: dt.date, ends: dt.date, today: dt.date) -> int | None:
    """Return the unit to give for a span, the one that leaves the smallest gap; None where none is free."""
    fitting = [
        (gap(unit, starts, ends, today), unit.rank, unit.key) for unit in units if unit.is_free(starts, ends)
    ]
    return min(fitting)[2] if fitting else None


def lay_out(
    units: Sequence[Unit], starts: dt.date, ends: dt.date, today: dt.date, first: int | None = None
) -> list[tuple[int, dt.date, dt.date]] | None:
    """Lay a span out over units: one where one is free throughout, else as few as will do.

    `first` is kept as long as it is free: who is there already does not move for nothing. Returns None
    where on some night every unit is taken.
    """
    if starts >= ends:
        return []
    mine = next((unit for unit in units if unit.key == first), None)
    until = mine.free_until(starts) if mine else None
    if mine is not None and until is not None:
        return _then(units, mine.key, starts, min(until, ends), ends, today)
    whole = best_fit(units, starts, ends, today)
    if whole is not None:
        return [(whole, starts, ends)]
    reach = [(until, -unit.rank, -unit.key) for unit in units if (until := unit.free_until(starts))]
    if not reach:
        return None
    until, _, key = max(reach)
    return _then(units, -key, starts, min(until, ends), ends, today)


def _then(  # noqa: PLR0917
    units: Sequence[Unit], key: int, starts: dt.date, until: dt.date, ends: dt.date, today: dt.date
) -> list[tuple[int, dt.date, dt.date]] | None:
    rest = lay_out(units, until, ends, today)
    return None if rest is None else [(key, starts, until), *rest]
