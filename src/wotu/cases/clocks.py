"""The deadlines of a case: from its events and the calendar alone. What rows keep of them is a cache."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from wotu.cases.models import CaseEvent
from wotu.process.clock import Due, Stop, due
from wotu.rules.flow import Flow
from wotu.workdays.reads import calendar

DECIDED = "decided"


@dataclass(frozen=True)
class Clocks:
    """By when the whole is due, and each open step; None where no time is set or it is over."""

    total: Due | None
    steps: Mapping[str, Due] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether the clock of the whole stands still."""
        return self.total is not None and self.total.date is None

    @property
    def first(self) -> dt.date | None:
        """The earliest day something is due."""
        days = [one.date for one in (self.total, *self.steps.values()) if one is not None and one.date]
        return min(days, default=None)


def clocks_of(flow: Flow, events: Iterable[CaseEvent], today: dt.date) -> Clocks:
    """Reckon every deadline of a case as of a day."""
    story = _Story.of(flow, events)
    days = calendar()
    total = None
    if flow.total is not None and story.began is not None and not story.decided:
        total = due(story.began, flow.total, story.stops(), days, today)
    steps = {
        id_: due(since, within, story.stops(leaving_out=id_), days, today)
        for id_, since in story.open.items()
        if (within := flow.steps[id_].within) is not None
    }
    return Clocks(total, steps)


@dataclass
class _Story:
    """A case's events, folded: when its clock began, what is open since when, what stopped it."""

    began: dt.date | None = None
    decided: bool = False
    open: dict[str, dt.date] = field(default_factory=dict)
    paused: list[tuple[str, Stop]] = field(default_factory=list)

    @classmethod
    def of(cls, flow: Flow, events: Iterable[CaseEvent]) -> "_Story":
        story = cls()
        begins_with = "accepted" if flow.first("accept") else "filed"
        for event in events:
            day = timezone.localtime(event.at).date()
            story._take(flow, event, day, begins_with)
            story._wait_to_pay(event.detail.get("clock"), day)
        return story

    def _take(self, flow: Flow, event: CaseEvent, day: dt.date, begins_with: str) -> None:
        match event.kind:
            case "step_opened":
                self.open[event.step] = day
                if event.step in flow.steps and flow.steps[event.step].stops_clock:
                    self.paused.append((event.step, Stop(day)))
            case "step_done":
                self.open.pop(event.step, None)
                self._resume(event.step, day)
            case "correction_asked" | "experts_asked":
                self.paused.append((event.kind.split("_")[0], Stop(day)))
            case "corrected":
                self._resume("correction", day)
            case "experts_done":
                self._resume("experts", day)
            case "decided":
                self.decided = True
            case "appeal_decided" if event.detail.get("upheld") is False:
                self.decided = False
            case _:
                pass
        if event.kind == begins_with or (begins_with == "filed" and event.kind == "confirmed"):
            self.began = self.began or day

    def _wait_to_pay(self, clock: str | None, day: dt.date) -> None:
        """Stop while nothing of an award is due, such as a part that waits for the firm's sales."""
        if clock == "stop":
            self.paused.append(("payment", Stop(day)))
        elif clock == "go":
            self._resume("payment", day)

    def _resume(self, why: str, day: dt.date) -> None:
        self.paused = [
            (cause, Stop(stop.since, day) if cause == why and stop.until is None else stop)
            for cause, stop in self.paused
        ]

    def stops(self, leaving_out: str = "") -> Sequence[Stop]:
        """Return the times that do not count; a step's own time counts for itself."""
        return [stop for cause, stop in self.paused if cause != leaving_out]
