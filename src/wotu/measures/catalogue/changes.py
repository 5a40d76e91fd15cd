"""What is new: texts that came into force, replaced another, or ended, by the dates the packs state."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wotu.measures.catalogue.offers import Offer
from wotu.rules.model import Version

What = Literal["new", "changed", "ended"]


@dataclass(frozen=True)
class Change:
    """One thing that happened to a measure on a day."""

    offer: Offer
    version: Version
    what: What
    on: dt.date

    @property
    def name(self) -> str:
        """What this change is called for good."""
        return f"{self.version.key}.{self.what}.{self.on}"


def changes(offers: Iterable[Offer], until: dt.date) -> list[Change]:
    """Return what happened up to a day, the latest first. A text without dates has no place here."""
    found = [change for one in offers for change in _of(one) if change.on <= until]
    return sorted(found, key=lambda change: (-change.on.toordinal(), change.name))


def _of(one: Offer) -> Iterable[Change]:
    versions = one.measure.versions
    begun = [version.valid_from for version in versions if version.valid_from]
    for version in versions:
        if version.valid_from:
            first = version.valid_from == min(begun) and len(begun) == len(versions)
            yield Change(one, version, "new" if first else "changed", version.valid_from)
    ends = [version.valid_to for version in versions]
    last = max((end for end in ends if end), default=None)
    if last and None not in ends:
        version = next(version for version in versions if version.valid_to == last)
        yield Change(one, version, "ended", last + dt.timedelta(days=1))
