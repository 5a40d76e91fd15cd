"""The queue of names, one name, and the list of rulings."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.claim_doors import open_name, open_ruling
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.money import money
from wotu.desk.chain import words
from wotu.desk.chain.numbers import number
from wotu.desk.chain.shown import shown_claims, shown_name
from wotu.industry.models import Product, ProductName, Ruling
from wotu.industry.name_queue import candidates, coverage, dearest, names_in, products_like
from wotu.industry.reads import claims_on, product_of
from wotu.industry.verbs.naming import NewProduct, confirm_names, found_product, set_names_aside, undo_ruling
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

NAMES_SHOWN = 25
CLAIMS_SHOWN = 20
RULINGS_SHOWN = 50
LEAST = (90, 80, 70, 60)
"""Scores, in percent, a bulk confirmation may ask for."""


@open_to("see_chain")
@never_cache
@require_safe
def names(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the names without a meaning, the dearest first, with what each may mean."""
    return _queue_page(request, open_zone(actor(request), zone, "see_chain"), request.GET)


@open_to("keep_chain")
@never_cache
@require_POST
def rule(request: HttpRequest, zone: str) -> HttpResponse:
    """Confirm one candidate, confirm the chosen ones above a score, or set names aside."""
    where = open_zone(actor(request), zone, "keep_chain")
    query = QueryDict(request.POST.get("query", "")[:500], mutable=True)
    try:
        ruling = _rule(request, where)
    except CannotDo as refused:
        return _queue_page(request, where, query, refused.text)
    query["ruled"] = str(ruling.pk)
    return HttpResponseRedirect(f"{reverse('desk:chain:names', args=[zone])}?{query.urlencode()}")


def _rule(request: HttpRequest, where: Zone) -> Ruling:
    by, now, post = actor(request).by, timezone.now(), request.POST
    if one := post.get("mean"):
        name, product, _ = _read(one)
        return confirm_names(zone=where.id, meanings={name: product}, by=by, now=now)
    if one := post.get("aside"):
        return set_names_aside(zone=where.id, names=[_read(one)[0]], by=by, now=now)
    chosen = [_read(value) for value in post.getlist("chosen")]
    if post.get("do") == "aside":
        return set_names_aside(zone=where.id, names=[name for name, _, _ in chosen], by=by, now=now)
    least = number(post.get("least", "")) or LEAST[0]
    likely = {name: product for name, product, score in chosen if product and score >= least}
    if chosen and not likely:
        raise CannotDo(
            f"所选名称的第一候选都不到{least}%，请逐个确认。",
            f"No first candidate of those chosen reaches {least}%: confirm them one by one.",
        )
    return confirm_names(zone=where.id, meanings=likely, by=by, now=now)


def _read(value: str) -> tuple[int, int, int]:
    """Read `name:product:score`, of which the last two may be missing."""
    parts = [number(part) for part in value.split(":")]
    name, product, score = (*parts, 0, 0)[:3]
    return name, product, score


