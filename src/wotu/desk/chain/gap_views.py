"""Missing links (缺环): the ranked list, and one of them with whom to invite for it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_link, open_product
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.chain.gaps import Gap
from wotu.desk.chain.bars import bar
from wotu.desk.chain.forms import day_of
from wotu.desk.chain.gap_page import bought_today, cards, needs
from wotu.desk.chain.words import GAP_PARTS, USE_WORDS
from wotu.industry.atlas import Atlas, atlas
from wotu.industry.leading import search
from wotu.industry.models import Product, Signing
from wotu.industry.reads import chains_of, followed, leads_for, products_in
from wotu.industry.relations import OPEN_NAME
from wotu.industry.tasks import ask_for_leads
from wotu.industry.verbs.leads import take_up_lead
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.payments.bank_file import yuan
from wotu.refusal import CannotDo
from wotu.rules.text import Text

PAGE = 20
NAMED = 6
"""Buyers named in the list; the others are counted."""


@open_to("see_chain")
@never_cache
@require_safe
def gaps(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the missing links, the most pressing first, of one chain or use where wanted."""
    where = open_zone(actor(request), zone, "see_chain")
    found = atlas(where.id)
    chains = list(chains_of(where.id))
    kept, chain, use = _kept(request, where, found)
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    following = followed(where.id)
    rows = [
        (gap, bar(gap), [found.firms[key]["name"] for key in found.needing(gap.link.product)],
         following.get(gap.link.product, 0))
        for gap in page
    ]  # fmt: skip
    context = {
        "zone": where, "rows": rows, "page": page, "all": len(found.gaps), "kept": len(kept), "named": NAMED,
        "chains": [(one.slug, one.zh if current() == "zh" else one.en) for one in chains], "chain": chain,
        "uses": [(code, words[current()]) for code, words in USE_WORDS.items()], "use": use,
        "legend": GAP_PARTS, "value": sum(gap.link.value_fen or 0 for gap in kept),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/chain/gaps.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def gaps_export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return the missing links as CSV or Excel, with every part of their scores."""
    where = open_zone(actor(request), zone, "see_chain")
    found = atlas(where.id)
    kept, _, _ = _kept(request, where, found)
    name = f"missing-links-{where.id}-{timezone.localdate()}"
    return sheet_response(ending, name, Text("缺环", "Missing links")[current()], _sheet(found, kept))


@open_to("see_chain")
@never_cache
@require_safe
def gap(request: HttpRequest, zone: str, product: str) -> HttpResponse:
    """Show one missing link: who needs it, what is bought today, and whom to invite."""
    where = open_zone(actor(request), zone, "see_chain")
    meant = _meant(request, where, product)
    if meant != product:
        return HttpResponseRedirect(reverse("desk:chain:gap", args=[where.id, meant]))
    return gap_page(request, where, product)


@open_to("see_chain")
@never_cache
@require_safe
def gap_leads(request: HttpRequest, zone: str, product: str) -> HttpResponse:
    """Show whom to invite for a missing link, or how far the search for them is: a part of its page."""
    where = open_zone(actor(request), zone, "see_chain")
    meant = _meant(request, where, product)
    return render(request, "desk/chain/gap_leads.html", _leads(request, where, atlas(where.id), meant))


@open_to("keep_chain")
@never_cache
@require_POST
def take_up(request: HttpRequest, zone: str, product: str) -> HttpResponse:
    """Take a lead up."""
    where, meant = open_product(actor(request), zone, product, "keep_chain")
    user, firm = user_of(request), request.POST.get("firm", "")
    try:
        made = take_up_lead(
            zone=where.id, product=meant, firm=firm, next_step=request.POST.get("next_step", ""),
            next_on=day_of(request, "next_on"), user=user, now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return gap_page(request, where, meant.slug, mistake=refused.text, at=firm)
    messages.success(request, Text("已认领，由您跟进。", "Taken up; it is yours.")[current()])
    return HttpResponseRedirect(reverse("desk:chain:lead", args=[where.id, made.pk]))


def gap_page(
    request: HttpRequest, where: Zone, product: str, *, mistake: Text | None = None, at: str = ""
) -> HttpResponse:
    """Return the page of a missing link, with what could not be done."""
    found = atlas(where.id)
    link = found.links.get(product)
    if link is None:
        if mistake:
            messages.error(request, mistake[current()])
        return HttpResponseRedirect(reverse("desk:chain:product", args=[where.id, product]))
    missing = found.gap(product)
    bought = bought_today(found, product)
    context = {
        "link": link, "gap": missing, "bar": bar(missing) if missing else [],
        "use": USE_WORDS.get(link.use or ""), "needs": needs(found, link, bought), "bought": len(bought),
        "total": link.value_fen, "imported": link.imported_fen,
        "signings": [] if missing else _signings(where.id, product),
        "mistake": mistake, "at": at, "typed": request.POST if mistake else {},
        **_leads(request, where, found, product, missing),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/gap.html", context, status=status)


def _meant(request: HttpRequest, where: Zone, product: str) -> str:
    """Return the product an address means, by its id: itself, or what it was merged into.

    Raises:
        Http404: the zone knows no such product.
    """
    if product in atlas(where.id).links:
        return product
    _, found = open_link(actor(request), where.id, product)
    return found.slug if isinstance(found, Product) else product


def _leads(
    request: HttpRequest, where: Zone, found: Atlas, product: str, missing: Gap | None = None
) -> dict[str, Any]:
    if missing is None:
        missing = found.gap(product)
    state = search(found, product) if missing else None
    if state is not None and state.leads is None:
        ask_for_leads(where.id, product)
    leads = state.leads if state else None
    return {
        "zone": where, "product": product, "search": state, "cards": cards(found, product, leads or []),
        "may_keep": actor(request).may("keep_chain", where.id),
        "is_settled": not product.startswith(OPEN_NAME),
    }  # fmt: skip


def _kept(request: HttpRequest, where: Zone, found: Atlas) -> tuple[list[Gap], str, str]:
    """Return the missing links the reader asked for, and the chain and use they chose."""
    chain, use = request.GET.get("chain", ""), request.GET.get("use", "")
    kept = found.gaps
    chosen = chains_of(where.id).filter(slug=chain).first() if chain else None
    if chosen is not None:
        inside = products_in(chosen)
        kept = [one for one in kept if one.link.product in inside]
    if use in USE_WORDS:
        kept = [one for one in kept if one.link.use == use]
    return kept, chain if chosen else "", use if use in USE_WORDS else ""


def _signings(zone: str, product: str) -> Sequence[Signing]:
    found = Signing.objects.filter(lead__in=leads_for(zone, product))
    return list(found.select_related("lead__enterprise", "site"))


def _sheet(found: Atlas, kept: Sequence[Gap]) -> list[list[Cell]]:
    words = current()
    heads = [
        Text("位次", "Rank"), Text("产品编号", "Product id"), Text("产品", "Product"),
        Text("英文名", "English name"), Text("用途", "Use"), Text("总分（满分100）", "Score of 100"),
        *(Text(f"{label.zh}（分）", f"{label.en} (points)") for label in GAP_PARTS.values()),
        Text("需要的企业数", "Firms that need it"), Text("需要的企业", "Which firms"),
        Text("已知采购额（元）", "Known purchases (yuan)"), Text("其中进口（元）", "Imported (yuan)"),
        Text("已知供应商数", "Known suppliers"), Text("区外制造商数", "Makers outside"), Text("说明", "Why"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [[head[words] for head in heads]]
    for one in kept:
        link, between = one.link, "、" if words == "zh" else "; "
        use = USE_WORDS.get(link.use or "")
        names = between.join(found.firms[key]["name"] for key in found.needing(link.product))
        rows.append(
            [one.rank, link.product, link.name.zh, link.name.en, use[words] if use else None,
             round(one.score, 1), *(round(part.points, 1) for part in bar(one)), link.buyers, names,
             _yuan(link.value_fen), _yuan(link.imported_fen), link.sellers, link.makers_outside,
             one.why[words]]
        )  # fmt: skip
    return rows


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)
