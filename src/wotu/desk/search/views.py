"""One field for everything of the zone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.search.sources import LONGEST, search


@open_to("desk")
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what is found; as somebody types, only the results."""
    asking, words = actor(request), request.GET.get("q", "")[:LONGEST]
    groups = search(asking, open_zone(asking, zone, "desk"), words)
    in_place: bool = request.htmx.target == "results"  # type: ignore[attr-defined]
    number = sum(len(group.hits) for group in groups)
    context = {"q": words, "groups": groups, "number": number, "in_place": in_place}
    page = "results.html" if in_place else "home.html"
    return render(request, f"desk/search/{page}", context)
