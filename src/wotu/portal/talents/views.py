"""A talent's own page, and the answers given on it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_own_person
from wotu.access.limits import too_many
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.portal import answers, stated
from wotu.portal.dates import today
from wotu.portal.questions import CannotRead, Form, key_of, read_answer
from wotu.portal.talents.own import OwnPage, own_page
from wotu.rules.text import Text
from wotu.services.table import KINDS

SAID_BY = "本人填报 / The person’s own statement"


@open_to(SIGNED_IN)
@never_cache
@require_safe
def talent(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the zone offers the person, and the question most worth answering."""
    person, zone = open_own_person(actor(request), slug)
    return _page(request, own_page(person, zone, today()))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what the person says about themselves."""
    person, zone = open_own_person(actor(request), slug)
    if too_many(request, "answer"):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    page = own_page(person, zone, today())
    asked = request.POST.get("question", "")
    question = next((q for q in page.questions if key_of(q.subject_id, q.slot) == asked), None)
    if question is None:  # answered meanwhile in another window
        return HttpResponseRedirect(reverse("portal:talent", args=[slug]))
    try:
        value = read_answer(question, request.POST.dict(), today())
    except CannotRead as mistake:
        typed, unit = request.POST.get("value", ""), request.POST.get("unit", "")
        decides = page.check.decided_by(question)
        return _page(request, page, Form.of(question, decides, typed=typed, unit=unit, mistake=mistake.text))
    given = answers.answer_for(slug, question.slot, question.fact, value, page.on)
    owner = page.check.party
    stated.record(owner, zone, given, by=actor(request).by, now=timezone.now(), source=SAID_BY)
    return HttpResponseRedirect(reverse("portal:talent", args=[slug]))


def _services(page: OwnPage) -> list[tuple[Text, str]]:
    """Return the kinds of service the zone offers that have pages for the talent."""
    offered = {measure.service for measure in page.zone.measures}
    return [
        (kind.label, reverse(f"portal:{kind.id}_talent:home", args=[page.person.slug]))
        for kind in KINDS
        if kind.talent_urls and kind.id in offered
    ]


def _page(request: HttpRequest, page: OwnPage, form: Form | None = None) -> HttpResponse:
    best = page.questions[0] if page.questions else None
    shown = form or (Form.of(best, page.check.decided_by(best)) if best else None)
    context = {
        "page": page, "form": shown, "open_questions": len(page.questions), "services": _services(page),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "portal/talents/talent.html", context, status=status)