def _queue_page(
    request: HttpRequest, where: Zone, asked: QueryDict, mistake: Text | None = None
) -> HttpResponse:
    state = "set_aside" if asked.get("state") == "set_aside" else "open"
    typed = asked.get("q", "").strip()[:100]
    found = names_in(where.id, state, typed)
    pages = Paginator(dearest(found), NAMES_SHOWN)
    vars(pages)["count"] = found.count()  # without adding up what each of them cost
    page = pages.get_page(asked.get("page"))
    shown: list[Any] = list(page)
    likely = candidates(where.id, shown)
    kept = asked.copy()
    kept.pop("ruled", None)
    known = coverage(where.id)
    sums = {key: money(getattr(known, key)) for key in ("named", "total", "open", "unsaid", "set_aside")}
    context = {
        "zone": where, "page": page, "state": state, "q": typed,
        "rows": [(name, money(name.fen), likely[name.pk]) for name in shown],
        "query": kept.urlencode(), "coverage": known, "sums": sums, "mistake": mistake,
        "least": [(str(one), f"≥ {one}%") for one in LEAST],
        "ruled": _ruled(where.id, asked.get("ruled", "")),
        "may_keep": actor(request).may("keep_chain", where.id),
        "here": reverse("desk:chain:names", args=[where.id]),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/names.html", context, status=status)


def _ruled(zone: str, text: str) -> tuple[Ruling, Text] | None:
    """Return the ruling just made, while it stands."""
    found = Ruling.objects.filter(zone=zone, pk=number(text), undone_at=None).first()
    return (found, words.RULING_WORDS[found.verb]) if found else None


@open_to("see_chain")
@never_cache
@require_safe
def name(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show one name: where it is used, and what it may mean."""
    where, found = open_name(actor(request), zone, number)
    return _name_page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def rule_on_name(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Confirm a name as a product, found one from it, or set it aside."""
    where, found = open_name(actor(request), zone, number, "keep_chain")
    by, now, post = actor(request).by, timezone.now(), request.POST
    try:
        if post.get("do") == "found":
            ruling = found_product(
                zone=where.id, names=[found.pk], new=new_product(where.id, post), by=by, now=now
            )[1]
        elif post.get("do") == "aside":
            ruling = set_names_aside(zone=where.id, names=[found.pk], by=by, now=now)
        else:
            meant = {found.pk: _read(post.get("product", ""))[0]}
            ruling = confirm_names(zone=where.id, meanings=meant, by=by, now=now)
    except CannotDo as refused:
        return _name_page(request, where, found, refused.text)
    there = reverse("desk:chain:names", args=[zone])
    return HttpResponseRedirect(f"{there}?ruled={ruling.pk}")


def new_product(zone: str, typed: QueryDict) -> NewProduct:
    """Read a product to be founded from a form.

    Raises:
        CannotDo: its name is missing, or there is no such parent.
    """
    zh, parent = typed.get("zh", "").strip(), typed.get("parent", "").strip()
    if not zh:
        raise CannotDo("请填写新产品的名称。", "Fill in the new product’s name.")
    above = None
    if parent:
        above = (
            product_of(zone, parent) or Product.objects.filter(zone=zone, zh=parent, merged_into=None).first()
        )
        if above is None:
            raise CannotDo(
                f"没有叫“{parent}”的上级产品。", f"There is no product “{parent}” to stand above it."
            )
    return NewProduct(zh, typed.get("en", ""), typed.get("hs", ""), typed.get("gb", ""), above)


def _name_page(
    request: HttpRequest, where: Zone, found: ProductName, mistake: Text | None = None
) -> HttpResponse:
    found.refresh_from_db()
    claims = claims_on(where.id, [found.pk])
    typed = request.GET.get("q", "").strip()[:100]
    context = {
        "zone": where, "name": found, "mistake": mistake, "typed": request.POST, "q": typed,
        "likely": candidates(where.id, [found])[found.pk] if found.state != "confirmed" else (),
        "results": products_like(where.id, typed), "used": claims.count(),
        "claims": shown_claims(claims[:CLAIMS_SHOWN]),
        "product": product_of(where.id, found.product.slug) if found.product else None,
        "meant": shown_name(found),
        "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/name.html", context, status=status)


@open_to("see_chain")
@never_cache
@require_safe
def rulings(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what was ruled on names and products, the latest first."""
    return _rulings_page(request, open_zone(actor(request), zone, "see_chain"))


def _rulings_page(request: HttpRequest, where: Zone, mistake: Text | None = None) -> HttpResponse:
    page = Paginator(Ruling.objects.filter(zone=where.id), RULINGS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "zone": where, "page": page, "rows": [(one, words.RULING_WORDS[one.verb]) for one in page],
        "mistake": mistake, "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/rulings.html", context, status=status)


@open_to("keep_chain")
@never_cache
@require_POST
def undo(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take a ruling back."""
    where, found = open_ruling(actor(request), zone, number)
    try:
        undo_ruling(ruling=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _rulings_page(request, where, refused.text)
    return HttpResponseRedirect(reverse("desk:chain:names", args=[zone]))
