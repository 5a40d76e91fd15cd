"""What a zone offers, and one measure by itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wotu.access.doors import find_enterprises
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, open_to
from wotu.measures.zones import example_count, measure, zone
from wotu.parties.reads import MOST_SHOWN, enterprise_counts
from wotu.portal.catalogue import by_area, texts_of
from wotu.portal.dates import as_of

LONGEST = 100


@open_to(PUBLIC)
@require_safe
def zone_page(request: HttpRequest, id_: str) -> HttpResponse:
    """Show a zone: its measures by area, its reported figures, its firms."""
    found = zone(id_)
    if found is None:
        raise Http404
    words = request.GET.get("q", "")[:LONGEST]
    context = {
        "zone": found, "areas": by_area(found, as_of(request)), "q": words, "on": as_of(request),
        "firms": find_enterprises(actor(request), words, found.id),
        "firm_count": enterprise_counts().get(found.id, 0), "most": MOST_SHOWN,
    }  # fmt: skip
    return render(request, "portal/zone.html", context)


@open_to(PUBLIC)
@require_safe
def measure_page(request: HttpRequest, id_: str) -> HttpResponse:
    """Show one measure: clause, conditions, parameters, source, window."""
    found = measure(id_)
    if found is None:
        raise Http404
    where, about = found
    on = as_of(request)
    context = {
        "zone": where, "measure": about, "texts": texts_of(where, about, on), "on": on,
        "examples": example_count(where, about.id),
    }  # fmt: skip
    return render(request, "portal/measure.html", context)
