"""Beds fixed when a stay is booked, or promised from the pool and chosen late: a year of 304 beds.

    python -m benchmarks.stay [--days 365] [--demand 1.25] [--seed 1]

The same requests go to three ways of giving beds: any free bed at random when it is booked; the bed that
leaves the smallest gap when it is booked; nights promised from the pool, the bed chosen by best fit on the
day somebody comes. The last uses the station's own function (`wotu.services.stay.best_fit`).
"""

import argparse
import datetime as dt
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from wotu.services.stay.best_fit import Unit, best_fit

BEDS = 304
BEGIN = dt.date(2026, 1, 1)
DAY = dt.timedelta(days=1)
LENGTHS = {3: 20, 7: 25, 14: 20, 30: 20, 60: 10, 90: 5}
"""How often a stay of so many nights is asked for."""
LEAD = 45
"""Days between booking and coming, at most."""


@dataclass(frozen=True)
class Request:
    """A stay somebody asks for on a day."""

    day: int
    starts: int
    nights: int

    @property
    def ends(self) -> int:
        return self.starts + self.nights


@dataclass
class Result:
    """What came of a year."""

    granted: Counter[int]
    asked: Counter[int]
    taken: Counter[int]
    without_a_bed: int = 0

    def occupancy(self, days: int) -> float:
        """The share of beds taken, the first and the last two months left out."""
        inner = range(60, days - 60)
        return sum(self.taken[day] for day in inner) / (BEDS * len(inner))

    def share(self, nights: int | None = None) -> float:
        """The share of requests that was granted, of one length or of all."""
        chosen = [nights] if nights else list(self.asked)
        return sum(self.granted[n] for n in chosen) / max(1, sum(self.asked[n] for n in chosen))


def requests(days: int, demand: float, draw: random.Random) -> list[Request]:
    mean = sum(n * w for n, w in LENGTHS.items()) / sum(LENGTHS.values())
    rate = BEDS * demand / mean
    found = []
    for day in range(days):
        for _ in range(int(rate) + (draw.random() < rate % 1)):
            (nights,) = draw.choices(list(LENGTHS), list(LENGTHS.values()))
            found.append(Request(day, day + draw.randint(0, LEAD), nights))
    return found


def at_booking(wanted: list[Request], choose: Callable[[list[Unit], Request], int | None]) -> Result:
    """Fix the bed when the stay is booked."""
    result = Result(Counter(), Counter(), Counter())
    busy: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for one in wanted:
        result.asked[one.nights] += 1
        units = [
            Unit(bed, tuple(span for span in busy[bed] if span[1] > _date(one.day))) for bed in range(BEDS)
        ]
        bed = choose(units, one)
        if bed is not None:
            busy[bed].append((_date(one.starts), _date(one.ends)))
            _grant(result, one)
    return result


def by_best_fit(units: list[Unit], one: Request) -> int | None:
    return best_fit(units, _date(one.starts), _date(one.ends), _date(one.day))


def at_random(draw: random.Random) -> Callable[[list[Unit], Request], int | None]:
    def choose(units: list[Unit], one: Request) -> int | None:
        free = [unit.key for unit in units if unit.is_free(_date(one.starts), _date(one.ends))]
        return draw.choice(free) if free else None

    return choose


def from_the_pool(wanted: list[Request]) -> Result:
    """Promise nights from the pool; choose each bed by best fit on the day somebody comes."""
    result = Result(Counter(), Counter(), Counter())
    coming: dict[int, list[Request]] = defaultdict(list)
    for one in wanted:
        result.asked[one.nights] += 1
        if all(result.taken[night] < BEDS for night in range(one.starts, one.ends)):
            _grant(result, one)
            coming[one.starts].append(one)
    until = dict.fromkeys(range(BEDS), BEGIN)
    for day in sorted(coming):
        for one in coming[day]:
            units = [Unit(bed, ((BEGIN, end),) if end > BEGIN else ()) for bed, end in until.items()]
            bed = best_fit(units, _date(day), _date(one.ends), _date(day))
            if bed is None:
                result.without_a_bed += 1
            else:
                until[bed] = _date(one.ends)
    return result


def _grant(result: Result, one: Request) -> None:
    result.granted[one.nights] += 1
    result.taken.update(range(one.starts, one.ends))


def _date(day: int) -> dt.date:
    return BEGIN + day * DAY


def main() -> None:
    """Print what became of the same requests under each way."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--demand", type=float, default=1.25, help="requested nights per bed and night")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wanted = requests(asked.days, asked.demand, random.Random(asked.seed))  # noqa: S311
    print(f"{BEDS} beds, {asked.days} days, {len(wanted):,} requests, demand {asked.demand} of capacity\n")
    print(f"{'':34}{'occupancy':>10}{'granted':>10}{'30 nights':>11}{'90 nights':>11}{'no bed':>8}{'s':>7}")
    ways: dict[str, Callable[[], Result]] = {
        "random bed at booking": lambda: at_booking(wanted, at_random(random.Random(asked.seed + 1))),  # noqa: S311
        "best fit at booking": lambda: at_booking(wanted, by_best_fit),
        "pool, best fit on arrival": lambda: from_the_pool(wanted),
    }
    for name, way in ways.items():
        start = time.perf_counter()
        result = way()
        took = time.perf_counter() - start
        print(
            f"{name:34}{result.occupancy(asked.days):10.3f}{result.share():10.1%}{result.share(30):11.1%}"
            f"{result.share(90):11.1%}{result.without_a_bed:8}{took:7.1f}"
        )


if __name__ == "__main__":
    main()
