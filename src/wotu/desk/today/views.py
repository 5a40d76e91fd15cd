"""What waits for the official."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.waiting import waiting_for
from wotu.look.waiting import URGENCIES


@open_to("desk")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what waits, the most urgent first."""
    asking = actor(request)
    where, today = open_zone(asking, zone, "desk"), timezone.localdate()
    waiting = waiting_for(asking, where, today)
    by_urgency = Counter[str]()
    for line in waiting:
        by_urgency[line.urgency] += line.count
    context = {
        "waiting": waiting, "today": today, "lights": [(name, by_urgency[name]) for name in URGENCIES],
    }  # fmt: skip
    return render(request, "desk/today.html", context)
