"""The tables of a zone as relations of the chain's core, with every name resolved to what it means."""

from collections.abc import Iterable, Iterator, Mapping

from wotu.chain.graph.relations import Graph, Row
from wotu.industry.models import ChainLink, Claim, Enterprise, Product, ProductName, Site, YearFigure
from wotu.measures.zones import zone as zone_of

OPEN_NAME = "name:"
"""A name nobody gave a meaning yet is a product of its own, so that nothing said with it is lost."""


def graph_of(zone: str) -> Graph:
    """Return everything a zone knows, as the graph its questions are asked of."""
    ends = resolved(zone)
    meaning = _meanings(zone, ends)
    made, supplied = list(_claims(zone, "makes")), list(_claims(zone, "supplies"))
    return Graph(
        {
            "firms": list(_firms(zone)),
            "zones": [_place(zone)],
            "products": list(_products(zone, ends)),
            "product_names": list(_names(zone, meaning)),
            "stages": list(_places(zone, ends)),
            "figures": list(_figures(zone)),
            "makes": [_makes(one, meaning) for one in made if one["name"] in meaning],
            "input_of": [
                _input(one, meaning)
                for one in _claims(zone, "input_of")
                if one["state"] == "confirmed"
                and one["kind"] != "inferred"
                and {one["name"], one["output"]} <= meaning.keys()
            ],
            "supplies": [_supply(one, meaning) for one in supplied],
            "described": _described(zone, [*made, *supplied]),
            "serves": [
                {"firm": one["firm__key"], "whom": one["words"]}
                for one in _claims(zone, "serves")
                if one["state"] != "rejected" and one["kind"] != "inferred"
            ],
        }
    )


def _described(zone: str, claims: Iterable[Row]) -> list[Row]:
    """Return what others call a firm: the words a purchase has for what it sells that name no product.

    封测厂 is no product, and yet says what its maker or seller can do. Words that mean a product are said by
    the claim itself.
    """
    aside = dict(ProductName.objects.filter(zone=zone, state="set_aside").values_list("pk", "name"))
    said = {
        (one["firm__key"], aside[one["name"]]): one["source"]
        for one in claims
        if one["name"] in aside and one["firm__key"] and one["state"] != "rejected"
        and one["kind"] != "inferred"
    }  # fmt: skip
    return [{"firm": firm, "words": words, "source": source} for (firm, words), source in said.items()]


def resolved(zone: str) -> dict[int, Product]:
    """Return what each product of a zone is after all mergers: itself, or what it went into."""
    products = {one.pk: one for one in Product.objects.filter(zone=zone)}

    def end(product: Product) -> Product:
        seen = {product.pk}
        while product.merged_into_id is not None and product.merged_into_id not in seen:
            seen.add(product.merged_into_id)
            product = products[product.merged_into_id]
        return product

    return {pk: end(product) for pk, product in products.items()}


def above(product: Product, ends: Mapping[int, Product]) -> set[int]:
    """Return the products above a product, all mergers followed."""
    found: set[int] = set()
    while product.parent_id is not None and (end := ends[product.parent_id]).pk not in found:
        found.add(end.pk)
        product = end
    return found


def _meanings(zone: str, ends: dict[int, Product]) -> dict[int, str]:
    """Return the product's id for each name: its slug, or the name's own for one that is open.

    A name that was set aside means nothing: a purchase still counts, of what is not known.
    """
    return {
        name.pk: ends[name.product_id].slug if name.product_id else f"{OPEN_NAME}{name.pk}"
        for name in ProductName.objects.filter(zone=zone).exclude(state="set_aside")
    }


def _firms(zone: str) -> Iterator[Row]:
    sites: dict[int, Site] = {}
    # Those in the zone come last, and so stand.
    open_sites = Site.objects.filter(enterprise__zone=zone, closed_on=None)
    for site in open_sites.order_by("enterprise", "in_zone", "-id"):
        sites[site.enterprise_id] = site
    for one in Enterprise.objects.filter(zone=zone).order_by("key"):
        where = sites.get(one.pk)
        yield {
            "id": one.key, "name": one.name, "zone": zone if where and where.in_zone else None,
            "place": where.place if where else None, "lat": where.lat if where else None,
            "lon": where.lon if where else None, "group_id": one.group or None,
            "industry": one.industry or None, "sector": one.sector or None, "signs": one.signs or None,
            "distress": one.distress or None, "size_fen": one.size_fen, "growth_bp": one.growth_bp,
            "controls": one.controls, "dissolved": one.is_dissolved,
        }  # fmt: skip


