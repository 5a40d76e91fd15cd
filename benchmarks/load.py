"""How much the site serves over real HTTP: people at once on mixed pages, for a bounded time.

    .venv/bin/python -m benchmarks.load [--firms 10000] [--people 16] [--seconds 30]

The site is served as `wotu run` serves it (gunicorn, the embedded PostgreSQL), on the loopback and from a
database of its own (`test_…`), removed at the end. Everybody asks for the next page as soon as the last has
come. Those who ask share the processors with the site and the database.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import http.client
import os
import random
import signal
import socket
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.database import filled

if TYPE_CHECKING:
    from benchmarks.books import Books
    from benchmarks.visits import Kind

LOCAL = "127.0.0.1"
WARM_UP = 3.0
PATIENCE = 30.0
TOKENS = 8
"""Programs: each token has a limit of its own."""


@dataclass
class Seen:
    """What came back: milliseconds by kind of page, and how often something else than a page."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    """Fill, serve, load, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--firms", type=int, default=10_000)
    arguments.add_argument("--people", type=int, default=16)
    arguments.add_argument("--seconds", type=float, default=30)
    given = arguments.parse_args()

    with filled(given.firms) as books:
        load(books, given.people, given.seconds)


def load(books: "Books", people: int, seconds: float) -> None:
    """Serve the site, have people come at once, print a table."""
    from django.db import connections

    from benchmarks.visits import kinds

    pages, headers = kinds(books), _headers(books)
    connections.close_all()
    with served() as port:
        _visits(port, pages, headers, people, WARM_UP)
        start = time.perf_counter()
        seen = _visits(port, pages, headers, people, seconds)
        took = time.perf_counter() - start
    report(seen, took, people, len(books.firms))


def _headers(books: "Books") -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return what each who comes shows: a session, a token, nothing."""
    from django.conf import settings
    from django.test import Client

    from benchmarks.books import token_of

    def session(user: object) -> Mapping[str, str]:
        client = Client()
        client.force_login(user)  # type: ignore[arg-type]
        return {"Cookie": f"sessionid={client.cookies[settings.SESSION_COOKIE_NAME].value}"}

    return {
        "visitor": [{}], "owner": [session(books.owner)], "official": [session(books.official)],
        "program": [{"Authorization": f"Bearer {token_of(books)}"} for _ in range(TOKENS)],
    }  # fmt: skip


@contextmanager
def served() -> Iterator[int]:
    """Serve the site in a process of its own, and stop it afterwards; yield its port."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port: int = probe.getsockname()[1]
    site = os.fork()
    if site == 0:
        from wotu.site import serving

        try:
            serving.serve(LOCAL, port)
        finally:
            os._exit(0)
    try:
        _wait(port)
        yield port
    finally:
        os.kill(site, signal.SIGTERM)
        os.waitpid(site, 0)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((LOCAL, port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the site did not start")


def _visits(
    port: int,
    kinds: "Sequence[Kind]",
    headers: Mapping[str, Sequence[Mapping[str, str]]],
    people: int,
    seconds: float,
) -> Seen:
    seen, until, lock = Seen(), time.perf_counter() + seconds, threading.Lock()

    def person(number: int) -> None:
        dice = random.Random(number)  # noqa: S311 - a fixed choice, not a secret
        line = http.client.HTTPConnection(LOCAL, port, timeout=PATIENCE)
        while time.perf_counter() < until:
            kind = dice.choices(kinds, [kind.weight for kind in kinds])[0]
            status, elapsed = _ask(line, kind.address(dice), dice.choice(headers[kind.who]))
            with lock:
                seen.times[kind.name].append(elapsed)
                if status != "200":
                    seen.errors[f"{kind.name}: {status}"] += 1
        line.close()

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _ask(line: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> tuple[str, float]:
    start = time.perf_counter()
    try:
        line.request("GET", _quoted(path), headers=dict(headers))
        answer = line.getresponse()
        answer.read()
        status = str(answer.status)
    except (OSError, http.client.HTTPException) as error:
        line.close()
        status = type(error).__name__
    return status, (time.perf_counter() - start) * 1_000


def _quoted(path: str) -> str:
    return quote(path, safe="/?=&-.")


def report(seen: Seen, seconds: float, people: int, firms: int) -> None:
    """Print requests a second, and the times of each kind of page."""
    every = [one for times in seen.times.values() for one in times]
    errors = sum(seen.errors.values())
    print(f"{firms:,} firms, {people} people at once, {seconds:.0f} s: {len(every):,} pages,")
    print(f"{len(every) / seconds:.0f} a second, {errors} errors\n")
    print("| page | visits | p50 ms | p95 ms | p99 ms |\n| --- | --: | --: | --: | --: |")
    for name, times in {**seen.times, "all": every}.items():
        figures = " | ".join(f"{percentile(times, share):.0f}" for share in (50, 95, 99))
        print(f"| {name} | {len(times)} | {figures} |")
    for what, number in seen.errors.items():
        print(f"error: {what} × {number}")


def percentile(times: Sequence[float], share: int) -> float:
    """Return the time that a share of visits, in percent, did not exceed."""
    if len(times) < 2:
        return times[0]
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    main()
