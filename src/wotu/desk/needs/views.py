"""The queue of needs by urgency, and each need with its steps."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_need, open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.accounts.models import User
from wotu.look import language
from wotu.measures.zones import Zone, zone
from wotu.needs import verbs
from wotu.needs.counts import topic_label
from wotu.needs.deadlines import light
from wotu.needs.models import LONGEST, Need
from wotu.needs.reads import department_label, departments, lights, queue, said_about
from wotu.needs.suggest import offer, offers, suggest_for
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.workdays.reads import calendar

STATES = {
    "open": Text("待办", "To do"), "answered": Text("待企业确认", "With the firm"),
    "closed": Text("已办结", "Settled"), "all": Text("全部", "All"),
}  # fmt: skip


@open_to("answer_needs")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the queue, the most urgent first."""
    where, today = open_zone(actor(request), zone, "answer_needs"), timezone.localdate()
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    department, words = request.GET.get("department", ""), request.GET.get("q", "")[:100]
    found = queue(where.id, today, department=department, state=state, words=words)
    names = {one.slug: one.label for one in departments(where.id)}
    days = calendar()
    rows = [
        (one, light(one, today, days), names.get(one.department, Text(one.department, one.department)),
         topic_label(one.topic))
        for one in found
    ]  # fmt: skip
    context = {
        "zone": where, "rows": rows, "states": STATES, "state": state, "departments": names, "q": words,
        "department": department, "lights": lights(where.id, today, department=department),
        "filtered": bool(words or department or state != "open"),
    }  # fmt: skip
    return render(request, "desk/needs/home.html", context)


@open_to("answer_needs")
@never_cache
@require_safe
def need(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show one need with its steps."""
    about, where = open_need(actor(request), zone, number)
    return _need(request, about, where)


@open_to("answer_needs")
@never_cache
@require_POST
def step(request: HttpRequest, zone: str, number: int, step: str) -> HttpResponse:
    """Take a step of the desk's: take up, answer, note, pass on, close."""
    about, where = open_need(actor(request), zone, number)
    if step not in _STEPS:
        raise Http404
    try:
        done = _STEPS[step](request, about, user_of(request))
    except CannotDo as refused:
        return _need(request, about, where, mistake=refused.text)
    messages.success(request, done[language.current()])
    return HttpResponseRedirect(reverse("desk:needs:need", args=[zone, number]))


def _take_up(_request: HttpRequest, need: Need, user: User) -> Text:
    verbs.take_up_need(need=need, user=user, now=timezone.now())
    return Text("已受理，由您经办。", "Taken up; it is yours.")


def _answer(request: HttpRequest, need: Need, user: User) -> Text:
    verbs.answer_need(need=need, text=request.POST.get("text", ""), user=user, now=timezone.now())
    return Text("答复已发给企业。", "The answer was sent to the firm.")


def _say(request: HttpRequest, need: Need, user: User) -> Text:
    internal = "internal" in request.POST
    verbs.write_message(
        need=need, text=request.POST.get("text", ""), user=user, side="desk", now=timezone.now(),
        is_internal=internal,
    )  # fmt: skip
    if internal:
        return Text("内部备注已记下，企业看不到。", "The note is kept; the firm does not see it.")
    return Text("留言已发给企业。", "The message was sent to the firm.")


def _pass_on(request: HttpRequest, need: Need, user: User) -> Text:
    department, why = request.POST.get("department", ""), request.POST.get("text", "")
    verbs.pass_on_need(
        need=need, department=department, why=why, user=user, now=timezone.now(), today=timezone.localdate()
    )
    return Text("已转办，答复期限不变。", "Passed on; the day of the answer stays.")


def _served(request: HttpRequest, need: Need, user: User) -> Text:
    where = zone(need.zone)
    known = [one.key for one in offers(where, timezone.localdate())] if where else []
    verbs.close_served(
        need=need, key=request.POST.get("key", ""), known=known, user=user, now=timezone.now()
    )  # fmt: skip
    return Text("已办结，等企业确认。", "Closed; the firm is to confirm.")


def _not_served(request: HttpRequest, need: Need, user: User) -> Text:
    verbs.close_not_served(need=need, reason=request.POST.get("text", ""), user=user, now=timezone.now())
    return Text(
        "已办结为未能解决，计入“没有措施能满足的诉求”。", "Closed as not served; it is counted among those."
    )


_STEPS: dict[str, Callable[[HttpRequest, Need, User], Text]] = {
    "take-up": _take_up, "answer": _answer, "say": _say, "pass-on": _pass_on, "served": _served,
    "not-served": _not_served,
}  # fmt: skip


def _need(request: HttpRequest, about: Need, where: Zone, *, mistake: Text | None = None) -> HttpResponse:
    today = timezone.localdate()
    reading = suggest_for(about.party, where, about.says, today)
    first = {one.offer.key for one in reading.suggestions}
    context: dict[str, Any] = {
        "zone": where, "need": about, "light": light(about, today, calendar()), "mistake": mistake,
        "longest": LONGEST,
        "typed": request.POST.get("text", "") if mistake else "", "reading": reading,
        "said": said_about(about, with_internal=True), "topic": topic_label(about.topic),
        "department": department_label(where.id, about.department),
        "others": [one for one in departments(where.id) if one.slug != about.department],
        "offers": [one for one in offers(where, today) if one.key not in first],
        "served_by": offer(where, about.served_by, today) if about.served_by else None,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/needs/need.html", context, status=status)
