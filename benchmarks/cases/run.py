"""Ten thousand cases of one money measure from filing to payment, by several workers at once.

    .venv/bin/python -m benchmarks.cases.run [--cases 10000] [--workers 8] [--no-pay]

Runs on the embedded PostgreSQL, on a database of its own (`test_…`), removed at the end. Each worker is a
process with a share of the firms; all of them draw on one budget, so they meet on one row of the ledger at
every decision. Times are of whole verbs, as the site calls them: a transaction with its checks, events,
messages, audit and ledger entries. At the end cases, ledger and bank are held against each other.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

SHARE = 50
"""Cases a worker takes at a time."""


def main() -> int:
    """Run, print, and return 0 where everything adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--no-pay", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WOTU_PACKS"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
        import django
        from django.db import connection

        django.setup()
        from benchmarks.cases.hall import write_pack

        write_pack(Path(folder))
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            return _measure(asked.cases, asked.workers, pays=not asked.no_pay)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _measure(cases: int, workers: int, *, pays: bool) -> int:
    from django.db import connection

    from benchmarks.cases.hall import furnish, total
    from benchmarks.cases.playing import VERBS, moment, pay_everything, reckon

    now, today = moment()
    _, account = furnish(cases, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    shares = [range(start, min(start + SHARE, cases)) for start in range(0, cases, SHARE)]
    times: dict[str, list[float]] = {verb: [] for verb in VERBS}
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin, initargs=(_address(),)) as pool:
        list(pool.map(_warm, range(workers)))
        start = time.perf_counter()
        for found in pool.map(_work, shares):
            for verb, seconds in found.items():
                times[verb] += seconds
        took = time.perf_counter() - start
    print(f"{cases:,} cases decided by {workers} workers in {took:.1f} s: {cases / took:.1f} cases/s")
    for verb, seconds in times.items():
        p50, p95 = statistics.median(seconds), sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        print(f"  {verb:7} p50 {p50 * 1000:7.1f} ms   p95 {p95 * 1000:7.1f} ms", flush=True)
    books = reckon(account)
    print(f"  approved {books.approved:,} fen, held {books.held:,} fen: to the fen {books.to_the_fen}")
    good = books.to_the_fen and books.approved == total(cases)
    if pays:
        start = time.perf_counter()
        paid = pay_everything(now, today)
        took = time.perf_counter() - start
        books = reckon(account)
        print(f"{paid:,} paid in {took:.1f} s: {paid / took:.1f} payments/s; posted {books.posted:,} fen")
        print(f"  states {books.states}; to the fen {books.to_the_fen}")
        good = good and books.to_the_fen and books.posted == total(cases)
    return 0 if good else 1


def _address() -> str:
    """Return where the database of this run is, for other processes."""
    from django.conf import settings
    from django.db import connection

    wanted, name = settings.DATABASES["default"], connection.settings_dict["NAME"]
    return f"postgresql://{wanted['USER']}@/{name}?host={wanted['HOST']}&port={wanted['PORT']}"


def _begin(address: str) -> None:
    os.environ["DATABASE_URL"] = address
    import django

    django.setup()


def _warm(_number: int) -> None:
    """Load the packs and connect, unmeasured."""
    from benchmarks.cases.playing import moment
    from wotu.measures.zones import checker, zone

    where = zone("hall")
    assert where is not None
    checker(where, moment()[1])


def _work(share: range) -> dict[str, list[float]]:
    from benchmarks.cases.playing import moment, play

    return play([f"hall-{number}" for number in share], *moment())


if __name__ == "__main__":
    raise SystemExit(main())
