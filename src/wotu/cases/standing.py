"""Where a case stands, from its events alone. What its rows say of it is a cache of this."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from wotu.cases.models import CaseEvent
from wotu.process.marching import is_over, still_done
from wotu.rules.flow import Flow

ENDS = ("not_accepted", "withdrawn", "declined", "revoked", "unfunded")


@dataclass
class Standing:
    """A case's events, folded under the flow it goes through now.

    `open` are the steps that wait, with when they were opened; `done` those of this round that are done.
    """

    flow: Flow
    round: int = 1
    offered: bool = False
    end: str = ""
    outcome: str = ""
    amount: int | None = None
    open: dict[str, dt.datetime] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        """The state its row keeps."""
        if self.end or self.outcome == "refused":
            return self.end or "refused"
        if self.outcome == "approved":
            return "delivered" if is_over(self.flow, self.done) and not self.open else "approved"
        if self.offered:
            return "offered"
        return "filed" if awaits_acceptance(self.flow, self.open) else "open"


def standing_of(flow: Flow, events: Iterable[CaseEvent]) -> Standing:
    """Fold a case's events, in the order they were written."""
    found = Standing(flow)
    for event in events:
        _take(found, event)
    return found


def awaits_acceptance(flow: Flow, open_: Iterable[str]) -> bool:
    """Tell whether one of these open steps is the window's acceptance."""
    return any(id_ in flow.steps and flow.steps[id_].does == "accept" for id_ in open_)


def _take(found: Standing, event: CaseEvent) -> None:
    match event.kind:
        case "offered" | "confirmed":
            found.offered = event.kind == "offered"
        case "step_opened":
            found.open[event.step] = event.at
            found.done.discard(event.step)
        case "step_done":
            found.open.pop(event.step, None)
            found.done.add(event.step)
        case "rebased":
            found.open = {step: at for step, at in found.open.items() if step not in event.detail["lapsed"]}
        case "decided":
            found.outcome, found.amount = event.detail["outcome"], event.detail["amount"]
        case "appeal_decided" if event.detail["upheld"] is False:
            _anew(found)
        case _:
            found.end = event.kind if event.kind in ENDS else found.end
    if found.end or found.outcome == "refused":
        found.open.clear()


def _anew(found: Standing) -> None:
    found.round += 1
    found.end, found.outcome, found.amount = "", "", None
    found.done = still_done(found.flow.steps, found.done)
