"""What stands for a firm, for those who act for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_own
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.findings.reads import standing_of
from wotu.portal.dates import today


@open_to(SIGNED_IN)
@never_cache
@require_safe
def entitlements(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the entitlements that stand, since when, and the history of changes."""
    party, zone = open_own(actor(request), slug, "see_own")
    context = {"party": party, "zone": zone, "standing": standing_of(zone, party, today())}
    return render(request, "portal/entitlements.html", context)
