"""Everything about one firm on one page (一企一档)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wotu.access.doors import open_firm
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.firms.standing import standing
from wotu.desk.firms.timeline import sources_for, timeline
from wotu.filing.reads import tags_of
from wotu.parties.reads import members_of, memberships_of
from wotu.parties.words import MEMBER_NAMES

FIRST, ALL = 30, 500


@open_to("see_firms")
@require_safe
def record(request: HttpRequest, zone: str, slug: str) -> HttpResponse:
    """Show who a firm is, what is known, how it stands, who acts for it, and what happened when."""
    asking = actor(request)
    party, where = open_firm(asking, zone, slug)
    today, kinds = timezone.localdate(), sources_for(asking, where.id)
    kind = next((one for one in kinds if one.kind == request.GET.get("kind")), None)
    most = ALL if request.GET.get("all") else FIRST
    events = timeline(party, [kind] if kind else kinds, most + 1)
    people = [one for one in memberships_of(party) if one.holds_on(today)]
    context = {
        "party": party, "standing": standing(party, where, today), "kinds": kinds, "kind": kind,
        "events": events[:most], "more": len(events) > most, "belongs": members_of([party]),
        "people": [(one, MEMBER_NAMES.get(one.role)) for one in people],
        "tags": tags_of([party]).get(party.pk, []),
    }  # fmt: skip
    return render(request, "desk/firms/record.html", context)
