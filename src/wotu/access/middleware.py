"""The first door: looks at every request before its view does. Deny by default."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect
from requests import RequestException

from wotu.access.actor import Actor, actor_of
from wotu.access.needs import PUBLIC, SIGNED_IN, Need, need_of
from wotu.accounts.models import User

logger = logging.getLogger(__name__)


class AccessMiddleware:
    """Gives the request its `actor`, and turns away whoever may not come to the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request know who is asking."""
        request.actor = SimpleLazyObject(lambda: actor_of(request.user, timezone.localdate()))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Open, ask to sign in, or refuse.

        Raises:
            BadRequest: an address or a field has a NUL in it, which no table can hold or look for.
            PermissionDenied: whoever asks may not come here.
        """
        if _has_nul(request):
            raise BadRequest("NUL")
        need = need_of(view) or _third_party(view)
        if _changes_a_demonstration(request):
            raise PermissionDenied
        if need == PUBLIC:
            return None
        asking = actor(request)
        if need is not None and not asking.is_signed_in:
            return _to_sign_in(request)
        if need == SIGNED_IN or (need is not None and _has_right(asking, need, kwargs.get("zone"))):
            return None
        if need is not None and asking.needs_second_factor:
            return HttpResponseRedirect(reverse("mfa_index"))
        raise PermissionDenied

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in words that the identity service could not be reached."""
        match = request.resolver_match
        if isinstance(exception, RequestException) and match and match.url_name in _AT_THE_SERVICE:
            logger.error("the identity service did not answer: %s", exception)
            return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)
        return None


_AT_THE_SERVICE = {"openid_connect_login", "openid_connect_callback"}


def actor(request: HttpRequest) -> Actor:
    """Return who is asking."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def user_of(request: HttpRequest) -> User:
    """Return the account of whoever asks.

    Raises:
        Http404: there is none; the first door lets no such request come to what needs an account.
    """
    user = actor(request).user
    if user is None:
        raise Http404
    return user


def _has_nul(request: HttpRequest) -> bool:
    """Tell whether a text that came with a request has a NUL in it: people type none."""
    if "\0" in request.path_info:
        return True
    lists = [*request.GET.lists(), *request.POST.lists()]
    return any("\0" in text for name, texts in lists for text in (name, *texts))


def _has_right(asking: Actor, need: Need, zone: str | None) -> bool:
    if need in (PUBLIC, SIGNED_IN):
        return True
    zones = asking.zones if zone is None else (zone,)
    return any(asking.may(need, each) for each in zones)  # type: ignore[arg-type]  # the rest are rights


def _third_party(view: object) -> Need | None:
    """Return what a view of a library needs: `ACCESS_OF_LIBRARIES` says it by module."""
    view = getattr(view, "view_class", getattr(view, "func", view))
    module = getattr(view, "__module__", "")
    needs = settings.ACCESS_OF_LIBRARIES.items()
    return next((cast(Need, need) for name, need in needs if f"{module}.".startswith(f"{name}.")), None)


_LEFT_TO_A_DEMONSTRATION = {"account_login", "account_logout", "account_inactive"}


def _changes_a_demonstration(request: HttpRequest) -> bool:
    """Tell whether a demonstration account, which everybody may use, asks for its own settings."""
    match = request.resolver_match
    name = match.url_name if match else None
    if match is None or match.namespaces or name is None or not name.startswith(_ALLAUTH):
        return False
    user = request.user
    return isinstance(user, User) and user.is_demo and name not in _LEFT_TO_A_DEMONSTRATION


_ALLAUTH = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    there = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    response = redirect_to_login(there, settings.LOGIN_URL)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(response["Location"])
    return response
