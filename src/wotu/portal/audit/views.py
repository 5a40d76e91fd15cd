"""The published digests: a page, JSON, a feed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wotu.access.needs import PUBLIC, open_to
from wotu.audit.reads import chain_end, day_with, days
from wotu.portal.audit.feed import DigestFeed

SHOWN = 60
SHAPE = 1
LONGEST = 200


@open_to(PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the digests of the last days, and whether one that somebody kept is among all of them."""
    shown, kept = days(SHOWN), request.GET.get("digest", "")[:LONGEST].strip()
    sealed, unsealed = chain_end()
    context = {
        "days": shown, "latest": shown[0] if shown else None, "unsealed": unsealed,
        "since": sealed + unsealed - (shown[0].seq if shown else 0),
        "kept": kept, "found": day_with(kept.rpartition(":")[2]) if kept else None,
    }  # fmt: skip
    return render(request, "portal/audit/home.html", context)


@open_to(PUBLIC)
@require_safe
def digests_json(_request: HttpRequest) -> HttpResponse:
    """Return every digest ever published, the latest first."""
    every = [
        {"day": str(one.day), "seq": one.seq, "count": one.count, "digest": one.digest,
         "made_at": one.made_at.isoformat()}
        for one in days()
    ]  # fmt: skip
    return JsonResponse({"shape": SHAPE, "days": every}, json_dumps_params={"ensure_ascii": False})


@open_to(PUBLIC)
@require_safe
def digests_atom(request: HttpRequest) -> HttpResponse:
    """Return the latest digests as a feed."""
    return DigestFeed()(request)
