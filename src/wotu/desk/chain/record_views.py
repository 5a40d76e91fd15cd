"""Everything known of one product, and of one firm, with the claims behind it."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.chain_doors import open_firm, open_link
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.graph.relations import Row
from wotu.desk.chain.shown import shown_claims, shown_link, shown_name
from wotu.desk.chain.words import ARROW_WORDS, LEAD_STATE_WORDS, STAGE_WORDS
from wotu.industry import reads
from wotu.industry.atlas import Atlas, atlas
from wotu.industry.dealings import Dealing, dealings
from wotu.industry.models import Claim, Enterprise, Product, ProductName
from wotu.industry.relations import OPEN_NAME
from wotu.measures.zones import Zone
from wotu.rules.text import Text

PAGE = 50
"""Claims on one page."""


@open_to("see_chain")
@never_cache
@require_safe
def product(request: HttpRequest, zone: str, product: str) -> HttpResponse:
    """Show a product, or a name nobody gave a meaning yet, with every claim made about it."""
    where, found = open_link(actor(request), zone, product)
    known = atlas(where.id)
    name = None if isinstance(found, Product) else found
    key = f"{OPEN_NAME}{found.pk}" if name else found.slug  # type: ignore[union-attr]
    if key not in known.products:
        raise Http404
    who = actor(request)
    context: dict[str, Any] = {
        "zone": where, "shown": shown_link(known, key), "name": name,
        "may_keep": who.may("keep_chain", where.id),
    }  # fmt: skip
    names = [found] if isinstance(found, ProductName) else _told_of(found, context)
    claims = reads.claims_on(where.id, [one.pk for one in names])
    page = Paginator(claims, PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "claims": shown_claims(page.object_list)}
    return render(request, "desk/chain/product.html", context)


def _told_of(product: Product, context: dict[str, Any]) -> list[ProductName]:
    """Add what a product is to the page; return the names claims about it or its family are made with."""
    family = reads.family_of(product)
    names = list(reads.names_below(family).select_related("product"))
    own = {product.zh, product.en}
    places = product.places.select_related("chain").order_by("chain__slug")
    context |= {
        "product": product, "children": [one for one in family if one.parent_id == product.pk],
        "aliases": sorted({one.name for one in names if one.product_id == product.pk} - own),
        "places": [(place.chain, STAGE_WORDS[place.stage]) for place in places],
    }  # fmt: skip
    return names


@open_to("see_chain")
@never_cache
@require_safe
def firm(request: HttpRequest, zone: str, key: str) -> HttpResponse:
    """Show a firm as the zone knows it: what it makes, buys and sells, with every claim about it."""
    where, found = open_firm(actor(request), zone, key)
    return firm_page(request, where, found)


def firm_page(
    request: HttpRequest, where: Zone, found: Enterprise, *, mistake: Text | None = None
) -> HttpResponse:
    """Return the page of a firm, with what could not be done."""
    who, known = actor(request), atlas(where.id)
    everything = list(reads.claims_about(found))
    bought, sold = dealings(everything, found)
    page = Paginator(everything, PAGE).get_page(request.GET.get("page"))
    context = {
        "zone": where, "firm": found, "sites": list(found.sites.all()),
        "group": _group(known, found.key, found.group), "sees_firms": who.may("see_firms", where.id),
        "growth": "" if found.growth_bp is None else f"{found.growth_bp / 100:+g}%",
        "leading": list(reads.leaders_of(where.id).filter(enterprise=found)),
        "leads": [
            (one, LEAD_STATE_WORDS[one.state]) for one in reads.leads_of(where.id).filter(enterprise=found)
        ],
        "makes": _made(everything), "serves": [one for one in everything if one.says == "serves"],
        "sides": (("buys", _sides(bought, known)), ("sells", _sides(sold, known))),
        "where": _where(known, found.key), "page": page,
        "claims": shown_claims(page.object_list), "may_keep": who.may("keep_chain", where.id),
        "mistake": mistake, "typed": request.POST if mistake else {},
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/firm.html", context, status=status)


def _group(known: Atlas, key: str, group: str) -> list[Row]:
    """Return the other firms of a group: those under the same hand, and the hand itself."""
    return [
        row for row in known.firms.values()
        if row["id"] != key and ((group and group in (row["group_id"], row["id"])) or row["group_id"] == key)
    ]  # fmt: skip


def _where(known: Atlas, firm: str) -> str:
    """Return whether a firm is in the zone, outside, or nobody knows."""
    row = known.firms.get(firm)
    if row is None or not (row["zone"] or row["place"]):
        return "unknown"
    return "inside" if row["zone"] else "outside"


def _made(claims: list[Claim]) -> list[dict[str, Any]]:
    """Return what a firm is claimed to make, each product once, confirmed ones first."""
    found: dict[str, dict[str, Any]] = {}
    rank = {"confirmed": 0, "proposed": 1, "rejected": 2}
    for claim in sorted((one for one in claims if one.says == "makes"), key=lambda one: rank[one.state]):
        name = shown_name(claim.name)
        if name is not None:
            found.setdefault(name.product or name.name.zh, {"name": name, "claim": shown_claims([claim])[0]})
    return list(found.values())


def _sides(found: list[Dealing], known: Atlas) -> list[dict[str, Any]]:
    return [
        {
            "deal": one, "name": shown_name(one.name), "use": ARROW_WORDS.get(one.use),
            "where": _where(known, one.partner.key) if one.partner else None,
        }
        for one in found
    ]  # fmt: skip
