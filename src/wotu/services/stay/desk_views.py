"""The station's desk: today, the code at the door, a stay and every step of it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.case_doors import may_take
from wotu.access.limits import too_many
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.accounts.models import User
from wotu.cases.models import EVENTS, CaseEvent, CaseStep
from wotu.cases.verbs.deciding import Outcome, decide_case
from wotu.look.done import tell_reader
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay import code as codes
from wotu.services.stay.doors import open_item, open_station, open_stay
from wotu.services.stay.known import known_of
from wotu.services.stay.models import LIVE, Bed, Item, Stay
from wotu.services.stay.promising import commissioners
from wotu.services.stay.reads import (
    arrivals,
    bed_words,
    counts,
    departures,
    place_in_line,
    rooms_of,
    stay_of_code,
    undecided,
)
from wotu.services.stay.station import Station
from wotu.services.stay.typed import day_of
from wotu.services.stay.verbs import arriving, moving, serving, staying, waiting

MOST_CODES = 30
"""Codes tried in a minute from one address."""


@open_to("run_services")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show who comes and goes today, and what waits."""
    where, station = open_station(actor(request), zone)
    return _today(request, where, station)


@open_to("run_services")
@never_cache
@require_POST
def scan(request: HttpRequest, zone: str) -> HttpResponse:
    """Take a talent code, scanned or typed, and open the stay it is about."""
    where, station = open_station(actor(request), zone)
    if too_many(request, "talent-code", MOST_CODES):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    typed = request.POST.get("code", "")[:80]
    person = codes.person_id_of(typed, timezone.now())
    if person is None:
        wrong = Text(
            "人才码无效或已过期。请客人刷新手机页面后再扫，或核对输入。",
            "The code is not valid or is over. Ask for a fresh one, or check what was typed.",
        )
        return _today(request, where, station, mistake=wrong, typed=typed)
    stay = stay_of_code(where.id, person, timezone.localdate())
    if stay is None:
        wrong = Text(
            "码有效，但此人没有保留的床位。", "The code is valid, but no nights are promised to this person."
        )
        return _today(request, where, station, mistake=wrong, typed=typed)
    return HttpResponseRedirect(reverse("desk:stay:stay", args=[where.id, stay.pk]) + "?by=code")


