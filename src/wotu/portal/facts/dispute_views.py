"""Disputing an entry, and taking a dispute back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wotu.access.fact_doors import open_own_dispute, open_own_entry
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.facts.disputes import dispute_fact, take_dispute_back
from wotu.facts.evidence import NotEvidence
from wotu.facts.models import FactEntry
from wotu.facts.verbs import NotAllowed
from wotu.look import language
from wotu.portal.dates import today
from wotu.portal.facts.files import evidence_of
from wotu.portal.questions import CannotRead, Field, read_value
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """Say that an entry is wrong, and what it should be."""
    entry, zone = open_own_entry(actor(request), slug, id_, "answer_own")
    fact = zone.packs.vocabulary[entry.fact]
    if request.method != "POST":
        return _page(request, entry, fact, {})
    value, mistakes = "", dict[str, Text]()
    if request.POST.get("value", "").strip():
        try:
            value = read_value(fact, Slot(fact.name), request.POST.dict(), today())
        except CannotRead as error:
            mistakes["value"] = error.text
    if not request.POST.get("reason", "").strip():
        mistakes["reason"] = Text("请写明哪里不对、为什么。", "Say what is wrong and why.")
    if mistakes:
        return _page(request, entry, fact, mistakes)
    by, now, party = actor(request).by, timezone.now(), entry.party.owner or entry.party
    try:
        dispute_fact(
            party=party, entry=entry, reason=request.POST["reason"], value=value,
            vocabulary=zone.packs.vocabulary, by=by, now=now, evidence=evidence_of(request, party, by, now),
        )  # fmt: skip
    except NotEvidence as error:
        return _page(request, entry, fact, {"evidence": error.text})
    except NotAllowed as error:
        return _page(request, entry, fact, {"": error.text})
    said = Text(
        "已提出异议，园区答复后会显示在这里。", "Your dispute is with the zone; its answer comes here."
    )
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("portal:facts:home", args=[slug]))


def _page(request: HttpRequest, entry: FactEntry, fact: Fact, mistakes: dict[str, Text]) -> HttpResponse:
    typed = request.POST
    form = Field(
        fact, Slot(fact.name), typed=typed.get("value", ""), unit=typed.get("unit", ""),
        mistake=mistakes.get("value"),
    )  # fmt: skip
    context = {
        "party": entry.party.owner or entry.party, "entry": entry, "fact": fact, "form": form,
        "mistakes": mistakes, "reason": typed.get("reason", ""),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.OK
    return render(request, "portal/facts/dispute.html", context, status=status)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def take_back(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """Drop a dispute that is not answered yet."""
    found = open_own_dispute(actor(request), slug, id_)
    try:
        take_dispute_back(dispute=found, by=actor(request).by, now=timezone.now())
        said = Text("异议已撤回。", "The dispute is taken back.")
    except NotAllowed as error:
        said = error.text
    messages.info(request, said[language.current()])
    return HttpResponseRedirect(reverse("portal:facts:home", args=[slug]))
