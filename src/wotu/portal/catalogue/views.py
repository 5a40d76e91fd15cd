"""The list of measures, one measure with its calculator, and what a zone offers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from wotu.access.doors import find_enterprises
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, open_to
from wotu.measures.catalogue.offers import offer, offers
from wotu.measures.quality.cases import cases_about
from wotu.measures.zones import measure, zone
from wotu.parties.reads import MOST_SHOWN, enterprise_counts
from wotu.portal.catalogue.calculator import calculators
from wotu.portal.catalogue.handled import handled
from wotu.portal.catalogue.listing import card, listing
from wotu.portal.catalogue.months import next_year
from wotu.portal.catalogue.texts import combined_with, texts_of
from wotu.portal.dates import as_of, today
from wotu.rules.described import AREAS

LONGEST = 100


@open_to(PUBLIC)
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """List the measures of all zones: searched, narrowed down, sorted, a page at a time."""
    on = as_of(request)
    found = listing(request.GET, on)
    in_place = _is_in_place(request)
    response = render(
        request, "portal/measures_found.html" if in_place else "portal/measures.html",
        {"list": found, "on": on, "in_place": in_place},
    )  # fmt: skip
    if in_place:
        page = f"{'&' if found.query else '?'}page={found.page}" if found.page > 1 else ""
        response["HX-Push-Url"] = f"{request.path}{found.query}{page}"
    patch_vary_headers(response, ["HX-Request"])
    return response


@open_to(PUBLIC)
@require_safe
def measure_page(request: HttpRequest, id_: str) -> HttpResponse:
    """Show one measure: clause, conditions, amount with its calculator, window, money, cases."""
    found = measure(id_)
    on = as_of(request)
    listed = offer(id_, on)
    if found is None or listed is None:
        raise Http404
    where, about = found
    context = {
        "zone": where, "measure": about, "on": on, "card": card(listed),
        "calculators": calculators(where, about, on, request.GET.dict(), today()),
    }  # fmt: skip
    if _is_in_place(request):
        response = render(request, "portal/calculators.html", context)
    else:
        texts = texts_of(where, about, on)
        context |= {
            "texts": texts, "handled": handled(texts), "combined": combined_with(where, about),
            "cases": cases_about(id_), "area": AREAS.get(about.area),
        }  # fmt: skip
        response = render(request, "portal/measure.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@open_to(PUBLIC)
@require_safe
def zone_page(request: HttpRequest, id_: str) -> HttpResponse:
    """Show a zone: its measures by area, its windows, its reported figures, its firms."""
    found, on = zone(id_), as_of(request)
    if found is None:
        raise Http404
    words = request.GET.get("q", "")[:LONGEST]
    mine = [one for one in offers(on) if one.pack.id == found.id]
    cards = [card(one) for one in mine]
    areas = [
        (name, label, [one for one in cards if one.offer.measure.area == name])
        for name, label in AREAS.items()
    ]
    context = {
        "zone": found, "q": words, "on": on, "year": next_year(mine, on),
        "areas": [area for area in areas if area[2]],
        "firms": find_enterprises(actor(request), words, found.id),
        "firm_count": enterprise_counts().get(found.id, 0), "most": MOST_SHOWN,
    }  # fmt: skip
    return render(request, "portal/zone.html", context)


def _is_in_place(request: HttpRequest) -> bool:
    """Tell whether a part of the page is wanted, not the page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request
