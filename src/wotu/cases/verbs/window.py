"""At the window (窗口): accepting a case, not accepting it, the one correction it may be sent back for."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import flow_of
from wotu.cases.models import Case, Correction
from wotu.cases.progress import advance, close, finish, keep_dues, locked, log, open_step
from wotu.refusal import CannotDo
from wotu.workdays.reads import calendar


def accept_case(*, case: Case, step: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Accept a case (受理): it is complete, and the clock of the whole begins.

    Raises:
        CannotDo: it waits for a correction, or the step is done.
    """
    with transaction.atomic():
        case = locked(case, "filed")
        _refuse_while_correcting(case)
        row = open_step(case, step)
        if row.does != "accept":
            raise CannotDo("这一环节不是受理。", "This step is no acceptance.")
        case.accepted_at, case.official = now, user
        log(case, "accepted", by=user.email, now=now)
        finish(case, row, "accepted", by=user.email, now=now)
        note(verb="accept_case", about=case.about, by=user.email, now=now, zone=case.zone)
        advance(case, now=now, today=today)
    return case


def not_accept_case(*, case: Case, step: str, why: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Do not accept a case (不予受理), and say why and where to turn.

    Raises:
        CannotDo: no reason is given, it waits for a correction, or the step is done.
    """
    if not why.strip():
        raise CannotDo("请写明不予受理的理由。", "Say why the case is not accepted.")
    with transaction.atomic():
        case = locked(case, "filed")
        _refuse_while_correcting(case)
        row = open_step(case, step)
        finish(case, row, "refused", by=user.email, now=now, opinion=why.strip())
        log(case, "not_accepted", by=user.email, now=now, text=why.strip())
        note(
            verb="not_accept_case", about=case.about, by=user.email, now=now, zone=case.zone, why=why.strip()
        )
        close(case, "not_accepted", by=user.email, now=now, today=today)
    return case


def ask_correction(
    *, case: Case, reasons: Sequence[str], user: User, now: dt.datetime, today: dt.date
) -> Case:
    """Ask the firm to correct a case (补正): once only, every reason at once, in time; its clock stops.

    Raises:
        CannotDo: it was asked before, too late, or without a reason.
    """
    said = [reason.strip() for reason in reasons if reason.strip()]
    if not said:
        raise CannotDo("请一次写明全部需要补正的内容。", "Say everything that is to be corrected, at once.")
    with transaction.atomic():
        case = locked(case, "filed")
        flow = flow_of(case)
        if Correction.objects.filter(case=case).exists():
            raise CannotDo(
                "补正只能要求一次。请受理，或写明理由不予受理。",
                "A correction is asked for once only. Accept the case, or say why it is not accepted.",
            )
        filed = case.filed_at or case.made_at
        last = calendar().add_working_days(timezone.localtime(filed).date(), flow.correction).date
        if today > last:
            raise CannotDo(
                f"补正须在收到申报后{flow.correction}个工作日内提出，期限是{last}，已过。",
                f"A correction is asked for within {flow.correction} working days; {last} has passed.",
            )
        Correction.objects.create(
            case=case, reasons=said, asked_at=now, asked_by=user,
            answer_by=calendar().add_working_days(today, flow.answer).date,
        )  # fmt: skip
        log(case, "correction_asked", by=user.email, now=now, reasons=said)
        note(verb="ask_correction", about=case.about, by=user.email, now=now, zone=case.zone, reasons=said)
        keep_dues(case, today)
    return case


def answer_correction(*, case: Case, answer: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Hand in what was asked for; the clock goes on. Files and facts were added before.

    Raises:
        CannotDo: nothing was asked, or it was answered.
    """
    with transaction.atomic():
        case = locked(case, "filed")
        asked = Correction.objects.select_for_update().filter(case=case, answered_at=None).first()
        if asked is None:
            raise CannotDo("没有待补正的内容。", "No correction is waiting.")
        asked.answered_at, asked.answer = now, answer.strip()
        asked.save()
        log(case, "corrected", by=user.email, now=now, text=answer.strip())
        note(verb="answer_correction", about=case.about, by=user.email, now=now, zone=case.zone)
        keep_dues(case, today)
    return case


def _refuse_while_correcting(case: Case) -> None:
    if Correction.objects.filter(case=case, answered_at=None).exists():
        raise CannotDo(
            "正在等企业补正，补正后再办理。",
            "The firm is asked for a correction; go on once it has answered.",
        )
