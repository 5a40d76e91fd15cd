"""Offering a measure to everybody entitled (免申即享): how many have it already, the cost, what is left."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from wotu.cases.models import LIVE, BulkItem, BulkRun, Case
from wotu.findings.models import StandingAnswer
from wotu.findings.words import amount
from wotu.ledger.drawing import accounts_drawn
from wotu.ledger.models import Account
from wotu.measures.zones import Zone
from wotu.rules.model import Measure
from wotu.rules.text import Text

MOST_ITEMS = 200


@dataclass(frozen=True)
class Bulk:
    """A measure as it may be offered: how many are certainly entitled, have a case, are left; the cost."""

    measure: Measure
    entitled: int
    with_case: int
    least: int
    most: int
    account: Account | None
    run: BulkRun | None
    zone: Zone

    @property
    def left(self) -> int:
        """How many would be offered it."""
        return max(self.entitled - self.with_case, 0)

    @property
    def budget_left(self) -> int | None:
        """What is left of the account it draws on; None where none is open."""
        return None if self.account is None else self.account.left

    @property
    def is_short(self) -> bool:
        """Whether the money may not suffice."""
        return self.is_money and (self.budget_left is None or self.most > self.budget_left)

    @property
    def is_money(self) -> bool:
        """Whether money is given."""
        return self.measure.versions[-1].benefit.type == "money"

    @property
    def cost(self) -> Text | None:
        """What offering it to everybody left would cost, in words."""
        return self._words(self.least, self.most)

    @property
    def budget(self) -> Text | None:
        """What is left of the budget, in words."""
        return None if self.budget_left is None else self._words(self.budget_left, self.budget_left)

    def _words(self, low: int, high: int) -> Text | None:
        return amount(self.zone, self.measure.versions[-1].key, low, high)


def confirmed_measures(zone: Zone) -> list[Measure]:
    """Return the measures that are offered without an application."""
    return [one for one in zone.measures if any(v.process.mode == "confirm" for v in one.versions)]


def bulk_of(zone: Zone, measure: Measure, today: dt.date) -> Bulk:
    """Return a measure as it may be offered today."""
    entitled = _entitled(zone, measure)
    with_case = Case.objects.filter(zone=zone.id, measure=measure.id, state__in=LIVE)
    left = entitled.exclude(subject__in=with_case.values("subject"))
    sums = left.aggregate(least=Sum("low"), most=Sum("high"))
    drawn = accounts_drawn(zone.id, measure.versions[-1], today)
    return Bulk(
        measure, _subjects(entitled), _subjects(entitled.filter(subject__in=with_case.values("subject"))),
        sums["least"] or 0, sums["most"] or 0, drawn.get("budget") or drawn.get("pool"),
        BulkRun.objects.filter(zone=zone.id, measure=measure.id).first(), zone,
    )  # fmt: skip


def _entitled(zone: Zone, measure: Measure) -> QuerySet[StandingAnswer]:
    return StandingAnswer.objects.filter(
        zone=zone.id, measure=measure.id, status="entitled", displaced=False, window_open=True
    )


def _subjects(found: QuerySet[StandingAnswer]) -> int:
    return found.order_by().values("subject").distinct().count()


@dataclass(frozen=True)
class Progress:
    """How far a run is: offered, had one already, not offered."""

    run: BulkRun
    offered: int
    had: int
    refused: int

    @property
    def done(self) -> int:
        """How many have been seen to."""
        return self.offered + self.had + self.refused

    @property
    def runs(self) -> bool:
        """Whether it goes on."""
        return self.run.state in ("waiting", "running")


def progress_of(run: BulkRun) -> Progress:
    """Return how far a run is."""
    counted = dict(run.items.order_by().values_list("result").annotate(n=Count("pk")))
    return Progress(run, counted.get("offered", 0), counted.get("had", 0), counted.get("refused", 0))


def not_offered(run: BulkRun) -> list[BulkItem]:
    """Return whom it was not offered to, and why."""
    return list(run.items.filter(result="refused").select_related("subject")[:MOST_ITEMS])
