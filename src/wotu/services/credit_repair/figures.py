"""How long repairs really took, without time that stood still, against the norm of a week."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from django.utils import timezone

from wotu.cases.models import Case, CaseEvent
from wotu.process.clock import Stop, worked
from wotu.process.norms import norm
from wotu.services.credit_repair.models import BodyRequest, CreditEntry
from wotu.services.credit_repair.verbs.filing import SERVICE
from wotu.workdays.reads import calendar

NORM = norm("credit_repair").value
"""Working days: a week, as reported of the zone."""


@dataclass(frozen=True)
class BodyFigure:
    """How long a body took to answer: how many answers, the median in working days, the share in time."""

    body: str
    answers: int
    median_days: float
    in_time: float


@dataclass(frozen=True)
class Figures:
    """A zone's repairs at a glance. Medians and shares are None where nothing is decided yet."""

    standing: int
    under_way: int
    repaired: int
    handled: int
    decided: int
    median_days: float | None
    in_time: float | None
    bodies: Sequence[BodyFigure]
    norm: int = NORM


def figures_of(zone: str) -> Figures:
    """Reckon a zone's figures."""
    cases = list(Case.objects.filter(zone=zone, service=SERVICE).prefetch_related("events"))
    entries = CreditEntry.objects.filter(party__zone=zone)
    days = [working_days(case) for case in cases if case.decided_at is not None]
    return Figures(
        standing=entries.filter(state="published").count(),
        under_way=entries.filter(state="repairing").count(),
        repaired=entries.filter(state="repaired").count(),
        handled=sum(case.origin == "handled" for case in cases),
        decided=len(days),
        median_days=median(days) if days else None,
        in_time=sum(day <= NORM for day in days) / len(days) if days else None,
        bodies=_bodies(zone),
    )


def working_days(case: Case) -> int:
    """Return the working days from acceptance, or filing, to the decision; stopped time does not count."""
    began, ended = case.accepted_at or case.filed_at or case.made_at, case.decided_at or case.made_at
    return worked(_day(began), _day(ended), _stops(case.events.all()), calendar())


def _bodies(zone: str) -> list[BodyFigure]:
    answered = BodyRequest.objects.filter(repair__case__zone=zone, answered_at__isnull=False)
    by_body: dict[str, list[tuple[int, bool]]] = {}
    for one in answered.order_by("body"):
        at = _day(one.answered_at) if one.answered_at else one.due
        by_body.setdefault(one.body, []).append(
            (worked(_day(one.sent_at), at, (), calendar()), at <= one.due)
        )
    return [
        BodyFigure(
            body, len(found), median(days for days, _ in found),
            sum(in_time for _, in_time in found) / len(found),
        )
        for body, found in by_body.items()
    ]  # fmt: skip


def _stops(events: Iterable[CaseEvent]) -> list[Stop]:
    stops: list[Stop] = []
    for event in events:
        day = _day(event.at)
        if event.kind in ("correction_asked", "experts_asked"):
            stops.append(Stop(day))
        elif event.kind in ("corrected", "experts_done"):
            stops = [Stop(stop.since, stop.until or day) for stop in stops]
    return stops


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()
