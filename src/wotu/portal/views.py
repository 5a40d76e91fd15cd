"""The portal's pages."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wotu.measures.zones import zones
from wotu.parties.reads import MOST_SHOWN, enterprise_counts
from wotu.portal.access import find_enterprises
from wotu.portal.catalogue import headline_figures
from wotu.portal.shell import APPEARANCE_COOKIE, APPEARANCES

YEAR = 365 * 24 * 60 * 60
LONGEST = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Choose a zone and a firm; show what the platform does."""
    words, where = request.GET.get("q", "")[:LONGEST], request.GET.get("zone", "")
    every, counts = zones(), enterprise_counts()
    chosen = next((zone for zone in every if zone.id == where), None)
    names = {zone.id: zone.pack.zone for zone in every}
    searched = bool(words.strip()) or chosen is not None
    found = find_enterprises(request, words, chosen.id if chosen else "") if searched else []
    context = {
        "zone_cards": [(zone, counts.get(zone.id, 0), headline_figures(zone)) for zone in every],
        "q": words, "where": chosen, "searched": searched, "most": MOST_SHOWN,
        "found": [(firm, names.get(firm.zone)) for firm in found],
    }  # fmt: skip
    return render(request, "portal/home.html", context)


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Show every part that pages are made of."""
    return render(request, "portal/look.html")


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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page, and where to go instead."""
    return render(request, "portal/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; needs neither database nor session."""
    return render(request, "portal/500.html", status=500)


def _back(request: HttpRequest) -> str:
    """Return the page the form was on, if it is one of ours."""
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if safe else "/"
