"""The occupancy board (房态图): rooms by days, and moving a bar to another bed."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay.board import SPANS, board_of
from wotu.services.stay.doors import open_station, open_stay
from wotu.services.stay.models import Bed
from wotu.services.stay.pool import DAY
from wotu.services.stay.station import ROOM_KINDS, Station
from wotu.services.stay.typed import day_asked
from wotu.services.stay.verbs.moving import move_stay

DRAGGED = "在房态图上换床"
ROWS_A_PAGE = 60


@open_to("run_services")
@never_cache
@require_safe
def board(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the beds of a site over two weeks or a month."""
    where, station = open_station(actor(request), zone)
    return _board(request, where, station)


@open_to("run_services")
@never_cache
@require_POST
def move(request: HttpRequest, zone: str) -> HttpResponse:
    """Move a stay to another bed: dropped there, or chosen in the form."""
    where, station = open_station(actor(request), zone)
    chosen = [request.POST.get(name, "") for name in ("stay", "bed")]
    if not all(text.isascii() and text.isdigit() and len(text) < 12 for text in chosen):
        nothing = CannotDo("请选择住客和床位。", "Choose a guest and a bed.")
        return _board(request, where, station, refused=nothing)
    stay, _, _ = open_stay(actor(request), zone, int(chosen[0]))
    bed = Bed.objects.select_related("room__site").filter(room__site__zone=where.id, pk=chosen[1]).first()
    if bed is None:
        raise Http404
    try:
        move_stay(
            stay=stay, bed=bed, why=request.POST.get("why", "").strip() or DRAGGED, by=user_of(request).email,
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return _board(request, where, station, refused=refused)
    messages.success(
        request,
        Text(f"{stay.person.name}已换到{bed}。", f"{stay.person.name} moved to {bed}.")[language.current()],
    )
    back = request.POST.get("back", "")
    query = f"?{back}" if back and "\n" not in back and "\r" not in back else ""
    return HttpResponseRedirect(reverse("desk:stay:board", args=[zone]) + query)


def _board(
    request: HttpRequest, where: Zone, station: Station, *, refused: CannotDo | None = None
) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET
    span = asked.get("span") if asked.get("span") in SPANS else "two-weeks"
    days, _ = SPANS[span or "two-weeks"]
    site = asked.get("site", station.sites[0].id)
    site = site if site in {one.id for one in station.sites} else ""
    kind = asked.get("kind", "") if asked.get("kind", "") in station.kinds else ""
    starts = day_asked(request, "from", today - DAY)
    found = board_of(where.id, starts, days, site=site, kind=kind)
    page = Paginator(found.rows, ROWS_A_PAGE).get_page(asked.get("page"))
    day = today if starts <= today < starts + days * DAY else starts
    here = {"site": site, "kind": kind, "span": span, "from": str(starts)}
    context = {
        "zone": where, "station": station, "here": "board", "today": today, "board": found, "page": page,
        "site": site, "kind": kind, "span": span, "spans": SPANS, "starts": starts, "rooms": ROOM_KINDS,
        "day": day, "column": (day - starts).days + 1, "on_day": found.on(day),
        "earlier": starts - days * DAY, "later": starts + days * DAY, "refused": refused,
        "back": "&".join(f"{key}={value}" for key, value in here.items()),
        "movable": sorted(
            {bar.place.stay_id: bar.place.stay for _, cells in page for bar in cells
             if not isinstance(bar, int) and bar.place and bar.kind in ("promised", "here")}.values(),
            key=lambda one: one.person.name,
        ),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "stay/board.html", context, status=status)
