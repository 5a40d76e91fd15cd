"""The way to the desk."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from wotu.access.middleware import actor
from wotu.access.needs import open_to


@open_to("desk")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the official's zone."""
    return HttpResponseRedirect(reverse("desk:today:home", args=[actor(request).zones[0]]))
