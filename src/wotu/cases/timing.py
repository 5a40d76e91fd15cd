"""How long cases really take (实际用时), and how many are in time; stopped time is left out."""

import datetime as dt
from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet

from wotu.cases.asking import flow_of
from wotu.cases.clocks import days_of, days_taken
from wotu.cases.models import Case
from wotu.process.durations import Durations, durations
from wotu.rules.flow import Flow
from wotu.workdays.reads import calendar

FEWEST = 3
"""Below so many decided cases no usual time is published: it would be somebody's own."""
MOST_MEASURED = 200
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Usual:
    """How long it takes: the median in working days of so many cases of a year; the share in time."""

    days: float
    cases: int
    within: float

    @property
    def figure(self) -> str:
        """The median as it is written."""
        return f"{self.days:g}"


def usual_days(zone: str, measure: str, today: dt.date) -> Usual | None:
    """Return the usual time from acceptance to decision, stopped time left out; None for too few cases."""
    taken = [
        (days, flow.total)
        for case in _decided(zone, measure, today)
        if (days := days_taken(flow := flow_of(case), case.events.all())) is not None
    ]
    if len(taken) < FEWEST:
        return None
    in_time = sum(total is None or days <= total for days, total in taken)
    return Usual(median(days for days, _ in taken), len(taken), in_time / len(taken))


def durations_of(zone: str, measure: str, flow: Flow, today: dt.date) -> Durations:
    """Return what decided cases took in every step, for the zone itself: of however few.

    Cases that went through other steps than those of `flow` are left out.
    """
    histories = [
        list(days_of(list(case.events.all())))
        for case in _decided(zone, measure, today)
        if flow_of(case).steps.keys() == flow.steps.keys()
    ]
    return durations(flow, histories, calendar())


def _decided(zone: str, measure: str, today: dt.date) -> QuerySet[Case]:
    found = Case.objects.filter(zone=zone, measure=measure, decided_at__date__gte=today - YEAR)
    return found.with_pin().prefetch_related("events").order_by("-decided_at")[:MOST_MEASURED]
