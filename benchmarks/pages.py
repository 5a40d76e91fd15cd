"""How long the server takes for a page, with 10,000 firms in the books: median, 95th percentile and worst.

    .venv/bin/python -m benchmarks.pages [--firms 10000] [--visits 60] [--only WORDS]

Runs on a database of its own (`test_…`), removed at the end. Times are of the whole request inside
the server: sessions, access, reading facts, checking, rendering; without the network. Each kind of page
is visited once unmeasured. CPU is the median of what the process itself works, without PostgreSQL: other work
on the machine lengthens it least. Queries are the most that a visit asked of the database.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.database import filled
from benchmarks.load import load
from benchmarks.scale.results import keep

if TYPE_CHECKING:
    from django.test import Client

    from benchmarks.books import Books


@dataclass(frozen=True)
class Timed:
    """The times of one kind of page, in milliseconds."""

    name: str
    weight: int
    times: list[float]
    busy: list[float]
    queries: int

    def kept(self) -> dict[str, Any]:
        """Return what a simulation needs of it: how often it is asked for, and what it takes."""
        return {"name": self.name, "weight": self.weight, "ms": self.times}

    def line(self) -> str:
        """Return its line in the table."""
        ordered = sorted(self.times)
        p95 = ordered[int(len(ordered) * 0.95)]
        figures = (statistics.median(ordered), p95, ordered[-1], statistics.median(self.busy), self.queries)
        return f"| {self.name} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |"


def main() -> None:
    """Fill the books, visit every kind of page, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--firms", type=int, default=10_000)
    arguments.add_argument("--visits", type=int, default=60)
    arguments.add_argument("--only", default="", help="kinds of page whose name contains this")
    arguments.add_argument("--people", type=int, default=0, help="then load the site with so many at once")
    arguments.add_argument("--seconds", type=float, default=30)
    given = arguments.parse_args()

    with filled(given.firms) as books:
        print("| page | median ms | p95 ms | worst ms | CPU ms | queries |")
        print("| --- | --: | --: | --: | --: | --: |")
        found = []
        for timed in measure(books, given.visits, given.only):
            print(timed.line(), flush=True)
            found.append(timed)
        if not given.only:
            keep("pages", {"firms": len(books.firms), "kinds": [timed.kept() for timed in found]})
        if given.people:
            print()
            load(books, given.people, given.seconds)


def measure(books: "Books", visits: int, only: str) -> Iterator[Timed]:
    """Visit each kind of page with a fixed choice of what to look at."""
    from benchmarks.visits import kinds

    browsers = clients(books)
    for kind in kinds(books):
        if only not in kind.name:
            continue
        dice, client = random.Random(1), browsers[kind.who]  # noqa: S311 - a fixed choice, not a secret
        visit(client, kind.address(dice))
        seen = [visit(client, kind.address(dice)) for _ in range(visits)]
        times, busy, queries = map(list, zip(*seen, strict=True))
        yield Timed(kind.name, kind.weight, times, busy, max(queries))


def clients(books: "Books") -> "dict[str, Client]":
    """Return the browsers of everybody who comes, and the program with its token."""
    from django.test import Client

    from benchmarks.books import token_of

    browsers = {name: Client() for name in ("visitor", "owner", "official")}
    browsers["owner"].force_login(books.owner)
    browsers["official"].force_login(books.official)
    return browsers | {"program": Client(headers={"Authorization": f"Bearer {token_of(books)}"})}


def visit(client: "Client", path: str) -> tuple[float, float, int]:
    """Return the milliseconds one request takes, those of them this process works, and its queries."""
    from django.core.cache import cache
    from django.db import connection

    queries = 0

    def count(execute, *rest):  # type: ignore[no-untyped-def]
        nonlocal queries
        queries += 1
        return execute(*rest)

    cache.clear()  # limits are for strangers
    start, busy = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        answer = client.get(path)
        _ = answer.getvalue()
    elapsed, busy = (time.perf_counter() - start) * 1_000, (time.process_time() - busy) * 1_000
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return elapsed, busy, queries


if __name__ == "__main__":
    main()