@open_to("run_services")
@never_cache
@require_safe
def stay(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show one stay, where they slept, what was asked for, and what can be done."""
    found, where, station = open_stay(actor(request), zone, id_)
    return _stay(request, found, where, station)


@open_to("run_services")
@never_cache
@require_POST
def step(request: HttpRequest, zone: str, id_: int, step: str) -> HttpResponse:
    """Take a step of the desk's: check in, check out, move, extend, decide …"""
    found, where, station = open_stay(actor(request), zone, id_)
    if step not in STEPS:
        raise Http404
    try:
        done = STEPS[step](request, found, user_of(request))
    except CannotDo as refused:
        return _stay(request, found, where, station, refused=refused)
    tell_reader(request, done)
    return HttpResponseRedirect(reverse("desk:stay:stay", args=[zone, id_]))


@open_to("run_services")
@never_cache
@require_POST
def item(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Answer a further service of the same matter."""
    asked = open_item(actor(request), zone, id_)
    found, where, station = open_stay(actor(request), zone, asked.stay_id)
    try:
        serving.answer_item(
            item=asked, state=request.POST.get("state", ""), answer=request.POST.get("answer", ""),
            user=user_of(request), now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return _stay(request, found, where, station, refused=refused)
    tell_reader(request, Text("已答复。", "Answered."))
    return HttpResponseRedirect(reverse("desk:stay:stay", args=[zone, found.pk]))


def _today(
    request: HttpRequest, where: Zone, station: Station, *, mistake: Text | None = None, typed: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    items = Item.objects.filter(stay__zone=where.id, state="asked", stay__state__in=LIVE)
    context = {
        "zone": where, "station": station, "today": today, "here": "home",
        "counts": counts(where.id, today), "arrivals": arrivals(where.id, today),
        "departures": departures(where.id, today), "undecided": undecided(where.id),
        "items": [
            (one, where.packs.measures[one.measure].title)
            for one in items.select_related("stay__person").order_by("asked_at", "pk")[:50]
        ],
        "mistake": mistake, "typed": typed,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "stay/desk_today.html", context, status=status)


def _stay(
    request: HttpRequest, found: Stay, where: Zone, station: Station, *, refused: CannotDo | None = None
) -> HttpResponse:
    today = timezone.localdate()
    known = known_of(where, station, found.person, today)
    step = _open_decision(found)
    context = {
        "zone": where, "station": station, "today": today, "here": "stays", "stay": found, "refused": refused,
        "bed": bed_words(found, today), "places": found.places.select_related("bed__room__site"),
        "items": [(one, where.packs.measures[one.measure].title) for one in found.items.all()],
        "line": place_in_line(found) if found.state == "waiting" else 0,
        "doubts": known.doubts() if found.state == "applied" else [],
        "may_decide": step is not None and may_take(actor(request), found.case, step, today),
        "events": _events(found),
        "rooms": rooms_of(where.id) if found.state in ("promised", "here") else [],
        "commissioners": commissioners(where.id, today) if found.state in LIVE else [],
        "may_check_in": found.state == "promised" and found.starts <= today < found.ends,
        "by_code": request.GET.get("by") == "code",
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "stay/desk_stay.html", context, status=status)


def _events(found: Stay) -> list[CaseEvent]:
    """Return what happened, the latest first, in words; that a step opened or ended says nothing here."""
    events = list(found.case.events.exclude(kind__in=("step_opened", "step_done")).order_by("-at", "-pk"))
    for event in events:
        event.words = Text(*dict(EVENTS)[event.kind].split(" ", 1))  # type: ignore[attr-defined]
    return events


def _open_decision(found: Stay) -> CaseStep | None:
    steps = found.case.steps.filter(round=found.case.round, does="decide", done_at=None)
    return steps.first() if found.case.state == "open" else None


def _decide(request: HttpRequest, found: Stay, user: User) -> Text:
    row = _open_decision(found)
    if row is None or not may_take(actor(request), found.case, row, timezone.localdate()):
        raise CannotDo(
            "这一申请不由您审核，或已经审核。", "This application is not yours to decide, or is decided."
        )
    outcome: Outcome = "approved" if request.POST.get("outcome") == "approved" else "refused"
    decide_case(
        case=found.case, step=row.step, outcome=outcome, amount=None, text=request.POST.get("text", ""),
        user=user, now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    if outcome == "approved":
        return Text(
            "已通过，有床位的已保留，没有的进入轮候。",
            "Approved: nights are kept where there are any, else it waits.",
        )
    return Text("已答复不予批准，申请人会看到理由。", "Refused; the applicant reads the reason.")


def _check_in(_request: HttpRequest, found: Stay, user: User) -> Text:
    done = arriving.check_in(stay=found, user=user, now=timezone.now(), today=timezone.localdate())
    bed = bed_words(done, timezone.localdate())
    return Text(f"已入住{bed}。", f"Checked in, {bed}.")


def _check_out(_request: HttpRequest, found: Stay, user: User) -> Text:
    staying.check_out(stay=found, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text("已退房，余下的床位已退回。", "Checked out; the nights left went back.")


def _move(request: HttpRequest, found: Stay, user: User) -> Text:
    chosen = request.POST.get("bed", "")
    beds = Bed.objects.select_related("room__site").filter(room__site__zone=found.zone)
    bed = (
        beds.filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 12 else None
    )
    if bed is None:
        raise CannotDo("请选择要换到的床位。", "Choose the bed to move to.")
    moving.move_stay(
        stay=found, bed=bed, why=request.POST.get("why", ""), by=user.email, now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip
    return Text(f"已换到{bed}。", f"Moved to {bed}.")


def _extend(request: HttpRequest, found: Stay, user: User) -> Text:
    ends = day_of(request, "ends")
    staying.extend_stay(stay=found, ends=ends, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text(f"已续住到{ends}。", f"Extended until {ends}.")


def _leave(request: HttpRequest, found: Stay, user: User) -> Text:
    ends = day_of(request, "ends")
    staying.leave_early(stay=found, ends=ends, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text(f"退房日期改为{ends}。", f"Leaving on {ends} now.")


def _give_up(_request: HttpRequest, found: Stay, user: User) -> Text:
    waiting.give_up_stay(stay=found, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text("已取消。", "Given up.")


def _commissioner(request: HttpRequest, found: Stay, user: User) -> Text:
    chosen = request.POST.get("to", "")
    people = {str(one.pk): one for one, _ in commissioners(found.zone, timezone.localdate())}
    if chosen not in people:
        raise CannotDo("请选择服务专员。", "Choose a commissioner.")
    serving.appoint_commissioner(
        stay=found, to=people[chosen], by=user.email, now=timezone.now(), today=timezone.localdate()
    )
    return Text("服务专员已更换，并已通知本人。", "The commissioner was changed; the person was told.")


STEPS: dict[str, Callable[[HttpRequest, Stay, User], Text]] = {
    "decide": _decide, "check-in": _check_in, "check-out": _check_out, "move": _move, "extend": _extend,
    "leave": _leave, "give-up": _give_up, "commissioner": _commissioner,
}  # fmt: skip
