"""Public notice of awards, and objections to them."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.impartial import may_answer_objections
from wotu.cases.models import Notice, Objection
from wotu.cases.objectors import reach_objector
from wotu.cases.progress import SYSTEM, advance, close, finish, locked, log
from wotu.facts.models import Evidence
from wotu.refusal import CannotDo

UNDER_NOTICE = ("open", "approved")
"""States of a case on public notice: what is proposed, or what is decided."""
SUSTAINED = "公示期间的异议经核实成立。"
"""What a firm is told of a sustained objection where nobody wrote more."""


def check_runs(notice: Notice, today: dt.date) -> None:
    """Tell whether objections are still taken; asked before files are looked at.

    Raises:
        CannotDo: the notice is over.
    """
    if notice.ended_at is not None or today > notice.until:
        raise CannotDo("公示已经结束。", "The public notice is over.")


def object_to(
    *, notice: Notice, name: str, contact: str, text: str, evidence: Evidence | None, now: dt.datetime,
    today: dt.date,
) -> Objection:  # fmt: skip
    """Object to an award on public notice (异议): in writing, signed, with a way to be reached.

    Raises:
        CannotDo: the notice is over, or name, contact or reason are missing.
    """
    if not (name.strip() and contact.strip() and text.strip()):
        raise CannotDo(
            "请写明异议理由，署真实姓名，并留联系方式。",
            "Say why you object, sign with your name, and leave a way to reach you.",
        )
    with transaction.atomic():
        case = locked(notice.case)
        notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        check_runs(notice, today)
        objection = Objection.objects.create(
            notice=notice, name=name.strip(), contact=contact.strip(), text=text.strip(), evidence=evidence,
            at=now,
        )  # fmt: skip
        log(case, "objected", by="public", now=now, for_firm=False, objection=objection.pk)
        note(verb="object_to", about=case.about, by="public", now=now, zone=case.zone, objection=objection.pk)
    return objection


def answer_objection(
    *, objection: Objection, sustained: bool, answer: str, user: User, now: dt.datetime, today: dt.date,
    for_firm: str = "",
) -> Objection:  # fmt: skip
    """Answer an objection, with reasons. A sustained one takes the award back (撤销).

    The answer is for whoever objected and may tell who that is: the firm never reads it. It is told
    `for_firm`, or where that is empty the bare finding. What was only proposed is left to whoever decides,
    with the objection on record.

    Raises:
        CannotDo: it is answered already, no reason is given, or it is answered by whoever reviewed or decided
            the case.
    """
    if not answer.strip():
        raise CannotDo("请写明答复的理由。", "Give the reasons of the answer.")
    with transaction.atomic():
        case = locked(objection.notice.case)
        objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
        if objection.sustained is not None:
            raise CannotDo("这条异议已经答复。", "This objection is answered already.")
        if not may_answer_objections(case, user.email):
            raise CannotDo(
                "审核过或决定过这件的人不能答复异议，请由他人答复。",
                "Whoever reviewed or decided the case cannot answer; somebody else has to.",
            )
        objection.sustained, objection.answer = sustained, answer.strip()
        objection.answered_at, objection.answered_by = now, user.email
        objection.save()
        log(
            case, "objection_answered", by=user.email, now=now, for_firm=False, objection=objection.pk,
            sustained=sustained,
        )  # fmt: skip
        note(
            verb="answer_objection", about=case.about, by=user.email, now=now, zone=case.zone,
            objection=objection.pk, sustained=sustained,
        )  # fmt: skip
        reach_objector(objection, user)
        if sustained and case.state == "approved":
            log(case, "revoked", by=user.email, now=now, text=for_firm.strip() or SUSTAINED)
            close(case, "revoked", by=user.email, now=now, today=today)
    return objection


def end_notice(*, notice: Notice, now: dt.datetime, today: dt.date) -> bool:
    """End a public notice whose time is over and whose objections are answered; tell whether it ended."""
    with transaction.atomic():
        case = locked(notice.case)
        notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        waits = notice.objections.filter(sustained=None).exists()
        if notice.ended_at is not None or today <= notice.until or waits or case.state not in UNDER_NOTICE:
            return False
        notice.ended_at = now
        notice.save(update_fields=["ended_at"])
        log(case, "notice_ended", by=SYSTEM, now=now)
        note(verb="end_notice", about=case.about, by=SYSTEM, now=now, zone=case.zone)
        for row in case.steps.select_for_update().filter(round=case.round, does="notice", done_at=None):
            finish(case, row, "done", by=SYSTEM, now=now)
        advance(case, now=now, today=today)
    return True
