"""The deadlines of a case: from its events and the calendar alone. What rows keep of them is a cache."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.utils import timezone

from wotu.calendar import WorkingCalendar
from wotu.cases.models import OVER, CaseEvent
from wotu.cases.standing import ENDS, Standing, standing_of
from wotu.process.clock import Due, worked
from wotu.process.reckoning import Event, Kind, Reckoning, Story, reckon
from wotu.rules.flow import Flow
from wotu.workdays.reads import calendar

_AS_THEY_ARE = frozenset({
    "filed", "confirmed", "accepted", "correction_asked", "corrected", "experts_asked", "experts_done",
    "step_opened", "step_done", "decided",
})  # fmt: skip


@dataclass(frozen=True)
class Clocks:
    """By when the whole is due, and each open step; None where no time is set or it is over.

    `lapsed` are the open steps whose silence counts as consent by now (默认同意).
    """

    total: Due | None
    steps: Mapping[str, Due] = field(default_factory=dict)
    stopped: bool = False
    lapsed: tuple[str, ...] = ()

    @property
    def first(self) -> dt.date | None:
        """The earliest day something is due."""
        days = [one.date for one in (self.total, *self.steps.values()) if one is not None and one.date]
        return min(days, default=None)


def clocks_of(
    flow: Flow, events: Iterable[CaseEvent], today: dt.date, known: WorkingCalendar | None = None
) -> Clocks:
    """Reckon every deadline of a case as of a day, by the calendar that counts or by another one."""
    events = list(events)
    return clocks_at(standing_of(flow, events), reckon(flow, days_of(events), known or calendar(), today))


def clocks_at(stands: Standing, found: Reckoning) -> Clocks:
    """Keep of what was reckoned what the case still has before it."""
    steps = {id_: due for id_, due in found.steps.items() if id_ in stands.open}
    over = stands.state in OVER
    return Clocks(
        None if over else found.whole, steps, found.stopped and not over,
        tuple(id_ for id_ in found.lapsed if id_ in steps),
    )  # fmt: skip


def days_taken(flow: Flow, events: Iterable[CaseEvent]) -> int | None:
    """Return the working days from acceptance to decision, stopped time left out; None before a decision."""
    story = Story.of(flow, list(days_of(list(events))))
    if story.began is None or story.decided is None:
        return None
    return worked(story.began, story.decided, story.stops(), calendar())


def days_of(events: Sequence[CaseEvent]) -> Iterator[Event]:
    """Say what happened to a case in the words of the reckoning: on which day, of which kind."""
    for event in events:
        day = timezone.localtime(event.at).date()
        if event.kind in _AS_THEY_ARE:
            yield Event(day, cast(Kind, event.kind), event.step if "step" in event.kind else "")
        elif event.kind in ENDS:
            yield Event(day, "ended")
        elif event.kind == "appeal_decided" and event.detail["upheld"] is False:
            yield Event(day, "reopened")
        if event.kind == "step_done" and event.detail.get("outcome") == "refused":
            yield Event(day, "ended")
        if (clock := event.detail.get("clock")) is not None:  # while nothing of an award is due yet
            yield Event(day, "stopped" if clock == "stop" else "resumed", "payment")
