"""The board of a measure's process: where cases wait, how long each step takes, how many were in time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from wotu.cases.models import Case, CaseStep
from wotu.cases.timing import Usual, durations_of, usual_days
from wotu.measures.zones import Zone
from wotu.process.durations import Durations, Spread
from wotu.process.picture_parts import Marks
from wotu.rules.flow import Flow, Step
from wotu.rules.model import Measure


@dataclass(frozen=True)
class StepLine:
    """One step: how long it takes, how many wait in it, how many of them are past their day."""

    step: Step
    spread: Spread | None
    waiting: int
    late: int


@dataclass(frozen=True)
class Board:
    """One measure's process over the last year."""

    measure: Measure
    flow: Flow
    steps: Sequence[StepLine]
    durations: Durations
    usual: Usual | None
    under_way: int

    @property
    def in_time(self) -> int:
        """The share decided in time, in percent, never rounded up to all of it."""
        return int(self.usual.within * 100) if self.usual else 0

    @property
    def marks(self) -> Marks:
        """What is marked in the picture: where cases wait, and how long each step takes."""
        return Marks([line.step.id for line in self.steps if line.waiting], (), self.durations)


def measures_with_cases(zone: Zone) -> list[tuple[Measure, int]]:
    """Return the measures there are cases of, the most first."""
    found = Case.objects.filter(zone=zone.id).order_by().values_list("measure").annotate(n=Count("pk"))
    counted = dict(found)
    known = [(measure, counted[measure.id]) for measure in zone.measures if measure.id in counted]
    return sorted(known, key=lambda pair: -pair[1])


def board_of(zone: Zone, measure: Measure, today: dt.date) -> Board:
    """Return the board of a measure; cases under an older flow are left out of the durations."""
    flow = measure.versions[-1].flow
    found = durations_of(zone.id, measure.id, flow, today)
    waits = (
        CaseStep.objects.filter(case__zone=zone.id, case__measure=measure.id, done_at=None)
        .order_by().values_list("step").annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    )  # fmt: skip
    waiting = {step: (number, late) for step, number, late in waits}
    lines = [
        StepLine(step, found.steps.get(id_), *waiting.get(id_, (0, 0))) for id_, step in flow.steps.items()
    ]
    under_way = Case.objects.filter(zone=zone.id, measure=measure.id, state__in=("filed", "open", "approved"))
    return Board(measure, flow, lines, found, usual_days(zone.id, measure.id, today), under_way.count())
