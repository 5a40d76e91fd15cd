"""What sizes nobody can measure here would need: measured costs times sizes, and a queue simulated.

    .venv/bin/python -m benchmarks.scale.growth [--docs]

Reads what the other programs found in `build/bench/`. Everything assumed and not measured stands at the top
of this file, with the reason in words.
"""

import argparse
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.scale.queue import servers_for, simulate
from benchmarks.scale.results import into_page, kept

Columns = dict[str, Callable[["Size"], float]]


@dataclass(frozen=True)
class Size:
    """How large: firms, and the zones they stand in."""

    name: str
    firms: int
    zones: int


SIZES = (
    Size("a zone", 10_000, 1),
    Size("a large city", 200_000, 10),
    Size("a province", 5_000_000, 250),
    Size("the country", 60_000_000, 3_000),
)
PAGES_A_FIRM_AND_MONTH = 4
"""Assumed: a firm's people look four times a month; no zone has published how often they do."""
WORKDAYS_A_MONTH = 21
BUSIEST_HOUR = 0.2
"""Assumed: a fifth of a day's visits fall into one hour."""
NOTICE_DAY = 10
"""Assumed: on the day a measure is announced ten times as many come."""
WITHIN = 0.3
"""Ninety-five of a hundred have their page within so many seconds of the server."""
FEWEST = 20_000
"""People who come in a simulation, at least."""
NIGHT = 3_600.0
"""Every answer is asked again within an hour of the night."""
CORES = 8
"""Of the machine counted in. What was measured ran on two; more of them are taken to do as much each, which
holds as long as memory and disk keep up."""
DISK = 2e12
"""One PostgreSQL is planned to hold so many bytes; it can hold more, a backup then takes long."""


def main() -> None:
    """Print the tables, or put them into docs/scale.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", action="store_true", help="put the tables into docs/scale.md")
    given = arguments.parse_args()
    parts = {"crowd": crowd(kept("pages")), "growth": growth(kept("books"), kept("matching"), kept("chain"))}
    for part, text in parts.items():
        print(text, end="\n\n")
        if given.docs:
            into_page(part, text)


def crowd(pages: dict[str, Any], seconds: float = 60) -> str:
    """Return the cores that serve pages, by size: on a common day and on the day of a notice.

    Args:
        pages: what each kind of page takes.
        seconds: how long the busiest time lasts at least; a line grows slowly where servers are nearly full.
    """
    service = _service(pages)
    lines = [
        "| size | busiest hour, pages/s | cores | p95 ms | notice day, pages/s | cores | p95 ms | busy |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for size in SIZES:
        cells = []
        for times in (1, NOTICE_DAY):
            rate = visits_a_second(size.firms) * times
            people = max(FEWEST, int(rate * seconds))
            cores = servers_for(rate, service, WITHIN, people=people)
            waited = simulate(rate, service, cores, people=people)
            cells += [f"{rate:,.1f}", f"{cores:,}", f"{waited.p95 * 1000:,.0f}"]
        lines.append(f"| {size.name}, {size.firms:,} firms | {' | '.join(cells)} | {waited.busy:.0%} |")
    return "\n".join(lines)


def visits_a_second(firms: int) -> float:
    """Return the pages asked for each second of the busiest hour of a common day."""
    return firms * PAGES_A_FIRM_AND_MONTH / WORKDAYS_A_MONTH * BUSIEST_HOUR / 3_600


def _service(pages: dict[str, Any]) -> list[float]:
    """Return seconds a visit takes, each kind of page as often as it is asked for."""
    return [ms / 1_000 for kind in pages["kinds"] for ms in kind["ms"] for _ in range(kind["weight"])]


def growth(books: dict[str, Any], matching: dict[str, Any], chain: dict[str, Any]) -> str:
    """Return what books, matching over files and the chain need, by size."""
    columns: Columns = {
        **_of_books(books), **_of_matching(one_machine(matching)),
        "chain on disk, GB": lambda size: size.firms / chain["firms"] * chain["store_bytes"] / 1e9,
    }  # fmt: skip
    lines = [f"| size | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"]
    for size in SIZES:
        cells = (_figure(column(size)) for column in columns.values())
        lines.append(f"| {size.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _of_books(books: dict[str, Any]) -> Columns:
    a_firm = sum(books["bytes_a_firm"].values())
    everything, next_day = (books["asked"][name] for name in ("everything asked again", "the next day"))
    return {
        "books, GB": lambda size: size.firms * a_firm / 1e9,
        "databases": lambda size: math.ceil(size.firms * a_firm / DISK),
        "all answers, core-hours": lambda size: (
            size.firms * everything["seconds"] / everything["firms"] / 3_600
        ),
        "the next day's": lambda size: size.firms * next_day["seconds"] / next_day["firms"] / 3_600,
    }


def _of_matching(best: dict[str, Any]) -> Columns:
    def seconds(size: Size) -> float:
        return float(size.firms / best["subjects"] * best["seconds"] * best["cores"] / CORES)

    return {
        "matching files, seconds": seconds,
        "machines for a night": lambda size: math.ceil(seconds(size) / NIGHT),
        "answers, GB": lambda size: size.firms / best["subjects"] * best["bytes_out"] / 1e9,
    }


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.2g}"


def one_machine(matching: dict[str, Any]) -> dict[str, Any]:
    """Return the largest run of matching part by part on one machine."""
    runs = [run for run in matching["runs"] if run["engine"] == "parts"]
    return max(runs, key=lambda run: run["subjects"])


if __name__ == "__main__":
    main()