def _place(zone: str) -> Row:
    found = zone_of(zone)
    sites = Site.objects.filter(enterprise__zone=zone, in_zone=True, lat__isnull=False)
    middle = list(sites.values_list("lat", "lon"))
    lat, lon = (sum(one) / len(middle) for one in zip(*middle, strict=True)) if middle else (None, None)
    return {"id": zone, "name": found.pack.zone.zh if found else zone, "lat": lat, "lon": lon}


def _products(zone: str, ends: dict[int, Product]) -> Iterator[Row]:
    for one in Product.objects.filter(zone=zone, merged_into=None).order_by("slug"):
        yield {
            "id": one.slug, "zh": one.zh, "en": one.en, "hs": one.hs or None,
            "parent": ends[one.parent_id].slug if one.parent_id else None,
        }  # fmt: skip
    for name in ProductName.objects.filter(zone=zone, state="open").order_by("pk"):
        yield {"id": f"{OPEN_NAME}{name.pk}", "zh": name.name, "en": name.name}


def _figures(zone: str) -> Iterator[Row]:
    for one in YearFigure.objects.filter(enterprise__zone=zone).select_related("enterprise"):
        key = one.enterprise.key
        yield {"firm": key, "year": one.year, "income_fen": one.income_fen, "source": one.source}


def _places(zone: str, ends: dict[int, Product]) -> Iterator[Row]:
    """Yield each product's place in each chain once: of two that were merged, the earlier one's."""
    seen: set[tuple[str, str]] = set()
    places = ChainLink.objects.filter(chain__zone=zone).order_by("chain__slug", "stage", "place", "pk")
    for chain, product, stage, place in places.values_list("chain__slug", "product", "stage", "place"):
        key = (chain, ends[product].slug)
        if key not in seen:
            seen.add(key)
            yield {"chain": chain, "product": key[1], "stage": stage, "place": place}


def _names(zone: str, meaning: dict[int, str]) -> Iterator[Row]:
    for name in ProductName.objects.filter(zone=zone).exclude(state="set_aside"):
        yield {"name": name.name, "product": meaning[name.pk]}


_FIELDS = (
    "pk", "firm__key", "buyer__key", "name", "output", "use", "criticality", "substitutability", "amount_fen",
    "begins", "ends", "imported", "words", "kind", "state", "source", "confidence",
)  # fmt: skip


def _claims(zone: str, says: str) -> Iterator[Row]:
    yield from Claim.objects.filter(zone=zone, says=says).order_by("pk").values(*_FIELDS).iterator()


def _makes(claim: Row, meaning: dict[int, str]) -> Row:
    return {
        "firm": claim["firm__key"], "product": meaning[claim["name"]],
        "capacity_fen": claim["amount_fen"], **_said(claim),
    }  # fmt: skip


def _input(claim: Row, meaning: dict[int, str]) -> Row:
    return {
        "input": meaning[claim["name"]], "output": meaning[claim["output"]], "use": claim["use"] or None,
        "criticality": claim["criticality"], "substitutability": claim["substitutability"],
        "source": claim["source"],
    }  # fmt: skip


def _supply(claim: Row, meaning: dict[int, str]) -> Row:
    return {
        "id": str(claim["pk"]), "seller": claim["firm__key"], "buyer": claim["buyer__key"],
        "product": meaning.get(claim["name"]), "use": claim["use"] or None,
        "amount_fen": claim["amount_fen"], "begins": claim["begins"], "ends": claim["ends"],
        "imported": claim["imported"], **_said(claim),
    }  # fmt: skip


def _said(claim: Row) -> Row:
    return {key: claim[key] for key in ("kind", "state", "source", "confidence")}
