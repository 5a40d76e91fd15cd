"""From what happened to every clock of a case: a pure fold of its events over its flow and the calendar."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from wotu.calendar import WorkingCalendar
from wotu.process.clock import Due, Stop, due, worked
from wotu.process.marching import open_steps, still_done
from wotu.rules.flow import Flow, Step

Kind = Literal[
    "filed", "confirmed", "accepted", "correction_asked", "corrected", "experts_asked", "experts_done",
    "stopped", "resumed", "step_opened", "step_done", "decided", "reopened", "ended",
]  # fmt: skip
_STOPS: dict[str, str] = {"correction_asked": "correction", "experts_asked": "experts", "stopped": "stopped"}
_RESUMES: dict[str, str] = {"corrected": "correction", "experts_done": "experts", "resumed": "stopped"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. `step` names the step it is about, or tells one stop from another.

    Events come in the order they happened; the order of a day's events matters only between those about
    the same thing.
    """

    day: dt.date
    kind: Kind
    step: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Every clock of a case, as of a day. None where no time is set, or it does not run yet or any more.

    `whole` is due by the decision; `steps` holds the open steps that have a time. `stopped`: the time of the
    whole stands still. `lapsed` are the open steps whose silence now counts as consent (默认同意).
    """

    whole: Due | None
    steps: Mapping[str, Due]
    stopped: bool
    lapsed: tuple[str, ...] = ()


def reckon(flow: Flow, events: Iterable[Event], calendar: WorkingCalendar, today: dt.date) -> Reckoning:
    """Return every clock of a case from its events up to and with `today`.

    The whole runs from acceptance, or from filing where nothing is accepted, to the decision. It stands still
    while a correction or experts are waited for, while the case is stopped, and while a step that stops the
    clock is open; a step's own time counts for itself. A step nobody opened is open once it can be taken.
    """
    story = Story.of(flow, [event for event in events if event.day <= today])
    stops = story.stops()
    whole = None
    if flow.total is not None and story.began is not None and story.decided is None and not story.ended:
        whole = due(story.began, flow.total, stops, calendar, today)
    steps = {
        id_: due(since, within, story.stops(id_), calendar, today)
        for id_, since in story.open.items()
        if (within := story.steps[id_].within) is not None
    }
    return Reckoning(
        whole, steps, any(stop.until is None for stop in stops),
        tuple(id_ for id_, one in steps.items() if story.steps[id_].deemed and one.date and one.date < today),
    )  # fmt: skip


@dataclass
class Story:
    """The events of a case, folded: when its time began, what is open since when, when time stood still."""

    flow: Flow
    steps: Mapping[str, Step]
    filed: dt.date | None = None
    began: dt.date | None = None
    decided: dt.date | None = None
    ended: dt.date | None = None
    open: dict[str, dt.date] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    spans: dict[str, list[tuple[dt.date, dt.date | None]]] = field(default_factory=dict)
    causes: list[tuple[str, Stop]] = field(default_factory=list)

    @classmethod
    def of(cls, flow: Flow, events: Sequence[Event]) -> "Story":
        """Fold events; those of one day keep their order."""
        story = cls(flow, flow.steps)
        for event in sorted(events, key=lambda event: event.day):
            story._take(event)
            story._reach(event.day)
        return story

    def stops(self, leaving_out: str = "") -> tuple[Stop, ...]:
        """Return the times that do not count; a step's own time counts for itself."""
        return tuple(stop for cause, stop in self.causes if cause != f"step:{leaving_out}")

    def spent(self, step: str, calendar: WorkingCalendar, today: dt.date) -> int:
        """Return the working days a step has taken, over all times it was open."""
        stops = self.stops(step)
        return sum(worked(since, until or today, stops, calendar) for since, until in self.spans[step])

    def _take(self, event: Event) -> None:
        day, kind = event.day, event.kind
        if kind in _STOPS:
            self._stop(f"{_STOPS[kind]}:{event.step}", day)
        elif kind in _RESUMES:
            self._resume(f"{_RESUMES[kind]}:{event.step}", day)
        elif kind == "step_opened":
            self._open(event.step, day)
        elif kind == "step_done":
            self._done(event.step, day)
        elif kind == "reopened":
            self._reopen(day)
        elif kind == "ended":
            self._end(day)
        self._mark(event)

    def _mark(self, event: Event) -> None:
        """Keep the days the whole is reckoned from."""
        day, kind = event.day, event.kind
        if kind in ("filed", "confirmed"):
            self.filed = self.filed or day
        if kind == "accepted" or (kind in ("filed", "confirmed") and self.flow.first("accept") is None):
            self.began = self.began or day
        if kind == "decided":
            self.decided = day

    def _reach(self, day: dt.date) -> None:
        """Open the steps that can be taken by now and were not open before."""
        if self.filed is None or self.ended:
            return
        for step in open_steps(self.flow, self.done):
            if step.id not in self.open:
                self._open(step.id, day)

    def _open(self, id_: str, day: dt.date) -> None:
        if id_ not in self.steps:
            return
        self.done.discard(id_)
        spans = self.spans.setdefault(id_, [])
        if id_ in self.open:
            spans.pop()
            self.causes = [(c, s) for c, s in self.causes if c != f"step:{id_}" or s.until is not None]
        self.open[id_] = day
        spans.append((day, None))
        if self.steps[id_].stops_clock:
            self._stop(f"step:{id_}", day)

    def _done(self, id_: str, day: dt.date) -> None:
        self.done.add(id_)
        if id_ in self.open:
            since = self.open.pop(id_)
            self.spans[id_][-1] = (since, day)
        elif id_ in self.steps:
            self.spans.setdefault(id_, [(day, day)])
        self._resume(f"step:{id_}", day)
        if id_ in self.steps and self.steps[id_].does == "decide":
            self.decided = self.decided or day

    def _reopen(self, day: dt.date) -> None:
        """Go on with a decided case: the time since the decision does not count.

        It is decided once more, and what comes after a decision comes after that one.
        """
        if self.decided is not None:
            self.causes.append(("reopened:", Stop(self.decided, day)))
        self.done = still_done(self.steps, self.done)
        self.decided = self.ended = None

    def _end(self, day: dt.date) -> None:
        for id_ in list(self.open):
            self.spans[id_][-1] = (self.open.pop(id_), day)
        self.causes = [
            (cause, Stop(stop.since, day) if stop.until is None else stop) for cause, stop in self.causes
        ]
        self.ended = day

    def _stop(self, cause: str, day: dt.date) -> None:
        if not any(one == cause and stop.until is None for one, stop in self.causes):
            self.causes.append((cause, Stop(day)))

    def _resume(self, cause: str, day: dt.date) -> None:
        self.causes = [
            (one, Stop(stop.since, day) if one == cause and stop.until is None else stop)
            for one, stop in self.causes
        ]
