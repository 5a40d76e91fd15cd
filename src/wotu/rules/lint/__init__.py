"""Reviewing packs: what a careful reader would ask about, never what is dropped.

Every family is a module with a `review`; a new check is a new module and a line in the table.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from wotu.rules.dates import day_number
from wotu.rules.lint import fair_competition, money, processes, reach, sources, tiers
from wotu.rules.lint.finding import Finding, Reviewed, Severity
from wotu.rules.model import PackSet

__all__ = ["FAMILIES", "Finding", "Severity", "review"]

FAMILIES: tuple[Callable[[Reviewed], Iterator[Finding]], ...] = (
    fair_competition.review,
    reach.review,
    tiers.review,
    money.review,
    sources.review,
    processes.review,
)


def review(packs: PackSet, on: dt.date) -> list[Finding]:
    """Review every text in force on a day, and what has expired by then."""
    versions = list(packs.versions_on(on))
    found = [
        finding
        for version in versions
        for family in FAMILIES
        for finding in family(Reviewed(version, packs, day_number(on)))
    ]
    found += money.review_together(packs, versions)
    found += [f for measure in packs.measures.values() for f in sources.review_measure(measure, on)]
    found += [finding for pack in packs.packs.values() for finding in sources.review_pack(pack)]
    found += [finding for pack in packs.packs.values() for finding in processes.review_pack(pack, packs)]
    return list(dict.fromkeys(found))
