"""What a person was told, and how they want it by e-mail."""

import datetime as dt
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.accounts.models import User
from wotu.inbox.models import FREQUENCIES
from wotu.inbox.reads import message_of, messages_of, preference_of, read_together
from wotu.inbox.verbs import NotAPreference, mark_read, mark_unread, prefer
from wotu.rules.text import Text

FREQUENCY_WORDS: dict[str, tuple[Text, Text]] = {
    "immediate": (Text("随时", "At once"), Text("有新消息就发邮件", "An e-mail as soon as there is news")),
    "daily": (
        Text("每日汇总", "Daily"),
        Text("每天8:00一封，没有新消息就不发", "One e-mail a day at 8:00, none without news"),
    ),
    "weekly": (Text("每周汇总", "Weekly"), Text("每周一8:00一封", "One e-mail on Mondays at 8:00")),
    "never": (Text("不发邮件", "Never"), Text("只在站内收消息", "Messages stay in the inbox")),
}  # fmt: skip


@open_to(SIGNED_IN)
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List messages, the latest first; all or the unread ones."""
    user, unread_only = _user(request), request.GET.get("show") == "unread"
    page = max(int(request.GET["page"]) if request.GET.get("page", "").isdecimal() else 1, 1)
    shown, more = messages_of(user, unread_only=unread_only, page=page)
    moment = _moment(request.GET.get("read", ""))
    context = {
        "shown": shown, "more": more, "page": page, "unread_only": unread_only,
        "any_unread": any(message.read_at is None for message in shown),
        "just_read": read_together(user, moment) if moment else 0, "moment": moment,
    }  # fmt: skip
    return render(request, "portal/inbox/inbox.html", context)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def follow(request: HttpRequest, message: int) -> HttpResponse:
    """Go to what a message is about; it counts as read then."""
    found = message_of(_user(request), message)
    if found is None:
        raise Http404
    mark_read(user=_user(request), messages=[found.pk], now=timezone.now())
    return HttpResponseRedirect(found.link)


@open_to(SIGNED_IN)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one message as read, or all."""
    wanted, now = request.POST.get("message", ""), timezone.now()
    if wanted != "all" and not wanted.isdecimal():
        raise Http404
    number = mark_read(user=_user(request), messages=None if wanted == "all" else [int(wanted)], now=now)
    asked = {"show": "unread"} if request.POST.get("show") == "unread" else {}
    return _back(asked | ({"read": now.isoformat()} if number else {}))


@open_to(SIGNED_IN)
@require_POST
def unread(request: HttpRequest) -> HttpResponse:
    """Take back the last marking as read."""
    moment = _moment(request.POST.get("read", ""))
    if moment is None:
        raise Http404
    mark_unread(user=_user(request), read_at=moment, now=timezone.now())
    return _back({})


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show how a person wants e-mail, and take a change."""
    user, mistake, saved = _user(request), False, False
    if request.method == "POST":
        frequency, language = request.POST.get("frequency", ""), request.POST.get("language", "")
        try:
            prefer(user=user, frequency=frequency, language=language, by=user.email, now=timezone.now())
            saved = True
        except NotAPreference:
            mistake = True
    context = {
        "choice": preference_of(user), "saved": saved, "mistake": mistake,
        "frequencies": [(name, *FREQUENCY_WORDS[name]) for name, _ in FREQUENCIES],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "portal/inbox/preferences.html", context, status=status)


def _user(request: HttpRequest) -> User:
    user = actor(request).user
    if user is None:
        raise Http404
    return user


def _moment(written: str) -> dt.datetime | None:
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _back(asked: dict[str, str]) -> HttpResponse:
    query = f"?{urlencode(asked)}" if asked else ""
    return HttpResponseRedirect(f"{reverse('portal:inbox')}{query}")
