"""A firm's pages of the station: apply for one's people, and see how their stays stand."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.limits import too_many
from wotu.access.middleware import actor, user_of
from wotu.access.needs import SIGNED_IN, open_to
from wotu.facts.sources import OWN_STATEMENT
from wotu.ledger.amounts import in_words
from wotu.look import language
from wotu.look.done import tell_reader
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.reads import members_of
from wotu.refusal import CannotDo
from wotu.services.stay.applying import Application, begin, send
from wotu.services.stay.calendar_page import free_beds
from wotu.services.stay.doors import open_firm_person, open_firm_station, open_firm_stay
from wotu.services.stay.known import known_of
from wotu.services.stay.models import LIVE
from wotu.services.stay.reads import stays_of_firm
from wotu.services.stay.station import ROOM_KINDS, Station
from wotu.services.stay.talent_views import STEPS, WHAT_BECAME

OF_THE_FIRM = ("give-up", "extend", "leave", "late", "confirm")
"""What a firm may do about a stay of one of its people. What concerns the person is the person's own."""


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the firm's people and their stays."""
    firm, zone, station = open_firm_station(actor(request), slug, "see_own")
    return _home(request, firm, zone, station)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def person(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Show the application for one of the firm's people."""
    who, zone, station = open_firm_person(actor(request), slug, person, "claim_own")
    known = known_of(zone, station, who, timezone.localdate())
    return _application(request, who, zone, begin(known, request.GET.dict()))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def apply(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Send an application for one of the firm's people."""
    who, zone, station = open_firm_person(actor(request), slug, person, "claim_own")
    if too_many(request, "stay"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    now, today = timezone.now(), timezone.localdate()
    known = known_of(zone, station, who, today)
    sent = send(request.POST, known, user=user_of(request), source=OWN_STATEMENT, now=now, today=today)
    if isinstance(sent, Application):
        return _application(request, who, zone, sent)
    tell_reader(request, WHAT_BECAME[sent.state])
    return HttpResponseRedirect(reverse("portal:stay:home", args=[slug]))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def step(request: HttpRequest, slug: str, id_: int, step: str) -> HttpResponse:
    """Take a step for one of the firm's people."""
    stay, zone, station = open_firm_stay(actor(request), slug, id_)
    if step not in OF_THE_FIRM:
        raise Http404
    try:
        done = STEPS[step](request, stay, user_of(request))
    except CannotDo as refused:
        return _home(request, stay.case.enterprise, zone, station, refused=refused)
    tell_reader(request, done)
    return HttpResponseRedirect(reverse("portal:stay:home", args=[slug]))


def _home(
    request: HttpRequest, firm: Party, zone: Zone, station: Station, *, refused: CannotDo | None = None
) -> HttpResponse:
    stays = list(stays_of_firm(firm)[:200])
    busy = {stay.person_id for stay in stays if stay.state in LIVE}
    people = [one for one in members_of([firm]) if one.kind == "person"]
    context = {
        "firm": firm, "zone": zone, "station": station, "refused": refused, "today": timezone.localdate(),
        "stays": stays, "people": [(one, one.pk in busy) for one in people],
        "may_claim": actor(request).may_for("claim_own", firm),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "stay/firm.html", context, status=status)


def _application(request: HttpRequest, who: Party, zone: Zone, application: Application) -> HttpResponse:
    station, today = application.known.station, timezone.localdate()
    assert who.owner is not None  # noqa: S101 - the door saw to it
    context = {
        "person": who, "firm": who.owner, "zone": zone, "station": station, "known": application.known,
        "application": application, "today": today, "rooms": ROOM_KINDS,
        "price": in_words(station.terms.price, "fen")[language.current()],
        "beds": free_beds(application.known, {**application.typed, **request.GET.dict()}, today),
        "onward": [(measure, zone.packs.measures[measure].title) for measure in station.onward],
        "action": reverse("portal:stay:apply", args=[who.owner.slug, who.slug]),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if application.is_wrong else HTTPStatus.OK
    return render(request, "stay/firm_apply.html", context, status=status)
