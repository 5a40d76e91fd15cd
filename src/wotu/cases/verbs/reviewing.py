"""Review by departments: opinions, countersignatures, experts; passing a case on."""

import datetime as dt
from typing import Literal

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.impartial import REVIEWS
from wotu.cases.models import Case
from wotu.cases.progress import advance, finish, is_with_experts, keep_dues, locked, log, open_step
from wotu.cases.reads import open_rows
from wotu.cases.taking import may_pass_on
from wotu.cases.telling import News, tell_office, tell_officials
from wotu.parties.models import Appointment, Department, held_on
from wotu.refusal import CannotDo
from wotu.rules.text import Text

Opinion = Literal["agreed", "disagreed"]


def give_opinion(
    *, case: Case, step: str, opinion: Opinion, text: str, user: User, now: dt.datetime, today: dt.date
) -> Case:
    """Give a department's opinion (审核、会签), or record the experts' (专家意见). Who disagrees says why.

    Raises:
        CannotDo: the step is no review, is done, or no reason is given.
    """
    if opinion == "disagreed" and not text.strip():
        raise CannotDo("不同意要写明理由。", "Who disagrees says why.")
    with transaction.atomic():
        case = locked(case, "open", "approved")
        row = open_step(case, step)
        if row.does not in REVIEWS:
            raise CannotDo("这一环节不是审核。", "This step is no review.")
        finish(case, row, opinion, by=user.email, now=now, opinion=text.strip(), for_firm=False)
        note(
            verb="give_opinion", about=case.about, by=user.email, now=now, zone=case.zone, step=step,
            opinion=opinion,
        )  # fmt: skip
        advance(case, now=now, today=today)
    return case


def pass_on_case(*, case: Case, department: str, why: str, user: User, now: dt.datetime) -> Case:
    """Pass a case on to another department (转办); its deadlines stay.

    Raises:
        CannotDo: there is no such department, it is there already, or no reason is given.
    """
    if not why.strip():
        raise CannotDo("请写明转办的理由。", "Say why the case is passed on.")
    with transaction.atomic():
        case = locked(case, "filed", "open")
        known = Department.objects.filter(zone=case.zone, slug=department).exists()
        if not known or department == case.department:
            raise CannotDo("请选择另一个部门。", "Choose another department.")
        before, case.department, case.official = case.department, department, None
        case.save()
        passed = list(case.steps.filter(done_at=None, department=before))
        for row in passed:
            row.department = department
            row.save(update_fields=["department"])
            tell_office(case, row, by=user.email, now=now)
        log(
            case, "transferred", by=user.email, now=now, text=why.strip(), department=department,
            before=before,
        )  # fmt: skip
        note(
            verb="pass_on_case", about=case.about, by=user.email, now=now, zone=case.zone, before=before,
            department=department, why=why.strip(),
        )  # fmt: skip
    return case


def take_case(*, case: Case, user: User, now: dt.datetime) -> Case:
    """Take a case on oneself: it is answered for by this official from now on."""
    with transaction.atomic():
        case = locked(case, "filed", "open", "approved")
        case.official = user
        case.save(update_fields=["official"])
        note(verb="take_case", about=case.about, by=user.email, now=now, zone=case.zone)
    return case


def hand_over(*, case: Case, to: User, why: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Hand a case over to another official (移交), who is told; its deadlines stay.

    Raises:
        CannotDo: no reason is given, it is theirs already, or they hold no office that handles its cases.
    """
    if not why.strip():
        raise CannotDo("请写明移交的理由。", "Say why the case is handed over.")
    with transaction.atomic():
        case = locked(case, "filed", "open", "approved")
        waiting = open_rows(case)
        held = Appointment.objects.filter(held_on(today), user=to, department__zone=case.zone)
        posts = held.values_list("department__zone", "department__slug", "role")
        if case.official_id == to.pk or not may_pass_on(set(posts), case, waiting):
            raise CannotDo(
                "请选择承办部门的另一位同事。", "Choose another colleague of a department the case is with."
            )
        before = case.official.email if case.official else ""
        case.official = to
        case.save(update_fields=["official"])
        event = log(
            case, "transferred", by=user.email, now=now, text=why.strip(), for_firm=False, before=before,
            to=to.email,
        )  # fmt: skip
        note(
            verb="hand_over", about=case.about, by=user.email, now=now, zone=case.zone, before=before,
            to=to.email, why=why.strip(),
        )  # fmt: skip
        news = News(
            Text(f"办件{case.number}移交给您", f"Case {case.number} was handed over to you"),
            (Text(why.strip(), why.strip()),),
        )
        tell_officials(case, news, {to.pk}, key=f"case:{case.pk}:{event.pk}", by=user.email, now=now)
    return case


def ask_experts(*, case: Case, why: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Send a case to experts (送专家评审) outside its process; its clock stops until they answer.

    Raises:
        CannotDo: it is with experts already, or nothing says what they are asked.
    """
    if not why.strip():
        raise CannotDo("请写明请专家评审什么。", "Say what the experts are asked.")
    with transaction.atomic():
        case = locked(case, "open")
        if is_with_experts(case):
            raise CannotDo("已经送专家评审。", "The case is with experts already.")
        log(case, "experts_asked", by=user.email, now=now, text=why.strip())
        note(verb="ask_experts", about=case.about, by=user.email, now=now, zone=case.zone, why=why.strip())
        keep_dues(case, today)
    return case


def record_experts(*, case: Case, text: str, user: User, now: dt.datetime, today: dt.date) -> Case:
    """Record what the experts said; the clock goes on.

    Raises:
        CannotDo: it is not with experts, or nothing was written.
    """
    if not text.strip():
        raise CannotDo("请写下专家意见。", "Write what the experts said.")
    with transaction.atomic():
        case = locked(case, "open")
        if not is_with_experts(case):
            raise CannotDo("没有送专家评审。", "The case is not with experts.")
        log(case, "experts_done", by=user.email, now=now, text=text.strip(), for_firm=False)
        note(verb="record_experts", about=case.about, by=user.email, now=now, zone=case.zone)
        keep_dues(case, today)
    return case
