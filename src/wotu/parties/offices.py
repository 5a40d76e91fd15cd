"""Writing offices: departments, who is appointed to them, and who stands in for whom until when."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.parties.models import OFFICES, Appointment, Department, held_on
from wotu.refusal import CannotDo

LONGEST_DELEGATION_DAYS = 183
"""A longer absence is an appointment (任命), not a delegation (授权代办)."""


def register_department(
    *, zone: str, slug: str, name_zh: str, name_en: str, by: str, now: dt.datetime
) -> Department:
    """Register a department of a zone, or rename the one of this slug. Repeating it changes nothing."""
    names = {"name_zh": name_zh.strip(), "name_en": name_en.strip()}
    with transaction.atomic():
        department, created = Department.objects.get_or_create(zone=zone, slug=slug, defaults=names)
        stale = any(getattr(department, field) != name for field, name in names.items())
        if stale:
            Department.objects.filter(pk=department.pk).update(**names)
            department.refresh_from_db()
        if created or stale:
            note(verb="register_department", about=f"{zone}/{slug}", by=by, now=now, zone=zone, **names)
    return department


def appoint(
    *,
    user: User,
    department: Department,
    role: str,
    since: dt.date,
    by: str,
    now: dt.datetime,
    until: dt.date | None = None,
) -> Appointment:
    """Appoint a person to an office (任命) from `since`, until the day before `until` or for good.

    Raises:
        CannotDo: no such role, it would end before it began, or it overlaps the same office.
    """
    _know(role)
    _forward(since, until)
    with transaction.atomic():
        _lock(department)
        _refuse_overlap(user, department, role, since, until)
        appointment = Appointment.objects.create(
            user=user, department=department, role=role, since=since, until=until, given_by=by
        )
        _note("appoint", appointment, by, now)
    return appointment


def end_appointment(*, appointment: Appointment, on: dt.date, by: str, now: dt.datetime) -> Appointment:
    """End an office, with every delegation of it: from `on` it no longer holds.

    Raises:
        CannotDo: it has ended already, or nobody would be left to appoint anybody.
    """
    with transaction.atomic():
        _lock(appointment.department)
        appointment = Appointment.objects.select_related("department", "user").get(pk=appointment.pk)
        end = max(on, appointment.since)
        if appointment.until is not None and appointment.until <= end:
            raise CannotDo("这个岗位已经结束。", "This office has ended already.")
        _keep_an_administrator(appointment, end)
        for each in (appointment, *appointment.delegations.filter(Q(until=None) | Q(until__gt=end))):
            each.until = max(end, each.since)
            each.save(update_fields=["until"])
            _note("end_appointment", each, by, now)
    return appointment


def delegate(
    *, appointment: Appointment, holder: User, to: User, until: dt.date, today: dt.date, now: dt.datetime
) -> Appointment:
    """Let a colleague act in the holder's own office (授权代办) from today until the day before `until`.

    Raises:
        CannotDo: it is not the holder's own office today, or was itself delegated to them; the end
            is past, too far, or after the office's own; or the colleague has the office already.
    """
    with transaction.atomic():
        _lock(appointment.department)
        appointment = Appointment.objects.select_related("department").get(pk=appointment.pk)
        _refuse_delegation(appointment, holder, to, until, today)
        _refuse_overlap(to, appointment.department, appointment.role, today, until)
        delegation = Appointment.objects.create(
            user=to, department=appointment.department, role=appointment.role, since=today, until=until,
            given_by=holder.email, delegated_from=appointment,
        )  # fmt: skip
        _note("delegate", delegation, holder.email, now)
    return delegation


def _know(role: str) -> None:
    if role not in dict(OFFICES):
        raise CannotDo("没有这个岗位角色。", "There is no such role of an official.")


def _forward(since: dt.date, until: dt.date | None) -> None:
    if until is not None and until <= since:
        raise CannotDo("结束日期要晚于开始日期。", "The end must come after the beginning.")


def _lock(department: Department) -> None:
    Department.objects.select_for_update().get(pk=department.pk)


def _refuse_overlap(
    user: User, department: Department, role: str, since: dt.date, until: dt.date | None
) -> None:
    same = Appointment.objects.filter(user=user, department=department, role=role)
    overlapping = same.filter(Q(until=None) | Q(until__gt=since))
    if until is not None:
        overlapping = overlapping.filter(since__lt=until)
    # an office that ended on the day it began never held
    if any(each.until != each.since for each in overlapping):
        raise CannotDo(
            f"{user.name} 在这段时间已经有这个岗位；请先结束原来的，或改一改日期。",
            f"{user.name} holds this office in that time already; end it first, or change the dates.",
        )


def _refuse_delegation(
    appointment: Appointment, holder: User, to: User, until: dt.date, today: dt.date
) -> None:
    if appointment.user_id != holder.pk or not appointment.holds_on(today):
        raise CannotDo("只能授权自己现有的岗位。", "Only an office you hold today can be delegated.")
    if appointment.delegated_from_id is not None:
        raise CannotDo("别人授权给您的岗位不能再转授。", "What was delegated to you stops with you.")
    if to.pk == holder.pk:
        raise CannotDo("请选择另一位同事。", "Choose somebody else.")
    if not today < until <= today + dt.timedelta(days=LONGEST_DELEGATION_DAYS):
        raise CannotDo(
            f"结束日期要在今天之后，最长{LONGEST_DELEGATION_DAYS}天。",
            f"The end must come after today, at most {LONGEST_DELEGATION_DAYS} days from now.",
        )
    if appointment.until is not None and until > appointment.until:
        raise CannotDo(
            f"您自己的岗位到{appointment.until}为止，授权不能更长。",
            f"Your own office ends on {appointment.until}; a delegation cannot outlast it.",
        )


def _keep_an_administrator(appointment: Appointment, end: dt.date) -> None:
    if appointment.role != "zone_admin" or appointment.delegated_from_id is not None:
        return
    others = Appointment.objects.filter(
        held_on(end), department__zone=appointment.department.zone, role="zone_admin", delegated_from=None
    ).exclude(pk=appointment.pk)
    if not others.exists():
        raise CannotDo(
            "这是园区最后一位管理员；请先任命另一位。",
            "This is the zone's last administrator; appoint another one first.",
        )


def _note(verb: str, appointment: Appointment, by: str, now: dt.datetime) -> None:
    where = appointment.department
    note(
        verb=verb, about=f"{where.zone}/{where.slug}", by=by, now=now, zone=where.zone,
        user=appointment.user.email, role=appointment.role, since=str(appointment.since),
        until=str(appointment.until or ""), delegated=appointment.delegated_from_id is not None,
    )  # fmt: skip
