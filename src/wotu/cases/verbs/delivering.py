"""The end of a case: delivered, or an award taken back."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.cases.progress import advance, close, finish, keep_dues, locked, log, open_step
from wotu.refusal import CannotDo


def deliver(*, case: Case, step: str, text: str, by: str, now: dt.datetime, today: dt.date) -> Case:
    """Say that what was awarded has been given (兑付、交付); with the last step the case is closed."""
    with transaction.atomic():
        case = locked(case, "approved")
        row = open_step(case, step)
        if row.does not in ("pay", "deliver"):
            raise CannotDo("这一环节不是兑现。", "This step delivers nothing.")
        delivered(case, row.step, text=text, by=by, now=now, today=today)
        note(verb="deliver", about=case.about, by=by, now=now, zone=case.zone, step=step)
    return case


def delivered(case: Case, step: str, *, text: str, by: str, now: dt.datetime, today: dt.date) -> None:
    """Close a delivering step, and the case with the last; the caller holds the case locked."""
    row = open_step(case, step)
    log(case, "paid" if row.does == "pay" else "delivered", by=by, now=now, step=step, text=text)
    finish(case, row, "done", by=by, now=now, opinion=text)
    advance(case, now=now, today=today)


def revoke_case(*, case: Case, why: str, by: str, now: dt.datetime, today: dt.date) -> Case:
    """Take an award back (撤销): what was held goes back; what was paid is reclaimed by the payments.

    Raises:
        CannotDo: no reason is given.
    """
    if not why.strip():
        raise CannotDo("请写明撤销的理由。", "Say why the award is taken back.")
    with transaction.atomic():
        case = locked(case, "approved", "delivered")
        log(case, "revoked", by=by, now=now, text=why.strip())
        note(verb="revoke_case", about=case.about, by=by, now=now, zone=case.zone, why=why.strip())
        close(case, "revoked", by=by, now=now, today=today)
    return case


def end_unfunded(case: Case, *, text: str, by: str, now: dt.datetime, today: dt.date) -> None:
    """End an approved case to which the rounds of its pool granted nothing: a letter says so.

    The decision stands; what it awarded cannot be paid. The caller holds the case locked.
    """
    log(case, "unfunded", by=by, now=now, text=text)
    close(case, "unfunded", by=by, now=now, today=today)


def came_back(case: Case, *, text: str, by: str, now: dt.datetime, today: dt.date) -> None:
    """Open the paying step again: the bank returned a payment (退票). The caller holds the case locked."""
    if case.state == "delivered":
        case.state, case.closed_at = "approved", None
        case.save()
    row = case.steps.filter(round=case.round, does="pay", done_at__isnull=False).order_by("-done_at").first()
    if row is not None and case.state == "approved":
        row.opened_at, row.done_at, row.outcome, row.by, row.opinion = now, None, "", "", ""
        row.save()
        log(case, "step_opened", by=by, now=now, step=row.step, department=row.department)
    log(case, "noted", by=by, now=now, text=text)
    keep_dues(case, today)
