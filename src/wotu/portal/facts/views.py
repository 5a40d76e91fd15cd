"""My facts: what is on record, stating something, taking a statement back, evidence."""

from http import HTTPStatus

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.doors import open_own
from wotu.access.fact_doors import open_evidence, open_own_entry
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.facts.evidence import CONTENT_TYPES, NotEvidence, content_of
from wotu.facts.history import is_withdrawn, known_about
from wotu.facts.models import FactEntry
from wotu.facts.verbs import NewFact, state_fact, withdraw_fact
from wotu.findings.asking import after_facts
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.reads import members_of, subject_of
from wotu.portal.dates import known_on, today
from wotu.portal.facts.files import evidence_of
from wotu.portal.facts.statement import Statement, blank, read, with_evidence
from wotu.portal.facts.topics import topics_of
from wotu.portal.questions import Field
from wotu.portal.stated import TAKEN_BACK
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything the zone knows about the firm, or knew on a day."""
    party, zone = open_own(actor(request), slug, "see_own")
    members, known = members_of([party]), known_on(request)
    topics = topics_of(party, members, known_about([party, *members], zone.packs.vocabulary, known))
    lines = [line for topic in topics for line in topic.lines]
    context = {
        "party": party, "topics": topics, "known": known, "today": today(), "number": len(lines),
        "conflicts": sum(line.known.in_conflict for line in lines),
        "waiting": sum(line.waiting is not None for line in lines),
        "may_answer": actor(request).may_for("answer_own", party) and known is None,
    }  # fmt: skip
    return render(request, "portal/facts/home.html", context)


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the firm state a fact, or correct what it stated."""
    party, zone = open_own(actor(request), slug, "answer_own")
    data = request.POST if request.method == "POST" else request.GET
    subject = subject_of(party, data.get("subject") or slug)
    fact = zone.packs.vocabulary.get(data.get("fact", ""))
    if subject is None or (fact is not None and fact.about != subject.kind):
        raise Http404
    if fact is None:
        return _choose(request, party, subject, zone)
    if request.method != "POST":
        return _form(
            request, party, blank(subject, fact, today(), _entry(subject, fact, data.get("entry", "")))
        )
    stated, now, by = read(subject, fact, request.POST.dict(), today()), timezone.now(), actor(request).by
    if isinstance(stated, Statement):
        return _form(request, party, stated)
    try:
        stated = with_evidence(stated, evidence_of(request, party, by, now))
    except NotEvidence as error:
        return _form(request, party, _again(stated, fact, request, error.text))
    entry = state_fact(fact=stated, vocabulary=zone.packs.vocabulary, by=by, now=now)
    after_facts(zone=zone.id, by=by)
    said = Text("已记录为本企业填报。", "Recorded as your own statement.") if entry else _SAME
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("portal:facts:home", args=[slug]))


_SAME = Text("和之前填报的一样，没有重复记录。", "You said the same before; nothing new is recorded.")


def _again(stated: NewFact, fact: Fact, request: HttpRequest, mistake: Text) -> Statement:
    """Return the form as it was filled in, where only the file was wrong."""
    typed, unit = request.POST.get("value", ""), request.POST.get("unit", "")
    value = Field(fact, Slot(fact.name), typed=typed, unit=unit)
    return Statement(stated.party, fact, value, request.POST.dict(), {"evidence": mistake})


def _entry(subject: Party, fact: Fact, id_: str) -> FactEntry | None:
    wanted = int(id_) if id_.isascii() and id_.isdigit() and len(id_) < 18 else 0
    return FactEntry.objects.filter(pk=wanted, party=subject, fact=fact.name).first()


def _choose(request: HttpRequest, party: Party, subject: Party, zone: Zone) -> HttpResponse:
    facts = [
        fact
        for fact in zone.packs.vocabulary.values()
        if fact.about == subject.kind and fact.name != "credit_code"
    ]
    subjects = [party, *members_of([party])]
    context = {"party": party, "subject": subject, "subjects": subjects, "facts": facts}
    return render(request, "portal/facts/choose.html", context)


def _form(request: HttpRequest, party: Party, statement: Statement) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if statement.mistakes else HTTPStatus.OK
    context = {"party": party, "statement": statement, "form": statement.value, "today": today()}
    return render(request, "portal/facts/state.html", context, status=status)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """Take the firm's own statement back."""
    entry, _ = open_own_entry(actor(request), slug, id_, "answer_own")
    if entry.kind != "statement":
        raise Http404
    if not is_withdrawn(entry):
        withdraw_fact(entry=entry, reason=TAKEN_BACK, by=actor(request).by, now=timezone.now())
        after_facts(zone=entry.party.zone, by=actor(request).by)
    said = Text("已撤回这项填报，之前的记录重新生效。", "Taken back; what stood before counts again.")
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("portal:facts:home", args=[slug]))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def evidence(request: HttpRequest, id_: int) -> HttpResponse:
    """Return an evidence file to save; a browser never shows or runs it here."""
    found = open_evidence(actor(request), id_)
    try:
        content = content_of(found)
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name)
        or "attachment",
        "Content-Security-Policy": "sandbox",
    }
    return HttpResponse(content, content_type=CONTENT_TYPES[found.kind], headers=headers)
