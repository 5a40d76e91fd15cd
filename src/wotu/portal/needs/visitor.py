"""Suggestions for anybody: what a zone has for a need. Nothing is stored."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wotu.access.limits import too_many
from wotu.access.needs import PUBLIC, open_to
from wotu.measures.zones import zone
from wotu.needs.models import LONGEST
from wotu.needs.suggest import suggest

MOST = 30
"""Questions a minute, for one address."""


@open_to(PUBLIC)
@never_cache
def zone_needs(request: HttpRequest, id_: str) -> HttpResponse:
    """Show the box; after a question, what the zone has for it."""
    where = zone(id_)
    if where is None:
        raise Http404
    says = request.POST.get("says", "")[:LONGEST]
    if says.strip() and too_many(request, "zone_needs", MOST):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    reading = suggest(where, says, timezone.localdate()) if says.strip() else None
    context = {"zone": where, "says": says, "reading": reading, "may_write": False, "longest": LONGEST}
    template = "needs/suggestions.html" if request.htmx else "portal/needs/zone.html"  # type: ignore[attr-defined]
    return render(request, template, context)
