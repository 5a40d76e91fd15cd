"""How long it really took (实际用时): medians and quantiles in working days, stopped time left out."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from wotu.calendar import WorkingCalendar
from wotu.process.clock import worked
from wotu.process.reckoning import Event, Story
from wotu.rules.flow import Flow


@dataclass(frozen=True, slots=True)
class Spread:
    """Working days over `count` cases: half took at most `median`, nine in ten at most `nine_in_ten`."""

    count: int
    median: float
    quarter: int
    three_quarters: int
    nine_in_ten: int
    longest: int


@dataclass(frozen=True, slots=True)
class Durations:
    """What finished cases took: the whole to its decision, and each step.

    `left_out` counts the cases without a decision: still under way, or taken back.
    """

    whole: Spread | None = None
    steps: Mapping[str, Spread] = field(default_factory=dict)
    left_out: int = 0


Heat = Literal["quick", "in_time", "slow", "late"]
"""How the median compares with the norm: at most half of it, within it, at most half above it, beyond."""
HEATS: tuple[Heat, ...] = ("quick", "in_time", "slow", "late")


def heat(took: Spread | None, within: int | None) -> Heat | None:
    """Return how hot a step is; None where it has no norm or nothing is known."""
    if took is None or within is None:
        return None
    if took.median <= within / 2:
        return "quick"
    if took.median <= within:
        return "in_time"
    return "slow" if took.median <= within * 1.5 else "late"


def spread(days: Sequence[int]) -> Spread | None:
    """Return how numbers of days are spread; None where there are none."""
    if not days:
        return None
    ranked = sorted(days)

    def at(share: float) -> int:
        return ranked[max(math.ceil(share * len(ranked)) - 1, 0)]

    return Spread(len(ranked), float(median(ranked)), at(0.25), at(0.75), at(0.9), ranked[-1])


def durations(flow: Flow, histories: Iterable[Sequence[Event]], calendar: WorkingCalendar) -> Durations:
    """Return what decided cases of a flow took; a step counts once it is done."""
    wholes: list[int] = []
    steps: dict[str, list[int]] = {id_: [] for id_ in flow.steps}
    left_out = 0
    for events in histories:
        story = Story.of(flow, events)
        if story.decided is None or story.began is None:
            left_out += 1
            continue
        wholes.append(worked(story.began, story.decided, story.stops(), calendar))
        for id_ in story.spans.keys() & story.done:
            last = max(event.day for event in events)
            steps[id_].append(story.spent(id_, calendar, last))
    spreads = {id_: found for id_, days in steps.items() if (found := spread(days)) is not None}
    return Durations(spread(wholes), spreads, left_out)
