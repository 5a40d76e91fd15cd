"""A firm's needs: the box with suggestions while it types, the list, and each with what was said about it."""

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

from wotu.access.doors import open_own, open_own_need
from wotu.access.limits import too_many
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.accounts.models import User
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.needs import verbs
from wotu.needs.models import LONGEST, Need
from wotu.needs.ranking import Reading
from wotu.needs.reads import department_label, needs_of, said_about
from wotu.needs.suggest import offer, suggest_for
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text

MOST_SUGGESTIONS = 120
"""A minute, for one address: somebody typing asks every second or two."""


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the box and the firm's needs."""
    party, zone = open_own(actor(request), slug, "see_own")
    return _home(request, party, zone)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would serve what was typed: in place, or as the page with the suggestions on it."""
    party, zone = open_own(actor(request), slug, "answer_own")
    if too_many(request, "suggest", MOST_SUGGESTIONS):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    says = request.POST.get("says", "")[:LONGEST]
    reading = suggest_for(party, zone, says, timezone.localdate()) if says.strip() else None
    if request.htmx:  # type: ignore[attr-defined]
        context = {"reading": reading, "may_write": True, **_buttons(party)}
        return render(request, "needs/suggestions.html", context)
    return _home(request, party, zone, says=says, reading=reading)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a need down: a suggestion helps, or none does and it is sent, or it is kept as a draft."""
    party, zone = open_own(actor(request), slug, "answer_own")
    says, now = request.POST.get("says", ""), timezone.now()
    reading = suggest_for(party, zone, says, timezone.localdate())
    try:
        need = verbs.draft_need(party=party, says=says, reading=reading, user=_user(request), now=now)
    except CannotDo as refused:
        return _home(request, party, zone, says=says, reading=reading, mistake=refused.text)
    if "keep" in request.POST:
        _tell(request, Text("已存为草稿，随时可以提交。", "Kept as a draft; send it whenever you like."))
        return HttpResponseRedirect(reverse("portal:needs:need", args=[slug, need.pk]))
    try:
        _take(request, need, "helps" if "helps" in request.POST else "submit")
    except CannotDo as refused:
        return _need(request, need, zone, mistake=refused.text)
    return HttpResponseRedirect(reverse("portal:needs:need", args=[slug, need.pk]))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def need(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one need."""
    about, zone = open_own_need(actor(request), slug, number, "see_own")
    return _need(request, about, zone)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Take a step of the firm's: send, say, confirm, reopen, take back."""
    about, zone = open_own_need(actor(request), slug, number, "answer_own")
    if step not in _STEPS:
        raise Http404
    try:
        _take(request, about, step)
    except CannotDo as refused:
        return _need(request, about, zone, mistake=refused.text)
    return HttpResponseRedirect(reverse("portal:needs:need", args=[slug, number]))


def _take(request: HttpRequest, need: Need, step: str) -> None:
    done = _STEPS[step](request, need)
    _tell(request, done)


def _helps(request: HttpRequest, need: Need) -> Text:
    key = request.POST.get("helps", "")
    verbs.find_helpful(need=need, key=key, user=_user(request), now=timezone.now())
    return Text("很高兴帮上忙。这项诉求已记为解决。", "Glad it helps. The need is marked as served.")


def _submit(request: HttpRequest, need: Need) -> Text:
    verbs.submit_need(need=need, user=_user(request), now=timezone.now(), today=timezone.localdate())
    return Text(
        "已提交给园区，会有工作人员受理并答复。", "Sent to the zone; an official will take it up and answer."
    )


def _say(request: HttpRequest, need: Need) -> Text:
    text = request.POST.get("text", "")
    verbs.write_message(need=need, text=text, user=_user(request), side="firm", now=timezone.now())
    return Text("留言已发出。", "Your message was sent.")


def _confirm(request: HttpRequest, need: Need) -> Text:
    verbs.confirm_need(need=need, user=_user(request), now=timezone.now())
    return Text("已确认办结，谢谢。", "Confirmed as settled, thank you.")


def _reopen(request: HttpRequest, need: Need) -> Text:
    why, now = request.POST.get("text", ""), timezone.now()
    verbs.reopen_need(need=need, why=why, user=_user(request), now=now, today=timezone.localdate())
    return Text("已重新提交给园区。", "Sent to the zone again.")


def _withdraw(request: HttpRequest, need: Need) -> Text:
    verbs.withdraw_need(need=need, user=_user(request), now=timezone.now())
    return Text("诉求已撤回。", "The need was taken back.")


_STEPS: dict[str, Callable[[HttpRequest, Need], Text]] = {
    "helps": _helps, "submit": _submit, "say": _say, "confirm": _confirm, "reopen": _reopen,
    "withdraw": _withdraw,
}  # fmt: skip


def _home(
    request: HttpRequest,
    party: Party,
    zone: Zone,
    *,
    says: str = "",
    reading: Reading | None = None,
    mistake: Text | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "party": party, "zone": zone, "needs": needs_of(party), "says": says, "reading": reading,
        "mistake": mistake, "may_write": actor(request).may_for("answer_own", party), "longest": LONGEST,
        **_buttons(party),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "portal/needs/home.html", context, status=status)


def _need(request: HttpRequest, about: Need, zone: Zone, *, mistake: Text | None = None) -> HttpResponse:
    on = timezone.localdate()
    may_write = actor(request).may_for("answer_own", about.party)
    is_draft = about.state == "draft"
    context: dict[str, Any] = {
        "party": about.party, "zone": zone, "need": about, "may_write": may_write, "mistake": mistake,
        "said": said_about(about, with_internal=False), "longest": LONGEST,
        "department": department_label(zone.id, about.department),
        "served_by": offer(zone, about.served_by, on) if about.served_by else None,
        "reading": suggest_for(about.party, zone, about.says, on) if is_draft else None,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "portal/needs/need.html", context, status=status)


def _buttons(party: Party) -> dict[str, str]:
    """Return where the buttons beside suggestions lead for a need not written down yet."""
    write = reverse("portal:needs:write", args=[party.slug])
    return {"helps_to": write, "submit_to": write, "keep_to": write}


def _user(request: HttpRequest) -> User:
    user = actor(request).user
    if user is None:
        raise Http404
    return user


def _tell(request: HttpRequest, text: Text) -> None:
    messages.success(request, text[language.current()])
