"""Risk in the zone's supply: sellers in trouble, single sources, concentration, and what if a firm stops."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.names.normal import normal
from wotu.chain.risk import HOPS, Level, Stop, Trouble, concentrations, exposures, if_stops, troubles
from wotu.desk.chain.naming import NamedFirm, firm_name, named_firm, named_product
from wotu.desk.chain.shown import ShownClaim, claims_by_id
from wotu.industry.atlas import Atlas, atlas
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.look.templatetags.figures import share, yuan
from wotu.rules.text import Text

SHOWN, EXPOSED, CHOICES, REACHED = 40, 15, 20, 100
LEVELS: dict[Level, Text] = {
    "low": Text("较低", "low"), "moderate": Text("中等", "moderate"), "high": Text("较高", "high"),
}  # fmt: skip


@open_to("see_chain")
@never_cache
@require_safe
def risk(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what may go wrong in the zone's supply, what needs an eye first."""
    where = open_zone(actor(request), zone, "see_chain")
    found = atlas(where.id)
    lines = found.answer(concentrations)
    single = [one for one in lines if one.sole]
    single.sort(key=lambda one: (-one.value_fen, one.product))
    several = sorted((one for one in lines if not one.sole), key=lambda one: (-(one.hhi or 0), one.product))
    imported = [one for one in lines if one.import_share]
    imported.sort(key=lambda one: (-one.import_share, -one.value_fen, one.product))  # type: ignore[operator]
    context: dict[str, Any] = {
        "zone": where,
        "troubles": _troubles(found),
        "single": [(one, firm_name(found, one.sole)) for one in single[:SHOWN]],
        "single_number": len(single), "several": [(one, _level(one.level)) for one in several[:SHOWN]],
        "several_number": len(several), "imported": imported[:SHOWN], "imported_number": len(imported),
        "exposed": [(one, firm_name(found, one.firm)) for one in found.answer(exposures)[:EXPOSED]],
        "hops": HOPS,
    }  # fmt: skip
    return render(request, "desk/chain/risk.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def stop(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what is known to follow if a firm stops: no other source, whom it reaches, what is lost."""
    where = open_zone(actor(request), zone, "see_chain")
    found, typed = atlas(where.id), request.GET.get("firm", "").strip()
    context: dict[str, Any] = {"zone": where, "typed": typed, "hops": HOPS}
    firm = _meant(found, typed)
    if isinstance(firm, str):
        shown = _stop(found, found.answer(if_stops, firm=firm))
        context |= shown | {
            "alone_number": len(shown["alone"]), "hits_number": len(shown["hits"]),
            "alone": shown["alone"][:REACHED], "hits": shown["hits"][:REACHED],
        }  # fmt: skip
    else:
        context |= {"choices": firm[:CHOICES], "choices_number": len(firm)}
    return render(request, "desk/chain/stop.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return every product the zone buys with its concentration and import share as a sheet."""
    where = open_zone(actor(request), zone, "see_chain")
    found, language = atlas(where.id), current()
    heads = [
        Text("产品", "Product"), Text("已知供应商", "Known sellers"), Text("唯一来源", "Only source"),
        Text("HHI（已知供应商）", "HHI of known sellers"), Text("集中度", "Concentration"),
        Text("供应商已知的份额", "Share with a known seller"), Text("进口份额", "Import share"),
        Text("采购额（元）", "Value, yuan"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for one in found.answer(concentrations):
        level = _level(one.level)
        rows.append([
            one.name[language], one.sellers, firm_name(found, one.sole),
            None if one.hhi is None else round(one.hhi), level[language] if level else "",
            share(one.known_share), share(one.import_share), yuan(one.value_fen),
        ])  # fmt: skip
    title = f"risk-{where.id}-{timezone.localdate()}"
    return sheet_response(ending, title, "risk", [[head[language] for head in heads], *rows])


@open_to("see_chain")
@never_cache
@require_safe
def stop_export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return what follows if a firm stops as a sheet."""
    where = open_zone(actor(request), zone, "see_chain")
    found, language = atlas(where.id), current()
    firm = _meant(found, request.GET.get("firm", "").strip())
    if not isinstance(firm, str):
        raise Http404
    shown = _stop(found, found.answer(if_stops, firm=firm))
    heads = [
        Text("后果", "What follows"), Text("企业", "Firm"), Text("产品", "Product"), Text("步数", "Steps"),
        Text("路径", "Path"), Text("依据", "Evidence"),
    ]  # fmt: skip
    alone, reached, lost = (
        Text("没有其他已知来源", "no other known source"), Text("被波及", "reached"),
        Text("区内再无人生产", "nobody else inside makes it"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [alone[language], buyer.name, product.name[language], 1, "", _told(claim)]
        for _, buyer, product, claim in shown["alone"]
    ]
    rows += [
        [
            reached[language],
            firm.name,
            "",
            hit.hops,
            " → ".join(one.name for one in path),
            "；".join(map(_told, claims)),
        ]
        for hit, firm, _, path, claims in shown["hits"]
    ]
    rows += [[lost[language], "", product.name[language], "", "", ""] for product in shown["lost"]]
    title = f"stop-{where.id}-{timezone.localdate()}"
    return sheet_response(ending, title, "stop", [[head[language] for head in heads], *rows])


def _meant(found: Atlas, typed: str) -> str | list[tuple[str, str]]:
    """Return the key of the firm that is meant, or those it may be: by key, or by part of the name."""
    if typed in found.firms:
        return typed
    if not typed:
        return []
    fits = [
        (key, str(row["name"])) for key, row in found.firms.items() if normal(typed) in normal(row["name"])
    ]
    return fits[0][0] if len(fits) == 1 else fits


def _stop(found: Atlas, stop: Stop) -> dict[str, Any]:
    inside = {key for key, row in found.firms.items() if row["zone"] == found.zone}
    claims = claims_by_id(
        found.zone, [*stop.sole_claims, *(claim for hit in stop.hits for claim in hit.claims)]
    )
    alone = [
        (buyer in inside, named_firm(found, buyer), named_product(found, product), claims.get(claim))
        for (buyer, product), claim in zip(stop.without_source, stop.sole_claims, strict=True)
    ]
    hits = [
        (hit, named_firm(found, hit.firm), hit.firm in inside, [named_firm(found, one) for one in hit.path],
         [claims[claim] for claim in hit.claims if claim in claims])
        for hit in stop.hits
    ]  # fmt: skip
    return {
        "firm": stop.firm, "name": firm_name(found, stop.firm),
        "alone": sorted(alone, key=lambda one: (not one[0], one[1].name, one[2].name.zh)),
        "hits": sorted(hits, key=lambda one: (one[0].hops, not one[2], one[1].name)),
        "lost": [named_product(found, product) for product in stop.links_lost],
        "inside_number": sum(one[2] for one in hits),
    }  # fmt: skip


def _troubles(found: Atlas) -> list[tuple[NamedFirm | None, Trouble, list[Any]]]:
    """Return sellers in trouble, each with those who buy from it; the most pressing first."""
    every = found.answer(troubles)
    claims = claims_by_id(found.zone, [one.claim for one in every])
    by_seller: dict[str, list[Any]] = {}
    for one in every:
        line = (one, named_firm(found, one.buyer), named_product(found, one.product), claims.get(one.claim))
        by_seller.setdefault(one.seller, []).append(line)
    return [(named_firm(found, key), lines[0][0], lines) for key, lines in by_seller.items()]


def _level(level: Level | None) -> Text | None:
    return LEVELS[level] if level else None


def _told(claim: ShownClaim | None) -> str:
    return claim.line[current()] if claim else ""
