"""Pasted texts: their claims beside the sentences, to accept, reject or mend."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.claim_doors import open_claim, open_passage
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.extraction import sentences
from wotu.desk.chain import words
from wotu.desk.chain.claim_views import decided
from wotu.desk.chain.numbers import number as read_number
from wotu.desk.chain.shown import ShownClaim, shown_claims
from wotu.industry.firm_names import firms_like
from wotu.industry.models import Passage
from wotu.industry.reads import claims_of
from wotu.industry.verbs.passages import LONGEST, Saying, add_passage, mend_claim, propose_claim, unknown_in
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

PASSAGES_SHOWN = 20


@open_to("keep_chain")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passages(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a text, or show those taken in."""
    where = open_zone(actor(request), zone, "keep_chain")
    mistake = None
    if request.method == "POST":
        post = request.POST
        try:
            passage, _ = add_passage(
                zone=where.id, title=post.get("title", ""), address=post.get("address", ""),
                text=post.get("text", ""), by=actor(request).by, now=timezone.now(),
            )  # fmt: skip
        except CannotDo as refused:
            mistake = refused.text
        else:
            return HttpResponseRedirect(reverse("desk:chain:passage", args=[zone, passage.pk]))
    context = {
        "zone": where, "may_keep": True, "mistake": mistake, "typed": request.POST, "longest": LONGEST,
        "passages": Passage.objects.filter(zone=where.id).defer("text")[:PASSAGES_SHOWN],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/passages.html", context, status=status)


@open_to("see_chain")
@never_cache
@require_safe
def passage(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show a text with the claims read from it, each beside its sentence."""
    where, found = open_passage(actor(request), zone, number)
    return _page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def propose(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Propose a claim from a sentence of the text."""
    where, found = open_passage(actor(request), zone, number, "keep_chain")
    post = request.POST
    try:
        propose_claim(
            passage=found, saying=_saying(post), quote=post.get("quote", ""),
            quote_at=read_number(post.get("at", "")), by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
    except CannotDo as refused:
        return _page(request, where, found, refused.text)
    return HttpResponseRedirect(reverse("desk:chain:passage", args=[zone, found.pk]))


@open_to("keep_chain")
@never_cache
@require_POST
def mend(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Correct a proposal read from a text."""
    where, found = open_claim(actor(request), zone, number, "keep_chain")
    if found.passage is None:
        return HttpResponseRedirect(reverse("desk:chain:claim", args=[zone, found.pk]))
    try:
        mend_claim(claim=found, saying=_saying(request.POST), by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _page(request, where, found.passage, refused.text)
    return HttpResponseRedirect(reverse("desk:chain:passage", args=[zone, found.passage.pk]))


def _saying(typed: QueryDict) -> Saying:
    def said(name: str) -> str:
        return typed.get(name, "").strip()[:200]

    return Saying(
        said("says"), said("firm_code") or said("firm"), said("product"), said("buyer_code") or said("buyer"),
        said("use"), said("firm_name"), said("buyer_name"),
    )  # fmt: skip


def _page(request: HttpRequest, where: Zone, found: Passage, mistake: Text | None = None) -> HttpResponse:
    claims = list(claims_of(where.id).filter(passage=found).order_by("quote_at", "pk"))
    unknown = unknown_in(found)
    like = firms_like(
        where.id, [m.words for one in unknown for m in (one.firm, one.buyer) if m and not m.key]
    )
    by_sentence: dict[int, list[ShownClaim]] = {}
    for shown in shown_claims(claims):
        by_sentence.setdefault(shown.claim.quote_at or 0, []).append(shown)
    parts = [(at, text, by_sentence.get(at, [])) for at, text in sentences(found.text)]
    context = {
        "zone": where, "passage": found, "parts": parts, "claims": len(claims), "mistake": mistake,
        "proposed": [one for one in claims if one.state == "proposed"],
        "unknown": [
            (f"u{at}", one, like.get(one.firm.words, []), like.get(one.buyer.words, []) if one.buyer else [])
            for at, one in enumerate(unknown)
        ],
        "says": [one for one in words.options(words.SAYS_WORDS) if one[0] in ("makes", "supplies")],
        "uses": words.options(words.USE_WORDS),
        "decided": decided(where.id, request.GET.get("decided", "")),
        "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/passage.html", context, status=status)
