"""Upkeep at the desk: what is out of use, until when, and whom it would displace."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.look import language
from wotu.look.done import tell_reader
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay.doors import open_station, open_upkeep
from wotu.services.stay.reads import rooms_of, upkeeps
from wotu.services.stay.typed import day_of
from wotu.services.stay.verbs.upkeep import begin_upkeep, end_upkeep


@open_to("run_services")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what is under repair, and take a bed or a room out of use."""
    where, station = open_station(actor(request), zone)
    refused = None
    if request.method == "POST":
        try:
            _begin(request, where.id)
        except CannotDo as error:
            refused = error
        else:
            tell_reader(request, Text("已登记维修。", "The upkeep is on record."))
            return HttpResponseRedirect(reverse("desk:stay:upkeep", args=[zone]))
    today = timezone.localdate()
    context = {
        "zone": where, "station": station, "here": "upkeep", "today": today,
        "upkeeps": upkeeps(where.id, today),
        "rooms": rooms_of(where.id), "typed": request.POST, "refused": refused,
        "may_move": bool(refused and refused.reasons and "换床" in refused.text.zh),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "stay/upkeep.html", context, status=status)


@open_to("run_services")
@never_cache
@require_POST
def end(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Put a bed or a room back into use."""
    upkeep = open_upkeep(actor(request), zone, id_)
    try:
        end_upkeep(upkeep=upkeep, user=user_of(request), now=timezone.now(), today=timezone.localdate())
    except CannotDo as refused:
        messages.error(request, refused.text[language.current()])
    else:
        tell_reader(request, Text("已恢复使用。", "Back in use."))
    return HttpResponseRedirect(reverse("desk:stay:upkeep", args=[zone]))


def _begin(request: HttpRequest, zone: str) -> None:
    number, _, bed_number = request.POST.get("what", "").partition("/")
    room = next((one for one in rooms_of(zone) if str(one.pk) == number), None)
    if room is None:
        raise CannotDo("请选择房间或床位。", "Choose a room or a bed.")
    bed = next((one for one in room.beds.all() if str(one.number) == bed_number), None)
    begin_upkeep(
        room=room, bed=bed, starts=day_of(request, "starts"), ends=day_of(request, "ends"),
        why=request.POST.get("why", ""), move="move" in request.POST, user=user_of(request),
        now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
