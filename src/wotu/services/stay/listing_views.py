"""Lists at the desk: all stays, who waits, the figures; each as a table, the stays as a file too."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.look.cells import harmless
from wotu.services.stay.doors import open_station
from wotu.services.stay.figures import figures_of
from wotu.services.stay.models import STATES
from wotu.services.stay.pool import DAY
from wotu.services.stay.reads import stays_in
from wotu.services.stay.station import ROOM_KINDS
from wotu.services.stay.typed import day_asked
from wotu.services.stay.verbs.waiting import waiting_in

A_PAGE = 50
HEADINGS = (
    "姓名 Name", "企业 Firm", "状态 State", "驿站点 Site", "房型 Room", "床位 Bed", "入住 From", "退房 Until",
    "晚数 Nights", "其中免费 Free", "服务专员 Commissioner", "办件 Case",
)  # fmt: skip


@open_to("run_services")
@never_cache
@require_safe
def stays(request: HttpRequest, zone: str) -> HttpResponse:
    """Show every stay, by state and words."""
    where, station = open_station(actor(request), zone)
    state = request.GET.get("state", "") if request.GET.get("state", "") in STATES else ""
    words = request.GET.get("q", "")[:100]
    page = Paginator(stays_in(where.id, state=state, words=words), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "zone": where, "station": station, "here": "stays", "page": page, "states": STATES, "state": state,
        "q": words, "filtered": bool(state or words),
    }  # fmt: skip
    return render(request, "stay/stays.html", context)


@open_to("run_services")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str) -> HttpResponse:
    """Give the stays, filtered as on the page, as a CSV file."""
    where, _ = open_station(actor(request), zone)
    found = stays_in(where.id, state=request.GET.get("state", ""), words=request.GET.get("q", "")[:100])
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="stays-{timezone.localdate()}.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADINGS)
    for stay in found:
        beds = "、".join(dict.fromkeys(str(place.bed) for place in stay.places.all()))
        cells = (
            stay.person.name, stay.case.enterprise.name, stay.label.zh,
            stay.site.name_zh if stay.site else "", stay.room_label.zh, beds, stay.starts, stay.ends,
            stay.nights, stay.free_nights, stay.commissioner.name if stay.commissioner else "",
            stay.case.number,
        )  # fmt: skip
        writer.writerow([harmless(str(cell)) for cell in cells])
    return response


@open_to("run_services")
@never_cache
@require_safe
def waiting(request: HttpRequest, zone: str) -> HttpResponse:
    """Show who waits, in order, and who has an offer to confirm."""
    where, station = open_station(actor(request), zone)
    context = {
        "zone": where, "station": station, "here": "waiting", "waiting": list(waiting_in(where.id)),
        "offered": stays_in(where.id, state="offered"), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "stay/waiting.html", context)


@open_to("run_services")
@never_cache
@require_safe
def figures(request: HttpRequest, zone: str) -> HttpResponse:
    """Show how full the station was and is to be."""
    where, station = open_station(actor(request), zone)
    today = timezone.localdate()
    starts = day_asked(request, "from", today - 14 * DAY)
    ends = max(starts + DAY, min(day_asked(request, "until", today + 16 * DAY), starts + 370 * DAY))
    found = figures_of(where.id, starts, ends)
    nights = [night for night in found.by_night if night[2]]
    context = {
        "zone": where, "station": station, "here": "figures", "figures": found, "starts": starts,
        "ends": ends,
        "nights": nights, "today": today, "rooms": ROOM_KINDS,
    }  # fmt: skip
    return render(request, "stay/figures.html", context)
