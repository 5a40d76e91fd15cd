"""When windows open and close: every span between two days, as far as the texts are in force."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from wotu.measures.catalogue.offers import Offer
from wotu.rules.windows import spans_between


@dataclass(frozen=True)
class Opening:
    """One window of one measure. A beginning or end nobody stated is None; both days are inside."""

    offer: Offer
    opens: dt.date | None
    closes: dt.date | None

    @property
    def name(self) -> str:
        """What this window is called for good: the measure and its first, else its last day."""
        return f"{self.offer.id}.{self.opens or self.closes}"

    def is_open(self, on: dt.date) -> bool:
        """Tell whether applications are taken on a day."""
        return (self.opens or dt.date.min) <= on <= (self.closes or dt.date.max)


def openings(offers: Iterable[Offer], first: dt.date, last: dt.date) -> list[Opening]:
    """Return every window that touches the days from `first` to `last`, by its beginning."""
    found = {opening.name: opening for one in offers for opening in _of(one, first, last)}
    return sorted(found.values(), key=lambda o: (o.opens or dt.date.min, o.closes or dt.date.max, o.offer.id))


def _of(one: Offer, first: dt.date, last: dt.date) -> Iterable[Opening]:
    for version in one.measure.versions:
        begins, ends = version.valid_from or dt.date.min, version.valid_to or dt.date.max
        for opens, closes in spans_between(version.window, max(first, begins), min(last, ends)):
            opens, closes = max(opens, begins), min(closes, ends)  # noqa: PLW2901 - as far as in force
            yield Opening(
                one, None if opens == dt.date.min else opens, None if closes == dt.date.max else closes
            )
