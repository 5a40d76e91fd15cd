"""The zone's chains, and how each of them stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.industry.atlas import atlas
from wotu.industry.reads import chains_of


@open_to("see_chain")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the zone's chains."""
    where = open_zone(actor(request), zone, "see_chain")
    found = atlas(where.id)
    context = {"zone": where, "chains": chains_of(where.id), "gaps": found.gaps[:5]}
    return render(request, "desk/chain/home.html", context)
