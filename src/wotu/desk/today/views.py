"""What waits for the official."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to


@open_to("desk")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what waits, the most urgent first."""
    open_zone(actor(request), zone, "desk")
    return render(request, "desk/today.html", {"waiting": []})
