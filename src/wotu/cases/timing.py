"""How long cases really take (实际用时), and how many are in time: from their events, stopped time left out.

Nothing is published about a handful of cases: it would be somebody's own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from wotu.cases.asking import flow_of
from wotu.cases.clocks import days_of, days_taken
from wotu.cases.models import Case, CaseEvent
from wotu.process.durations import Spread, durations
from wotu.process.reckoning import Event
from wotu.workdays.reads import calendar

FEWEST = 5
"""Fewer decided cases than this publish no figure: the zone's own choice."""
MOST_MEASURED = 500
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Timing:
    """What the decided cases of a measure took over the last year, in working days.

    `in_time` is the share decided within the time of the whole, None where none is set. `steps` holds only
    what enough cases went through.
    """

    whole: Spread
    steps: Mapping[str, Spread] = field(default_factory=dict)
    in_time: float | None = None


def timing_of(zone: str, measure: str, today: dt.date, fewest: int = FEWEST) -> Timing | None:
    """Return how long a measure's cases took in the last year; None for too few of them.

    Only cases that went through the same steps as most are measured together.
    """
    cases = list(_decided(zone, today).filter(measure=measure)[:MOST_MEASURED])
    if len(cases) < fewest:
        return None
    by_flow: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        by_flow.setdefault(tuple(flow_of(case).steps), []).append(case)
    most = max(by_flow.values(), key=len)
    found = durations(flow_of(most[0]), [_story(case) for case in most], calendar())
    if found.whole is None or found.whole.count < fewest:
        return None
    steps = {id_: one for id_, one in found.steps.items() if one.count >= fewest}
    return Timing(found.whole, steps, _share_in_time(cases))


def in_time(zone: str, today: dt.date, fewest: int = FEWEST) -> Mapping[str, float]:
    """Return the share decided in time over the last year by measure, where there are enough cases."""
    by_measure: dict[str, list[Case]] = {}
    for case in _decided(zone, today):
        by_measure.setdefault(case.measure, []).append(case)
    shares = {id_: _share_in_time(cases) for id_, cases in by_measure.items() if len(cases) >= fewest}
    return {id_: share for id_, share in shares.items() if share is not None}


def _decided(zone: str, today: dt.date) -> QuerySet[Case]:
    return (
        Case.objects.filter(zone=zone, decided_at__date__gte=today - YEAR)
        .with_pin()
        .prefetch_related("events")
        .order_by("-decided_at")
    )


def _story(case: Case) -> Sequence[Event]:
    events: Iterable[CaseEvent] = case.events.all()
    return list(days_of(list(events)))


def _share_in_time(cases: Sequence[Case]) -> float | None:
    timed = [
        (days, flow.total)
        for case in cases
        if (flow := flow_of(case)).total is not None
        and (days := days_taken(flow, case.events.all())) is not None
    ]
    return sum(days <= (total or 0) for days, total in timed) / len(timed) if timed else None
