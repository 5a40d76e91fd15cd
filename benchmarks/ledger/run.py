"""How many claims a second the ledger takes, beside bare transactions of the same shape.

    python -m benchmarks.ledger.run --seconds 5 --rounds 3

Every way writes the same rows into the same tables of the same server: a transfer, its line, an entry, and
a changed account. Rounds are interleaved; a ratio is the median of the ratios of each round.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import datetime as dt
import multiprocessing
import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.ledger.ways import PGBENCH, WAYS, claim_for

BARE = {"pgbench": "simple", "pgbench, prepared": "prepared"}
"""The leanest client there is: as it comes, and with every statement planned once."""
WRITERS = (1, 8, 24)
PLENTY = 10**15
_TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
_WAIT = 60


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description="Claims per second on the ledger.")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with _database():
        print(_machine(), "\n")
        for accounts, words in ((100, "100 accounts drawn at random"), (1, "one account everybody wants")):
            rows = _measure(_accounts(accounts), options.seconds, options.rounds)
            print(f"{words}; claims a second, median of {options.rounds} rounds of {options.seconds:g} s\n")
            _table(rows)


@contextmanager
def _database() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django
    from django.db import connection

    django.setup()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _accounts(number: int) -> list[int]:
    from wotu.ledger.models import Account
    from wotu.ledger.verbs import NewAccount, open_account
    from wotu.rules.text import Text

    now, had = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), Account.objects.count()
    return [
        open_account(
            account=NewAccount("bench", f"a{had + n}", "a", "fen", Text("账户", "Account")), limit=PLENTY,
            by="bench", now=now,
        ).pk
        for n in range(number)
    ]  # fmt: skip


Rows = dict[int, dict[str, list[float]]]


def _measure(accounts: list[int], seconds: float, rounds: int) -> Rows:
    rows: Rows = {}
    for writers in WRITERS:
        rows[writers] = {way: [] for way in (*BARE, *WAYS)}
        for _ in range(rounds):
            for way, rates in rows[writers].items():
                _tidy()
                rate = _bare if way in BARE else _python
                rates.append(rate(way, accounts, writers, seconds))
    return rows


def _tidy() -> None:
    """Let every turn begin with the same tables: nobody pays for what another left behind."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry, ledger_transferline, ledger_transfer CASCADE")
        cursor.execute("UPDATE ledger_account SET held = 0")
        cursor.execute("VACUUM ANALYZE ledger_account")
        cursor.execute("CHECKPOINT")


def _bare(way: str, accounts: list[int], writers: int, seconds: float) -> float:
    from django.db import connection

    from wotu.site.embedded.server import programs

    place = connection.settings_dict
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "claim.sql"
        script.write_text(PGBENCH.format(first=min(accounts), last=max(accounts)), encoding="utf-8")
        ran = subprocess.run(
            [
                str(programs() / "pgbench"), "-n", "-M", BARE[way], "-c", str(writers), "-j",
                str(min(writers, os.cpu_count() or 1)), "-T", str(int(seconds)), "-f", str(script), "-h",
                str(place["HOST"]), "-p", str(place["PORT"]), "-U", str(place["USER"]), str(place["NAME"]),
            ],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    found = _TPS.search(ran.stdout)
    assert found, ran.stdout
    return float(found[1])


def _python(way: str, accounts: list[int], writers: int, seconds: float) -> float:
    from django.db import connections

    connections.close_all()  # nobody inherits a connection
    fork = multiprocessing.get_context("fork")
    together, counts = fork.Barrier(writers), fork.Queue()
    processes = [
        fork.Process(target=_writer, args=(way, accounts, who, seconds, together, counts))
        for who in range(writers)
    ]
    for process in processes:
        process.start()
    done = [counts.get(timeout=_WAIT + seconds * 4) for _ in processes]
    for process in processes:
        process.join()
    return sum(granted / took for granted, took in done)


def _writer(  # noqa: PLR0917
    way: str,
    accounts: list[int],
    who: int,
    seconds: float,
    together: Barrier,
    counts: "Queue[tuple[int, float]]",
) -> None:
    from django.db import connection

    connection.ensure_connection()
    claim_for(way, accounts, iter([False, False, False, True]).__next__, who + 1_000)  # warm
    together.wait(_WAIT)
    begin = time.perf_counter()
    granted, _ = claim_for(way, accounts, lambda: time.perf_counter() - begin >= seconds, who)
    counts.put((granted, time.perf_counter() - begin))
    connection.close()


def _machine() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
        name = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "")
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{name}, {os.cpu_count()} cores, embedded PostgreSQL 18, load {load}"


def _table(rows: Rows) -> None:
    ways = [*BARE, *WAYS]
    ratios = [f"ours ÷ {bare}" for bare in BARE]
    print("| writers | " + " | ".join([*ways, *ratios]) + " |")
    print("| --: |" + " --: |" * (len(ways) + len(ratios)))
    for writers, rates in rows.items():
        middle = [f"{statistics.median(rates[way]):,.0f}" for way in ways]
        over = [
            f"{statistics.median(a / b for a, b in zip(rates['ours'], rates[bare], strict=True)):.2f}"
            for bare in BARE
        ]
        print(f"| {writers} | " + " | ".join([*middle, *over]) + " |", flush=True)
    print()


if __name__ == "__main__":
    main()
