"""Moving a case on: opening the steps that may be taken now, and keeping what rows cache of its deadlines."""

import datetime as dt
from collections.abc import Sequence

from wotu.cases.asking import flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.codes import new_code
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case, CaseEvent, CaseStep, Notice
from wotu.cases.reads import open_rows
from wotu.cases.standing import awaits_acceptance
from wotu.cases.telling import announce, tell_office
from wotu.process.marching import is_over, open_steps
from wotu.refusal import CannotDo
from wotu.rules.flow import Flow, Step

SYSTEM = "wotu"
WRITTEN = ("accepted", "not_accepted", "correction_asked", "unfunded")
"""Events a letter is sent about; a decision has its own."""


def locked(case: Case, *states: str) -> Case:
    """Return a case, locked for the transaction.

    Raises:
        CannotDo: it is in none of the states the step is taken from.
    """
    found = (
        Case.objects.select_for_update(of=("self",))
        .with_pin()
        .select_related("enterprise", "subject")
        .get(pk=case.pk)
    )
    if states and found.state not in states:
        raise CannotDo(
            f"办件{found.number}现在是“{found.get_state_display()}”，不能这样办。请刷新页面看最新进展。",
            f"Case {found.number} is “{found.get_state_display()}” now. Reload to see where it stands.",
        )
    return found


def log(
    case: Case, kind: str, *, by: str, now: dt.datetime, step: str = "", department: str = "", text: str = "",
    for_firm: bool = True, **detail: object,
) -> CaseEvent:  # fmt: skip
    """Write down something that happened to a case, and tell whom it concerns; the caller holds it locked.

    What a letter is sent about gets the letter's code.
    """
    if kind in WRITTEN:
        detail["code"] = new_code()
    event = CaseEvent.objects.create(
        case=case, at=now, kind=kind, step=step, department=department or case.department, by=by, text=text,
        for_firm=for_firm, detail=detail,
    )  # fmt: skip
    announce(case, event)
    return event


def open_step(case: Case, step: str) -> CaseStep:
    """Return a step that is open now, locked.

    Raises:
        CannotDo: it is not open: done by somebody else, or not reached yet.
    """
    found = case.steps.select_for_update().filter(step=step, round=case.round, done_at=None).first()
    if found is None:
        raise CannotDo(
            "这一环节已由他人办结，或还没轮到。请刷新页面看最新进展。",
            "This step was done by somebody else, or is not reached yet. Reload the page.",
        )
    return found


def is_with_experts(case: Case) -> bool:
    """Tell whether a case is with experts outside its process, and its clock stands still for them."""
    last = case.events.filter(kind__in=("experts_asked", "experts_done")).last()
    return last is not None and last.kind == "experts_asked"


def finish(
    case: Case, step: CaseStep, outcome: str, *, by: str, now: dt.datetime, opinion: str = "",
    for_firm: bool = True,
) -> None:  # fmt: skip
    """Close a step with what came of it."""
    step.done_at, step.outcome, step.by, step.opinion = now, outcome, by, opinion
    step.save()
    log(
        case, "step_done", by=by, now=now, step=step.step, department=step.department, text=opinion,
        for_firm=for_firm, outcome=outcome,
    )  # fmt: skip


def advance(case: Case, *, now: dt.datetime, today: dt.date) -> None:
    """Open whatever may be done now; what does itself is done, and the case moves on.

    The caller holds the case locked and saved what it changed: its state follows here.
    """
    from wotu.cases.selfdone import done_by_itself  # noqa: PLC0415 - the two call each other

    flow, moved = flow_of(case), True
    rows: dict[str, CaseStep] = {}
    while moved:
        rows = {row.step: row for row in case.steps.filter(round=case.round)}
        done = {id_ for id_, row in rows.items() if row.done_at is not None and row.outcome != "lapsed"}
        fresh = [step for step in open_steps(flow, done) if step.id not in rows or rows[step.id].done_at]
        rows |= {step.id: _reach(case, step, rows.get(step.id), now) for step in fresh}
        _follow(case, flow, done, {id_ for id_, row in rows.items() if row.done_at is None}, now)
        moved = any([done_by_itself(case, step, rows[step.id], now=now, today=today) for step in fresh])  # noqa: C419
    keep_dues(case, today, flow, [row for row in rows.values() if row.done_at is None])


def _follow(case: Case, flow: Flow, done: set[str], waiting: set[str], now: dt.datetime) -> None:
    """Let the state of the case follow from what is done and what waits."""
    if case.state in ("filed", "open"):
        case.state = "filed" if awaits_acceptance(flow, waiting) else "open"
    elif case.state == "approved" and not waiting and is_over(flow, done):
        case.state, case.closed_at = "delivered", now


def _reach(case: Case, step: Step, lapsed: CaseStep | None, now: dt.datetime) -> CaseStep:
    row = lapsed or CaseStep(case=case, step=step.id, round=case.round)
    row.does, row.office, row.department = step.does, step.office, step.department or case.department
    row.opened_at, row.done_at, row.outcome, row.by, row.opinion = now, None, "", "", ""
    row.save()
    log(case, "step_opened", by=SYSTEM, now=now, step=step.id, department=row.department)
    tell_office(case, row, by=SYSTEM, now=now)
    return row


def keep_dues(
    case: Case, today: dt.date, flow: Flow | None = None, waiting: Sequence[CaseStep] | None = None
) -> None:
    """Keep the deadlines of a case and its open steps where a queue can be sorted by them."""
    if waiting is None:
        waiting = open_rows(case)
    clocks = clocks_of(flow or flow_of(case), case.events.all(), today)
    changed = []
    for step in waiting:
        one = clocks.steps.get(step.step)
        if step.due != (one.date if one else None):
            step.due = one.date if one else None
            changed.append(step)
    CaseStep.objects.bulk_update(changed, ["due"])
    case.due, case.is_stopped = clocks.first, clocks.stopped
    case.save()


def close(case: Case, state: str, *, by: str, now: dt.datetime, today: dt.date) -> None:
    """End a case without an award, or one that lost it: open steps lapse, its kind gives back what it had."""
    case.steps.filter(done_at=None).update(done_at=now, outcome="lapsed", by=by, due=None)
    Notice.objects.filter(case=case, ended_at=None).update(ended_at=now)
    case.state, case.closed_at, case.due, case.is_stopped = state, now, None, False
    case.save()
    kind = kind_of(case.service)
    if kind is not None:
        kind.ended(case=case, by=by, now=now, today=today)
