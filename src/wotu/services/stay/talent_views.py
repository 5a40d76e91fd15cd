"""A talent's own pages of the station: apply, and everything about one's stay."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.limits import too_many
from wotu.access.middleware import actor, user_of
from wotu.access.needs import SIGNED_IN, open_to
from wotu.accounts.models import User
from wotu.ledger.amounts import in_words
from wotu.look import language
from wotu.look.done import tell_reader
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay import code as codes
from wotu.services.stay.applying import Application, begin, send
from wotu.services.stay.calendar_page import free_beds
from wotu.services.stay.doors import open_own_station, open_own_stay
from wotu.services.stay.free import free_left
from wotu.services.stay.known import known_of
from wotu.services.stay.models import LIVE, Stay
from wotu.services.stay.reads import bed_words, place_in_line, stays_of
from wotu.services.stay.station import ROOM_KINDS, Station
from wotu.services.stay.typed import day_of
from wotu.services.stay.verbs import arriving, serving, staying, waiting

SAID_BY = "本人填报 / The person’s own statement"


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the talent's stays, the calendar of free beds and the application."""
    person, zone, station = open_own_station(actor(request), slug)
    return _home(request, person, zone, station)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Send an application; it is decided at once where the rule is clear."""
    person, zone, station = open_own_station(actor(request), slug)
    if too_many(request, "stay"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    now, today = timezone.now(), timezone.localdate()
    known = known_of(zone, station, person, today)
    sent = send(request.POST, known, user=user_of(request), source=SAID_BY, now=now, today=today)
    if isinstance(sent, Application):
        return _home(request, person, zone, station, application=sent)
    tell_reader(request, WHAT_BECAME[sent.state])
    return HttpResponseRedirect(reverse("portal:stay_talent:home", args=[slug]))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def step(request: HttpRequest, slug: str, id_: int, step: str) -> HttpResponse:
    """Confirm, give up, stay longer, leave earlier, be late, explain, ask for more."""
    stay, zone, station = open_own_stay(actor(request), slug, id_)
    if step not in STEPS:
        raise Http404
    try:
        done = STEPS[step](request, stay, user_of(request))
    except CannotDo as refused:
        return _home(request, stay.person, zone, station, refused=refused)
    tell_reader(request, done)
    return HttpResponseRedirect(reverse("portal:stay_talent:home", args=[slug]))


def _home(
    request: HttpRequest, person: Party, zone: Zone, station: Station, *,
    application: Application | None = None, refused: CannotDo | None = None,
) -> HttpResponse:  # fmt: skip
    now, today = timezone.now(), timezone.localdate()
    known = known_of(zone, station, person, today)
    stays = list(stays_of(person))
    code = codes.code_for(person.pk, now)
    left = free_left(person, known.free_by_rule) if known.free_by_rule is not None else None
    shown = application or begin(known, request.GET.dict())
    asked = {**shown.typed, **request.GET.dict()}
    context = {
        "person": person, "zone": zone, "station": station, "today": today, "known": known,
        "current": [_shown(stay, today) for stay in stays if stay.state in LIVE],
        "past": [stay for stay in stays if stay.state not in LIVE],
        "left": None if left is None else max(0, left), "code": code, "minutes": codes.MINUTES,
        "picture": mark_safe(codes.picture_of(code)),  # noqa: S308 - drawn here
        "beds": free_beds(known, asked, today), "application": shown, "refused": refused,
        "rooms": ROOM_KINDS, "price": in_words(station.terms.price, "fen")[language.current()],
        "onward": [(measure, zone.packs.measures[measure].title) for measure in station.onward],
        "action": reverse("portal:stay_talent:apply", args=[person.slug]),
        "mine": True,
    }  # fmt: skip
    wrong = refused is not None or shown.is_wrong
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "stay/talent.html", context, status=status)


def _shown(stay: Stay, today: dt.date) -> dict[str, object]:
    """Return what the page says of a stay that is not over."""
    return {
        "stay": stay, "bed": bed_words(stay, today) if stay.state == "here" else "",
        "line": place_in_line(stay) if stay.state == "waiting" else 0,
        "nights_left": max(0, (stay.ends - max(stay.starts, today)).days),
        "items": list(stay.items.all()),
    }  # fmt: skip


def confirm(_request: HttpRequest, stay: Stay, user: User) -> Text:
    """Confirm an offer from the waiting list."""
    waiting.confirm_offer(stay=stay, user=user, now=timezone.now(), today=timezone.localdate())
    return Text("已确认，床位为您保留。", "Confirmed; the bed is kept for you.")


def give_up(_request: HttpRequest, stay: Stay, user: User) -> Text:
    """Give the stay up."""
    waiting.give_up_stay(stay=stay, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text("已取消，床位让给轮候的人。", "Given up; the bed goes to those who wait.")


def extend(request: HttpRequest, stay: Stay, user: User) -> Text:
    """Stay longer."""
    ends = day_of(request, "ends")
    staying.extend_stay(stay=stay, ends=ends, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text(f"已续住到{ends}。", f"You now stay until {ends}.")


def leave(request: HttpRequest, stay: Stay, user: User) -> Text:
    """Leave earlier."""
    ends = day_of(request, "ends")
    staying.leave_early(stay=stay, ends=ends, by=user.email, now=timezone.now(), today=timezone.localdate())
    return Text(
        f"退房日期改为{ends}，之后的床位已退回。", f"You now leave on {ends}; the nights after it went back."
    )


def late(request: HttpRequest, stay: Stay, user: User) -> Text:
    """Say why one comes later."""
    day = day_of(request, "day")
    arriving.say_late(
        stay=stay, day=day, excuse=request.POST.get("excuse", ""), by=user.email, now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip
    return Text(f"床位为您保留到{day}。", f"The bed is kept for you until {day}.")


def explain(request: HttpRequest, stay: Stay, user: User) -> Text:
    """Say afterwards why one did not come."""
    arriving.explain_absence(
        stay=stay, excuse=request.POST.get("excuse", ""), by=user.email, now=timezone.now()
    )
    return Text("原因已转给驿站。", "The station has your reason.")


def more(request: HttpRequest, stay: Stay, user: User) -> Text:
    """Ask for further services of the same matter."""
    serving.ask_onward(
        stay=stay, measures=request.POST.getlist("onward"), by=user.email, now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip
    return Text("已一并提交，会逐项答复。", "Sent along; each will be answered.")


STEPS: dict[str, Callable[[HttpRequest, Stay, User], Text]] = {
    "confirm": confirm, "give-up": give_up, "extend": extend, "leave": leave, "late": late,
    "explain": explain, "more": more,
}  # fmt: skip
WHAT_BECAME: dict[str, Text] = {
    "promised": Text("审核通过，床位已为您保留。", "Approved; a bed is kept for you."),
    "waiting": Text(
        "审核通过，目前床位已满，您已进入轮候。", "Approved; the station is full, you are waiting for a bed."
    ),
    "applied": Text("已提交，工作人员当天答复。", "Sent; an official answers the same day."),
}  # fmt: skip
