"""Pages every face shares: the style page, the choice of appearance, the pages for mistakes."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wotu.access.needs import PUBLIC, open_to
from wotu.look.samples import samples
from wotu.look.shell import APPEARANCE_COOKIE, APPEARANCES

YEAR = 365 * 24 * 60 * 60


@open_to(PUBLIC)
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every part that pages are made of."""
    return render(request, "look/style.html", samples())


@open_to(PUBLIC)
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember the appearance the reader chose: light, dark, or as their device has it."""
    chosen = request.POST.get("appearance", "")
    if chosen not in (*APPEARANCES, "auto"):
        return HttpResponseBadRequest("light, dark or auto")
    response = HttpResponseRedirect(_back(request))
    if chosen == "auto":
        response.delete_cookie(APPEARANCE_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            APPEARANCE_COOKIE,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that what was sent cannot be read, and what to do."""
    return render(request, "look/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page, and where to go instead."""
    return render(request, "look/404.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that the account has no right here, and who gives it."""
    return render(request, "look/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; needs neither database nor session."""
    return render(request, "look/500.html", status=500)


def _back(request: HttpRequest) -> str:
    """Return the page the form was on, if it is one of ours."""
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if safe else "/"
