"""What a firm costs in the books: bytes in PostgreSQL, and the time to ask all its answers again.

    .venv/bin/python -m benchmarks.scale.books [--firms 2000] [--docs]

Runs on a database of its own (`test_…`), removed at the end, filled as `make bench-pages` fills it.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from benchmarks.database import filled
from benchmarks.scale.results import into_page, keep, today

if TYPE_CHECKING:
    from benchmarks.books import Books

KINDS = {
    "facts": ("facts_",),
    "standing answers and their changes": ("findings_",),
    "firms and what belongs to them": ("parties_", "filing_"),
    "trail": ("audit_",),
}


def main() -> None:
    """Fill the books, weigh them, ask again, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--firms", type=int, default=2_000)
    arguments.add_argument("--docs", action="store_true", help="put the tables into docs/scale.md")
    given = arguments.parse_args()
    with filled(given.firms) as books:
        firms, weighed, asked = len(books.firms), weigh(books), asked_again(books)
    keep("books", {"firms": firms, "bytes_a_firm": weighed, "asked": asked})
    found = text(firms, weighed, asked)
    print(found)
    if given.docs:
        into_page("books", found)


def text(firms: int, weighed: dict[str, float], asked: dict[str, Any]) -> str:
    """Return both tables, with the day and the machine."""
    lines = [
        f"{today()}, {firms:,} firms in the zone asked.",
        "",
        "| kept in PostgreSQL | bytes a firm |",
        "|---|--:|",
    ]
    lines += [f"| {kind} | {size:,.0f} |" for kind, size in weighed.items()]
    lines += [
        "",
        "| asked again | answers | saved | seconds | of them Python | firms/s |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, found in asked.items():
        speed = found["firms"] / found["seconds"]
        lines.append(
            f"| {name} | {found['answers']:,} | {found['saved']:.1f}% | {found['seconds']:.1f} "
            f"| {found['cpu_seconds']:.1f} | {speed:,.0f} |"
        )
    return "\n".join(lines)


def weigh(books: "Books") -> dict[str, float]:
    """Return the bytes a firm takes in tables and indexes, by kind; other books are left out."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        sizes = dict(cursor.fetchall())
    return {
        kind: sum(size for name, size in sizes.items() if name.startswith(prefixes)) / len(books.everywhere)
        for kind, prefixes in KINDS.items()
    }


def asked_again(books: "Books") -> dict[str, Any]:
    """Return what asking the zone's answers again takes: everything, nothing, and those of the next day."""
    from django.utils import timezone

    today = timezone.localdate()
    rounds = {
        "everything asked again": ("full", today),
        "nothing has changed": ("asked", today),
        "the next day": ("date", today + dt.timedelta(days=1)),
    }
    return {name: _timed(books, why, on) for name, (why, on) in rounds.items()}


def _timed(books: "Books", why: Any, on: dt.date) -> dict[str, Any]:
    from django.utils import timezone

    from wotu.findings.rules import rules_of
    from wotu.findings.verbs import rematch

    rules_of(books.zone, on)  # planning is once per process and date
    start, busy = time.perf_counter(), time.process_time()
    run = rematch(zone=books.zone, on=on, by="benchmark", now=timezone.now(), why=why)
    return {
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - busy,
        "firms": run.firms,
        "answers": run.evaluated,
        "saved": 100 * run.saved / max(run.saved + run.evaluated, 1),
    }


if __name__ == "__main__":
    main()
