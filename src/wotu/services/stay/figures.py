"""Figures of a station: how full it was, how long people stayed, who was turned away."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Sum

from wotu.ledger.models import Account
from wotu.services.stay.models import Stay
from wotu.services.stay.pool import DAY, nights


@dataclass(frozen=True)
class Figures:
    """A station over some nights. Beds are counted by night; a share is None where there was no bed."""

    starts: dt.date
    ends: dt.date
    beds: int
    slept: int
    promised: int
    by_night: Sequence[tuple[dt.date, int, int]]
    applied: int
    refused: int
    lapsed: int
    given_up: int
    left: int
    nights_of_left: int

    @property
    def occupancy(self) -> int | None:
        """How much of the beds is taken, slept in or promised, in whole percent."""
        return round(100 * (self.slept + self.promised) / self.beds) if self.beds else None

    @property
    def average_nights(self) -> float | None:
        """How many nights those who left had stayed on average."""
        return round(self.nights_of_left / self.left, 1) if self.left else None


def figures_of(zone: str, starts: dt.date, ends: dt.date) -> Figures:
    """Return the figures of a zone's station over nights, and of the applications sent in that time."""
    rows = (
        Account.objects.filter(
            zone=zone, family__startswith=f"{zone}.stay/", starts__gte=starts, starts__lt=ends
        )
        .values("starts").annotate(all=Sum("limit"), slept=Sum("posted"), kept=Sum("held"))
    )  # fmt: skip
    found = {row["starts"]: row for row in rows}
    by_night = [
        (night, found[night]["slept"] + found[night]["kept"], found[night]["all"])
        if night in found
        else (night, 0, 0)
        for night in nights(starts, ends)
    ]
    stays = Stay.objects.filter(zone=zone)
    sent = stays.filter(case__filed_at__date__gte=starts, case__filed_at__date__lt=ends)
    over = stays.filter(state="over", left_at__date__gte=starts, left_at__date__lt=ends)
    spent = over.aggregate(days=Sum(F("slept_until") - F("starts")))["days"]
    return Figures(
        starts, ends, sum(row["all"] for row in found.values()),
        sum(row["slept"] for row in found.values()), sum(row["kept"] for row in found.values()), by_night,
        sent.count(), sent.filter(case__state__in=("refused", "not_accepted")).count(),
        sent.filter(state="lapsed").count(),
        sent.filter(Q(state="given_up") & ~Q(case__state__in=("refused", "not_accepted"))).count(),
        over.count(),
        spent // DAY if isinstance(spent, dt.timedelta) else int(spent or 0),
    )  # fmt: skip
