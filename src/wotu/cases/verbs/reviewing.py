"""Review by departments: opinions, countersignatures, experts; passing a case on."""

import datetime as dt
from typing import Literal

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.cases.progress import advance, finish, locked, log, open_step
from wotu.cases.refusal import CannotDo
from wotu.cases.telling import tell_office
from wotu.parties.models import Department

Opinion = Literal["agreed", "disagreed"]
REVIEWS = ("review", "countersign", "experts")


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
