"""What can be changed about people: departments, appointments, delegations."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.people.appointing import appointee, tell
from wotu.desk.people.forms import NewDelegation, NewDepartment, NewOfficial
from wotu.desk.people.views import page
from wotu.look.language import current
from wotu.parties import directory
from wotu.parties.models import Appointment
from wotu.parties.offices import appoint, delegate, end_appointment, register_department
from wotu.parties.words import OFFICE_NAMES
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("appoint")
@require_POST
def appoint_official(request: HttpRequest, zone: str) -> HttpResponse:
    """Appoint somebody by their address; who has no account yet gets one, and a mail."""
    where = open_zone(actor(request), zone, "appoint")
    form = NewOfficial(zone, request.POST)
    if not form.is_valid():
        return page(request, zone, official=form, status=422)
    given, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            user = appointee(email=given["email"], name=given["name"], by=actor(request).by, now=now)
            appoint(
                user=user, department=given["department"], role=given["role"], since=given["since"],
                until=given["until"], by=actor(request).by, now=now,
            )  # fmt: skip
    except CannotDo as refused:
        form.add_error(None, refused.text[current()])
        return page(request, zone, official=form, status=409)
    role = OFFICE_NAMES[given["role"]]
    links = [request.build_absolute_uri(reverse(f"account_{name}")) for name in ("login", "reset_password")]
    tell(user, where.pack.zone.zh, f"{role.zh} {role.en}", *links)
    return _said(
        request, zone, Text(f"已任命{user.name}为{role.zh}。", f"{user.name} is appointed as {role.en}.")
    )


@open_to("appoint")
@require_POST
def add_department(request: HttpRequest, zone: str) -> HttpResponse:
    """Register a department, or rename one."""
    open_zone(actor(request), zone, "appoint")
    form = NewDepartment(request.POST)
    if not form.is_valid():
        return page(request, zone, department=form, status=422)
    found = register_department(zone=zone, by=actor(request).by, now=timezone.now(), **form.cleaned_data)
    return _said(request, zone, Text(f"已登记{found.name_zh}。", f"{found.name_en} is registered."))


@open_to("desk")
@require_POST
def end_office(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """End an office: the administrator any, everybody what they delegated themselves."""
    open_zone(actor(request), zone, "desk")
    office = _office(zone, id_)
    source = office.delegated_from
    is_own_delegation = source is not None and source.user == actor(request).user
    if not is_own_delegation and not actor(request).may("appoint", zone):
        raise Http404
    return _try(
        request,
        zone,
        lambda: end_appointment(
            appointment=office, on=timezone.localdate(), by=actor(request).by, now=timezone.now()
        ),
        Text(f"{office.user.name} 的这个岗位已结束。", f"{office.user.name} no longer holds this office."),
    )


@open_to("desk")
@require_POST
def delegate_office(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Let a colleague act in one's own office until a day."""
    open_zone(actor(request), zone, "desk")
    office = _office(zone, id_)
    user, today = actor(request).user, timezone.localdate()
    form = NewDelegation(request.POST)
    colleagues = {each.pk: each for each in directory.colleagues(zone, today, but=office.user_id)}
    if user is None or office.user != user:
        raise Http404
    if not form.is_valid() or form.cleaned_data["to"] not in colleagues:
        messages.error(request, _CHOOSE[current()])
        return HttpResponseRedirect(reverse("desk:people:home", args=[zone]))
    to, until = colleagues[form.cleaned_data["to"]], form.cleaned_data["until"]
    return _try(
        request,
        zone,
        lambda: delegate(
            appointment=office, holder=user, to=to, until=until, today=today, now=timezone.now()
        ),
        Text(
            f"{to.name} 可以代办到{until}的前一天。",
            f"{to.name} stands in for you until the day before {until}.",
        ),
    )


_CHOOSE = Text("请选择一位同事，并填写结束日期。", "Choose a colleague and give the day it ends.")


def _office(zone: str, id_: int) -> Appointment:
    found = directory.office(zone, id_, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _try(request: HttpRequest, zone: str, act: Callable[[], object], done: Text) -> HttpResponse:
    try:
        act()
    except CannotDo as refused:
        messages.error(request, refused.text[current()])
        return HttpResponseRedirect(reverse("desk:people:home", args=[zone]))
    return _said(request, zone, done)


def _said(request: HttpRequest, zone: str, done: Text) -> HttpResponse:
    messages.success(request, done[current()])
    may_still = actor(request).may("desk", zone)
    return HttpResponseRedirect(
        reverse("desk:people:home", args=[zone]) if may_still else reverse("portal:mine")
    )
