"""The portal's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wotu.access.doors import find_enterprises
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, open_to
from wotu.measures.zones import zones
from wotu.parties.reads import MOST_SHOWN, enterprise_counts
from wotu.portal.catalogue.texts import headline_figures

LONGEST = 100


@open_to(PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Choose a zone and a firm; show what the platform does."""
    words, where = request.GET.get("q", "")[:LONGEST], request.GET.get("zone", "")
    every, counts = zones(), enterprise_counts()
    chosen = next((zone for zone in every if zone.id == where), None)
    names = {zone.id: zone.pack.zone for zone in every}
    searched = bool(words.strip()) or chosen is not None
    found = find_enterprises(actor(request), words, chosen.id if chosen else "") if searched else []
    context = {
        "zone_cards": [(zone, counts.get(zone.id, 0), headline_figures(zone)) for zone in every],
        "q": words, "where": chosen, "searched": searched, "most": MOST_SHOWN,
        "found": [(firm, names.get(firm.zone)) for firm in found],
    }  # fmt: skip
    return render(request, "portal/home.html", context)
