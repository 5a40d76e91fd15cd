"""Appeals: a decision looked at again by somebody else."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.impartial import may_answer_appeal
from wotu.cases.models import LIVE, Appeal, Case, CaseStep, Decision
from wotu.cases.progress import advance, locked, log
from wotu.process.marching import AFTER_DECIDING
from wotu.refusal import CannotDo
from wotu.workdays.reads import calendar

APPEAL_DAYS = 60
"""Calendar days in which a firm may ask for a review of a decision (行政复议法 2023, art. 20)."""
ANSWER_WITHIN = 15
"""Working days assumed for the answer: the zone's own, not a published norm."""


def last_day_to_appeal(case: Case, decision: Decision) -> dt.date:
    """Return the last day a decision may be appealed: it counts from the revocation of what was revoked."""
    since = case.closed_at if case.state == "revoked" and case.closed_at else decision.at
    return timezone.localtime(since).date() + dt.timedelta(days=APPEAL_DAYS)


def against_what(case: Case) -> str:
    """Return what an appeal would be against now: the decision, or its revocation, which came later."""
    return "revocation" if case.state == "revoked" else "decision"


def appeal(*, decision: Decision, text: str, user: User, now: dt.datetime, today: dt.date) -> Appeal:
    """Ask for a decision to be looked at again (申请复核), or for its revocation: once each.

    Raises:
        CannotDo: it is too late, was asked for already, or no reason is given.
    """
    if not text.strip():
        raise CannotDo("请写明申请复核的理由。", "Say why the decision should be looked at again.")
    with transaction.atomic():
        case = locked(decision.case, "refused", "approved", "revoked")
        if decision.round != case.round:
            raise CannotDo("这个决定已被新的决定取代。", "A later decision has taken the place of this one.")
        if today > last_day_to_appeal(case, decision):
            raise CannotDo(
                f"申请复核的期限是{APPEAL_DAYS}天，已过。",
                f"A decision is appealed within {APPEAL_DAYS} days.",
            )
        against = against_what(case)
        if Appeal.objects.filter(decision=decision, against=against).exists():
            raise CannotDo("已经申请过复核。", "This is appealed already.")
        made = Appeal.objects.create(
            decision=decision, against=against, text=text.strip(), at=now, by=user,
            answer_by=calendar().add_working_days(today, ANSWER_WITHIN).date,
        )  # fmt: skip
        log(case, "appealed", by=user.email, now=now, text=text.strip())
        note(verb="appeal", about=case.about, by=user.email, now=now, zone=case.zone)
    return made


def answer_appeal(
    *, appeal: Appeal, upheld: bool, answer: str, user: User, now: dt.datetime, today: dt.date
) -> Appeal:
    """Answer an appeal: the decision is upheld (维持), or the case goes back to be decided anew.

    What is decided anew answers every appeal of the case that still waits.

    Raises:
        CannotDo: answered already, without reasons, by whoever decided or revoked it, or another case took
            its place.
    """
    if not answer.strip():
        raise CannotDo("请写明复核决定的理由。", "Give the reasons of the answer.")
    with transaction.atomic():
        case = locked(appeal.decision.case)
        appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
        if appeal.upheld is not None:
            raise CannotDo("复核已经答复。", "This appeal is answered already.")
        if not may_answer_appeal(appeal, user.email):
            raise CannotDo(
                "作决定或撤销决定的人不能复核自己的决定。",
                "Nobody reviews what they decided or took back themselves.",
            )
        appeal.upheld, appeal.answer = upheld, answer.strip()
        appeal.answered_at, appeal.answered_by = now, user.email
        appeal.save()
        log(case, "appeal_decided", by=user.email, now=now, text=answer.strip(), upheld=upheld)
        note(verb="answer_appeal", about=case.about, by=user.email, now=now, zone=case.zone, upheld=upheld)
        if not upheld:
            Appeal.objects.filter(decision__case=case, upheld=None).update(
                upheld=False, answer=answer.strip(), answered_at=now, answered_by=user.email
            )
            _decide_anew(case, now, today)
    return appeal


def _decide_anew(case: Case, now: dt.datetime, today: dt.date) -> None:
    """Put a case that gave nothing back before its decision, as another round; reviews stay."""
    if case.state in LIVE:
        raise CannotDo(
            "已批准的办件不能重新决定，请先撤销。", "An approved case is not decided anew; revoke it first."
        )
    before = case.round
    kept = case.steps.filter(round=before).exclude(outcome="lapsed").exclude(does__in=AFTER_DECIDING)
    case.round, case.state, case.amount = before + 1, "open", None
    case.decided_at = case.closed_at = None
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        raise CannotDo(
            "同一事项已有另一个办件，不能重新决定。", "Another case has taken the place of this one."
        ) from error
    CaseStep.objects.bulk_create(
        CaseStep(
            case=case, step=one.step, round=case.round, does=one.does, office=one.office,
            department=one.department, opened_at=one.opened_at, done_at=one.done_at, outcome=one.outcome,
            opinion=one.opinion, by=one.by,
        )
        for one in kept
    )  # fmt: skip
    advance(case, now=now, today=today)
