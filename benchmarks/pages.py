"""How long the server takes for a page, with 10,000 firms in the books: median and 95th percentile.

    .venv/bin/python benchmarks/pages.py [--firms 10000] [--visits 300]

Runs on a database of its own (`test_…`), removed at the end. Times are of the whole request inside
the server: sessions, access, reading facts, checking, rendering; without the network.
"""

# ruff: noqa: PLC0415 - Django must be set up before its models are imported

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
SOURCE = "benchmark"


@dataclass(frozen=True)
class Timed:
    """The times of one kind of page, in milliseconds."""

    name: str
    times: list[float]

    def line(self) -> str:
        ordered = sorted(self.times)
        p95 = ordered[int(len(ordered) * 0.95)]
        return f"| {self.name} | {statistics.median(ordered):.0f} | {p95:.0f} | {ordered[-1]:.0f} |"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--firms", type=int, default=10_000)
    arguments.add_argument("--visits", type=int, default=300)
    given = arguments.parse_args()

    import django
    from django.db import connection

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        slugs = fill(given.firms)
        print(f"{len(slugs):,} firms, {given.visits} visits each\n")
        print("| page | median ms | p95 ms | worst ms |\n|---|---|---|---|")
        for timed in measure(slugs, given.visits):
            print(timed.line(), flush=True)
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


def fill(firms: int) -> list[str]:
    """Copy the demonstration firms, with their facts and members, until there are enough."""
    from django.utils import timezone

    from wotu.facts.models import FactEntry
    from wotu.measures.demonstration import load_demonstration
    from wotu.measures.zones import zones
    from wotu.parties.models import Party

    now, today = timezone.now(), timezone.localdate()
    for zone in zones():
        load_demonstration(zone=zone, by=SOURCE, now=now, today=today)
    originals = list(Party.objects.enterprises())
    while (have := Party.objects.enterprises().count()) < firms:
        for number, firm in enumerate(originals[: firms - have]):
            copy_of(firm, have + number, FactEntry, Party)
    return list(Party.objects.enterprises().values_list("slug", flat=True))


def copy_of(firm, number: int, entries, parties) -> None:  # type: ignore[no-untyped-def]
    """Copy one firm and what belongs to it."""
    owner = None
    for party in (firm, *firm.members.all()):
        facts = list(party.facts.all())
        copied = parties(
            slug=f"{party.slug}-{number}", kind=party.kind, zone=party.zone, name=f"{party.name}{number}",
            initials=f"{party.initials}{number}", owner=owner, is_demo=True,
        )  # fmt: skip
        copied.save()
        owner = owner or copied
        for fact in facts:
            fact.pk, fact.party = None, copied
        entries.objects.bulk_create(facts)


def measure(slugs: list[str], visits: int) -> list[Timed]:
    """Visit each kind of page with a fixed choice of firms."""
    from django.test import Client

    dice, client = random.Random(1), Client()  # noqa: S311 - a fixed choice, not a secret
    chosen = [dice.choice(slugs) for _ in range(visits)]
    pages: dict[str, Callable[[str], str]] = {
        "check-up": lambda slug: f"/firms/{slug}/",
        "search by name": lambda slug: f"/?q={slug.split('-')[1]}",
        "search by initials": lambda _slug: "/?q=ysrj",
        "first page": lambda _slug: "/",
    }
    found = [
        Timed(name, [visit(client, address(slug)) for slug in chosen]) for name, address in pages.items()
    ]
    zones = {slug.split("-")[0] for slug in slugs}
    for zone in sorted(zones):
        mine = [slug for slug in slugs if slug.startswith(f"{zone}-")]
        times = [visit(client, f"/firms/{dice.choice(mine)}/") for _ in range(visits // 3)]
        found.append(Timed(f"check-up, {zone}", times))
    return found


def visit(client, path: str) -> float:  # type: ignore[no-untyped-def]
    """Return the milliseconds one request takes."""
    start = time.perf_counter()
    answer = client.get(path)
    elapsed = (time.perf_counter() - start) * 1_000
    assert answer.status_code == 200, (path, answer.status_code)
    return elapsed


if __name__ == "__main__":
    main()
