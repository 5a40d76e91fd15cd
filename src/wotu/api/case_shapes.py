"""From cases to what the API says of them."""

import datetime as dt

from wotu.api import case_schemas as c
from wotu.api.schemas import AmountOut
from wotu.api.shapes import words
from wotu.cases import reads
from wotu.cases.models import Case, Correction
from wotu.cases.stages import Stage, standing_of
from wotu.measures.zones import Zone, zone
from wotu.refusal import CannotDo

_UNITS = {"money": "fen", "credit_line": "fen", "rate": "millionth"}


def case_out(case: Case, now: dt.datetime) -> c.CaseOut:
    """Return a case in brief."""
    return c.CaseOut(**_brief(case, _zone(case), now))


def case_detail(case: Case, now: dt.datetime, *, for_firm: bool) -> c.CaseDetail:
    """Return a case with everything; for the firm without what is internal."""
    where = _zone(case)
    decision = case.decisions.order_by("-round").first()
    asked = Correction.objects.filter(case=case).first()
    return c.CaseDetail(
        **_brief(case, where, now),
        steps=[_step(stage) for stage in standing_of(case, now).stages],
        correction=c.CorrectionOut(
            reasons=asked.reasons, answer_by=asked.answer_by, answered_at=asked.answered_at
        ) if asked else None,
        decision=c.DecisionOut(
            outcome=decision.outcome,  # type: ignore[arg-type]  # the database allows nothing else
            amount=decision.amount, text=decision.text, at=decision.at, code=decision.code,
        ) if decision else None,
        happened=[
            c.HappenedOut(at=one.at, kind=one.kind, title=words(one.title), text=one.text)
            for one in reads.timeline(case, for_firm=for_firm)
        ],
    )  # fmt: skip


def _brief(case: Case, where: Zone, now: dt.datetime) -> dict:  # type: ignore[type-arg]
    low, high = (case.low, case.high) if case.amount is None else (case.amount, case.amount)
    amount = AmountOut(low=low, high=high, unit=_UNITS.get(case.unit, case.unit))
    return {
        "id": case.pk, "number": case.number, "zone": case.zone, "firm": case.enterprise.slug,
        "subject": case.subject.slug, "measure": case.measure, "version": case.version,
        "title": words(reads.title(where, case)), "state": case.state, "origin": case.origin,
        "amount": None if low is None and high is None else amount, "light": reads.light_of(case, now),
        "due": case.due, "filed_at": case.filed_at, "decided_at": case.decided_at,
    }  # fmt: skip


def _step(stage: Stage) -> c.StepOut:
    due = stage.due.date if stage.due and stage.where == "open" else None
    return c.StepOut(
        id=stage.step.id, does=stage.step.does, label=words(stage.step.label), where=stage.where,
        office=stage.step.office, department=words(stage.department),
        outcome=stage.row.outcome if stage.row else "", due=due,
    )  # fmt: skip


def _zone(case: Case) -> Zone:
    found = zone(case.zone)
    if found is None:
        raise LookupError(f"the zone {case.zone} is not served")
    return found


def reasons_of(refused: CannotDo) -> list[tuple[str, str]]:
    """Return every reason of a refusal, in both languages."""
    return [("", f"{one.zh} {one.en}") for one in refused.reasons]
