"""The board of a measure's process: where cases wait, how long each step takes, how many were in time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q

from wotu.cases.asking import flow_of
from wotu.cases.clocks import days_of
from wotu.cases.models import Case, CaseStep
from wotu.cases.reads import MOST_MEASURED, YEAR, Usual, usual_days
from wotu.measures.zones import Zone
from wotu.process.durations import Durations, Spread, durations
from wotu.rules.flow import Flow, Step
from wotu.rules.model import Measure
from wotu.workdays.reads import calendar

Heat = Literal["", "calm", "soon", "overdue"]
HALF = 0.5


@dataclass(frozen=True)
class StepLine:
    """One step: how long it takes, how many wait in it, how many of them are past their day."""

    step: Step
    spread: Spread | None
    waiting: int
    late: int

    @property
    def heat(self) -> Heat:
        """How hot it is: the usual time against the time allowed; nothing where either is not known."""
        if self.spread is None or not self.step.within:
            return "soon" if self.late else ""
        share = self.spread.median / self.step.within
        return "overdue" if share > 1 else "soon" if share > HALF else "calm"

    @property
    def share(self) -> int:
        """The usual time against the time allowed, in percent, at most 100."""
        if self.spread is None or not self.step.within:
            return 0
        return min(round(100 * self.spread.median / self.step.within), 100)


@dataclass(frozen=True)
class Board:
    """One measure's process over the last year."""

    measure: Measure
    flow: Flow
    steps: Sequence[StepLine]
    whole: Spread | None
    usual: Usual | None
    under_way: int


def measures_with_cases(zone: Zone) -> list[tuple[Measure, int]]:
    """Return the measures there are cases of, the most first."""
    found = Case.objects.filter(zone=zone.id).order_by().values_list("measure").annotate(n=Count("pk"))
    counted = dict(found)
    known = [(measure, counted[measure.id]) for measure in zone.measures if measure.id in counted]
    return sorted(known, key=lambda pair: -pair[1])


def board_of(zone: Zone, measure: Measure, today: dt.date) -> Board:
    """Return the board of a measure; cases under an older flow are left out of the durations."""
    flow = measure.versions[-1].flow
    recent = Case.objects.filter(zone=zone.id, measure=measure.id, decided_at__date__gte=today - YEAR)
    cases = recent.select_related("pin").prefetch_related("events").order_by("-decided_at")[:MOST_MEASURED]
    histories = [
        list(days_of(list(case.events.all()))) for case in cases if flow_of(case).steps.keys() == flow.steps.keys()
    ]
    found: Durations = durations(flow, histories, calendar())
    waits = (
        CaseStep.objects.filter(case__zone=zone.id, case__measure=measure.id, done_at=None)
        .order_by().values_list("step").annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    )  # fmt: skip
    waiting = {step: (number, late) for step, number, late in waits}
    lines = [
        StepLine(step, found.steps.get(id_), *waiting.get(id_, (0, 0))) for id_, step in flow.steps.items()
    ]
    under_way = Case.objects.filter(zone=zone.id, measure=measure.id, state__in=("filed", "open", "approved"))
    return Board(
        measure, flow, lines, found.whole, usual_days(zone.id, measure.id, today), under_way.count()
    )
