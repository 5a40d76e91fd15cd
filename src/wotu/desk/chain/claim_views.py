"""The queue of claims, one claim, and deciding about them."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.claim_doors import open_claim, open_decision
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.desk.chain import words
from wotu.desk.chain.acting import done
from wotu.desk.chain.numbers import number as read_number
from wotu.desk.chain.numbers import numbers
from wotu.desk.chain.shown import ShownClaim, shown_claims
from wotu.industry.claim_queue import ALL, ClaimFilter, queue
from wotu.industry.firm_names import firms_like
from wotu.industry.models import Claim, ClaimDecision, SheetIntake, Statement
from wotu.industry.reads import firm_of
from wotu.industry.verbs.claims import confirm_claims, reject_claims, reopen_claims, undo_decision
from wotu.industry.verbs.statements import say_seller
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

CLAIMS_SHOWN = 30
DECISIONS_SHOWN = 10


@open_to("see_chain")
@never_cache
@require_safe
def claims(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the claims that wait for a decision, or those asked for."""
    return _page(request, open_zone(actor(request), zone, "see_chain"), request.GET)


@open_to("keep_chain")
@never_cache
@require_POST
def decide(request: HttpRequest, zone: str) -> HttpResponse:
    """Confirm, reject or reopen the chosen claims."""
    where = open_zone(actor(request), zone, "keep_chain")
    query = QueryDict(request.POST.get("query", "")[:500], mutable=True)
    try:
        decision = _decide(request, where.id, numbers(request.POST.getlist("chosen")))
    except CannotDo as refused:
        return _page(request, where, query, refused.text)
    query["decided"] = str(decision.pk)
    back = f"{reverse('desk:chain:claims', args=[zone])}?{query.urlencode()}"
    if one := read_number(request.POST.get("one", "")):
        back = f"{reverse('desk:chain:claim', args=[zone, one])}?decided={decision.pk}"
    if passage := read_number(request.POST.get("passage", "")):
        back = f"{reverse('desk:chain:passage', args=[zone, passage])}?decided={decision.pk}"
    return HttpResponseRedirect(back)


def _decide(request: HttpRequest, zone: str, chosen: list[int]) -> ClaimDecision:
    user, now = user_of(request), timezone.now()
    do = request.POST.get("do", "")
    if do == "reject":
        reason = request.POST.get("reason", "")
        return reject_claims(zone=zone, claims=chosen, reason=reason, user=user, now=now)
    if do == "reopen":
        return reopen_claims(zone=zone, claims=chosen, user=user, now=now)
    return confirm_claims(zone=zone, claims=chosen, user=user, now=now)


@open_to("keep_chain")
@never_cache
@require_POST
def undo(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take a decision back."""
    where, found = open_decision(actor(request), zone, number)
    try:
        undo_decision(decision=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _page(request, where, request.GET, refused.text)
    return HttpResponseRedirect(reverse("desk:chain:claims", args=[zone]))


def decided(zone: str, text: str) -> tuple[ClaimDecision, Text, int] | None:
    """Return the decision just made, while it stands: what it is called, and on how many claims."""
    found = ClaimDecision.objects.filter(zone=zone, pk=read_number(text), undone_at=None).first()
    return (found, words.DECISION_WORDS[found.verb], len(found.before)) if found else None


def _page(request: HttpRequest, where: Zone, asked: QueryDict, mistake: Text | None = None) -> HttpResponse:
    wanted = ClaimFilter.of(asked)
    page = Paginator(queue(where.id, wanted), CLAIMS_SHOWN).get_page(asked.get("page"))
    kept = asked.copy()
    kept.pop("decided", None)
    may_keep = actor(request).may("keep_chain", where.id)
    past = ClaimDecision.objects.filter(zone=where.id)[:DECISIONS_SHOWN]
    context = {
        "zone": where, "page": page, "rows": shown_claims(page), "wanted": wanted, "query": kept.urlencode(),
        "kinds": words.options(words.KIND_WORDS), "says": words.options(words.SAYS_WORDS),
        "states": [*words.options(words.CLAIM_STATE_WORDS), (ALL, Text("全部", "All")[current()])],
        "intake": _sheet(where.id, wanted.intake), "mistake": mistake,
        "decided": decided(where.id, asked.get("decided", "")), "reason": request.POST.get("reason", ""),
        "past": [(one, words.DECISION_WORDS[one.verb], len(one.before)) for one in past],
        "may_keep": may_keep, "may_decide": may_keep and wanted.state != ALL,
        "here": reverse("desk:chain:claims", args=[where.id]),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/claims.html", context, status=status)


def _sheet(zone: str, number: int) -> SheetIntake | None:
    """Return the sheet whose claims are asked for, if one is."""
    return SheetIntake.objects.filter(zone=zone, pk=number).first() if number else None


@open_to("see_chain")
@never_cache
@require_safe
def claim(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show one claim with everything known about it."""
    where, found = open_claim(actor(request), zone, number)
    return _claim_page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def seller(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Say which firm a firm means by the name of its supplier."""
    where, found = open_claim(actor(request), zone, number, "keep_chain")
    chosen = firm_of(where.id, request.POST.get("firm", "").strip())
    try:
        if chosen is None:
            raise CannotDo("没有这个代码的企业。", "There is no firm with this code.")
        say_seller(claim=found, seller=chosen, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _claim_page(request, where, found, refused.text)
    said = Text(f"供应商是{chosen.name}。", f"The supplier is {chosen.name}.")
    return done(request, said, "claim", where.id, found.pk)


def _claim_page(request: HttpRequest, where: Zone, found: Claim, mistake: Text | None = None) -> HttpResponse:
    stated: Statement | None = getattr(found, "statement", None)
    named = stated.seller if stated and found.state == "proposed" else ""
    history = ClaimDecision.objects.filter(zone=where.id, before__has_key=str(found.pk))
    context = {
        "zone": where, "claim": found, "shown": ShownClaim(found),
        "decided": decided(where.id, request.GET.get("decided", "")),
        "history": [(one, words.DECISION_WORDS[one.verb]) for one in history[:DECISIONS_SHOWN]],
        "may_keep": actor(request).may("keep_chain", where.id), "stated": stated, "mistake": mistake,
        "bought_at": words.PLACE_WORDS.get(stated.bought_at) if stated else None,
        "named": named, "like": firms_like(where.id, [named]).get(named, ()) if named else (),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/claim.html", context, status=status)
