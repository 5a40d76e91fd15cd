"""The pages the benchmarks visit: who comes, where to, and how often beside the others."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from benchmarks.books import Books

Who = Literal["visitor", "owner", "official", "program"]


@dataclass(frozen=True)
class Kind:
    """A kind of page. `weight` is its share of the mixed load."""

    name: str
    who: Who
    address: Callable[[random.Random], str]
    weight: int = 1


def kinds(books: Books) -> list[Kind]:
    """Return every kind of page there is something to measure about."""
    desk, own = f"/desk/{books.zone.id}", f"/firms/{books.owners_firm}"
    measures = [measure.id for measure in books.zone.measures]

    def fixed(path: str) -> Callable[[random.Random], str]:
        return lambda _dice: path

    def of(pattern: str, choices: list[str]) -> Callable[[random.Random], str]:
        return lambda dice: pattern.format(dice.choice(choices))

    words = ["资金", "人才", "厂房", "研发", "上市", "subsidy", "talent"]
    return [
        Kind("first page", "visitor", fixed("/"), 8),
        Kind("search a firm by name", "visitor", of("/?q={}", ["演示软件", "精密", "科技1", "材料2"]), 4),
        Kind("search a firm by initials", "visitor", of("/?q={}", ["ysrj", "ysjm", "gcl"]), 3),
        Kind("check-up", "visitor", of("/firms/{}/", books.firms), 12),
        Kind("check-up, every zone", "visitor", of("/firms/{}/", books.everywhere[::-1][:500]), 2),
        Kind("catalogue", "visitor", fixed("/measures/"), 6),
        Kind("catalogue, searched", "visitor", of("/measures/?q={}", words), 6),
        Kind("a measure", "visitor", of("/measures/{}/", measures), 8),
        Kind("a zone", "visitor", fixed(f"/zones/{books.zone.id}/"), 3),
        Kind("quality", "visitor", fixed("/quality/"), 1),
        Kind("feed of windows", "visitor", fixed("/feeds/windows.atom"), 1),
        Kind("feed of changes", "visitor", fixed("/feeds/changes.atom"), 1),
        Kind("calendar", "visitor", fixed("/windows.ics"), 1),
        Kind("measures as data", "visitor", fixed("/measures.json"), 1),
        Kind("my facts", "owner", fixed(f"{own}/facts/"), 3),
        Kind("my entitlements", "owner", fixed(f"{own}/entitlements/"), 4),
        Kind("my inbox", "owner", fixed("/inbox/"), 3),
        Kind("my needs", "owner", fixed(f"{own}/needs/"), 2),
        Kind("desk: today", "official", fixed(f"{desk}/today/"), 4),
        Kind("desk: firms", "official", fixed(f"{desk}/firms/"), 4),
        Kind("desk: firms, filtered", "official", of(f"{desk}/firms/?q={{}}", ["科技1", "jm", "软件"]), 3),
        Kind("desk: firms, sorted", "official", fixed(f"{desk}/firms/?sort=-certain&page=20"), 2),
        Kind("desk: a firm's record", "official", of(f"{desk}/firms/{{}}/", books.firms), 4),
        Kind("desk: needs", "official", fixed(f"{desk}/needs/"), 3),
        Kind("desk: needs nothing serves", "official", fixed(f"{desk}/needs/unserved/"), 1),
        Kind("desk: facts", "official", fixed(f"{desk}/facts/"), 2),
        Kind("desk: conflicts", "official", fixed(f"{desk}/facts/conflicts/"), 1),
        Kind("desk: measures", "official", fixed(f"{desk}/measures/"), 2),
        Kind("desk: matching", "official", fixed(f"{desk}/matching/"), 2),
        Kind("desk: people", "official", fixed(f"{desk}/people/"), 1),
        Kind("desk: trail", "official", fixed(f"{desk}/people/trail/"), 1),
        Kind("desk: search", "official", of(f"{desk}/search/?q={{}}", ["科技1", "研发", "jm"]), 3),
        Kind("API: check-up", "program", of("/api/v1/firms/{}/checkup", books.firms), 4),
        Kind("API: firms", "program", fixed(f"/api/v1/firms?zone={books.zone.id}"), 3),
    ]
