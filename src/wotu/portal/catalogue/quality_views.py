"""How well the rules match: a page, and the same as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wotu.access.needs import PUBLIC, open_to
from wotu.portal.catalogue.quality import as_json, quality_on
from wotu.portal.dates import today


@open_to(PUBLIC)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show precision, recall, the cases that fail, and what is most often not known."""
    return render(request, "portal/quality.html", {"quality": quality_on(today())})


@open_to(PUBLIC)
@require_safe
def quality_json(_request: HttpRequest) -> HttpResponse:
    """Return the same figures."""
    return JsonResponse(as_json(quality_on(today())), json_dumps_params={"ensure_ascii": False})
