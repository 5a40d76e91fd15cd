"""One's own page: firms, offices, the account and where it is signed in."""

from allauth.account.utils import perform_login
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.demonstration import demonstration_account
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, SIGNED_IN, open_to
from wotu.accounts.reads import has_second_factor, is_verified
from wotu.look.language import current
from wotu.measures.zones import zone
from wotu.parties.reads import standings_of
from wotu.parties.words import MEMBER_MAY, MEMBER_NAMES, OFFICE_NAMES, PARTNER_NAMES
from wotu.rules.text import Text


@open_to(SIGNED_IN)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show whom somebody acts for, and how their account is kept."""
    asking = actor(request)
    assert asking.user is not None  # noqa: S101 - the first door saw to it
    held = standings_of(asking.user, timezone.localdate())
    found = {
        "firms": [
            (each, MEMBER_NAMES[each.role], MEMBER_MAY[each.role])
            for each in held.memberships
            if each.party.kind == "enterprise"
        ],
        "records": [each for each in held.memberships if each.party.kind != "enterprise"],
        "offices": [
            (each, OFFICE_NAMES[each.role], _zone_name(each.department.zone)) for each in held.offices
        ],
        "partners": [(each, PARTNER_NAMES[each.partner.kind]) for each in held.partners],
        "has_second_factor": has_second_factor(asking.user),
        "is_verified": is_verified(asking.user),
    }
    return render(request, "portal/mine/mine.html", found)


def _zone_name(id_: str) -> Text:
    found = zone(id_)
    return found.pack.zone if found else Text(id_, id_)


@open_to(SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, id_: int) -> HttpResponse:
    """Sign one of one's own devices out."""
    if _is_demonstration(request):
        raise Http404
    get_object_or_404(UserSession, pk=id_, user=actor(request).user).end()
    messages.success(request, Text("那台设备已退出。", "That device was signed out.")[current()])
    return HttpResponseRedirect(reverse("usersessions_list"))


@open_to(SIGNED_IN)
@require_POST
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    if _is_demonstration(request):
        raise Http404
    for session in UserSession.objects.filter(user=actor(request).user):
        session.end()
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


def _is_demonstration(request: HttpRequest) -> bool:
    user = actor(request).user
    return user is not None and user.is_demo


@open_to(PUBLIC)
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a demonstration account in at one click; where nothing is demonstrated there is none."""
    user = demonstration_account(request.POST.get("account", ""))
    if user is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer
