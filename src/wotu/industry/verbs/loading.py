"""The chains a pack describes, brought into the tables once."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from wotu.audit.verbs import note
from wotu.chain.graph.reading import read_graph
from wotu.chain.graph.relations import Graph, Row
from wotu.chain.names.normal import normal
from wotu.industry.models import Chain, ChainLink, Claim, Enterprise, Product, ProductName, Site, YearFigure
from wotu.industry.verbs.revision import changed
from wotu.parties.models import Party

FOLDER = "chain"


def load_chains(*, zone: str, folder: Path, by: str, now: dt.datetime) -> int:
    """Bring the chains of a pack's folder into the tables; return how many are new.

    A zone that has one of them keeps what its officials made of it: nothing is loaded again.

    Raises:
        ChainMistakes: a file is wrong; nothing is loaded.
    """
    written = folder / FOLDER / "chain.yaml"
    if not written.is_file() or Chain.objects.filter(zone=zone).exists():
        return 0
    described = yaml.safe_load(written.read_text(encoding="utf-8"))
    graph = read_graph(folder / FOLDER)
    with transaction.atomic():
        products = _products(zone, graph.rows("products"))
        names = _names(zone, graph, products)
        firms = _firms(zone, graph.rows("firms"))
        _link_parties(zone, folder / FOLDER / "parties.csv", firms)
        YearFigure.objects.bulk_create(
            YearFigure(
                enterprise=firms[row["firm"]], year=row["year"], income_fen=row["income_fen"],
                source=row["source"],
            )
            for row in graph.rows("figures")
        )  # fmt: skip
        chains = _chains(zone, described, graph.rows("stages"), products)
        claims = Claim.objects.bulk_create(
            Claim(zone=zone, made_at=now, made_by=by, **fields) for fields in _claims(graph, firms, names)
        )
        changed(zone)
        note(
            verb="load_chains", about=zone, by=by, now=now, chains=[chain.slug for chain in chains],
            firms=len(firms), products=len(products), claims=len(claims),
        )  # fmt: skip
    return len(chains)


def _products(zone: str, rows: list[Row]) -> dict[str, Product]:
    made = Product.objects.bulk_create(
        Product(zone=zone, slug=row["id"], zh=row["zh"], en=row["en"], hs=row["hs"] or "") for row in rows
    )
    products = {one.slug: one for one in made}
    below = [row for row in rows if row["parent"]]
    for row in below:
        products[row["id"]].parent = products[row["parent"]]
    Product.objects.bulk_update([products[row["id"]] for row in below], ["parent"])
    return products


def _names(zone: str, graph: Graph, products: Mapping[str, Product]) -> dict[str, ProductName]:
    """Return for each product the name claims are made with: its own; the others are written too."""
    written = {normal(row["zh"]): (row["zh"], row["id"]) for row in graph.rows("products")}
    own = {row["id"]: normal(row["zh"]) for row in graph.rows("products")}
    for row in graph.rows("product_names"):
        written.setdefault(normal(row["name"]), (row["name"], row["product"]))
    made = ProductName.objects.bulk_create(
        ProductName(zone=zone, name=name, normal=key, product=products[product], state="confirmed")
        for key, (name, product) in written.items()
    )
    by_normal = {one.normal: one for one in made}
    return {product: by_normal[key] for product, key in own.items()}


def _firms(zone: str, rows: list[Row]) -> dict[str, Enterprise]:
    made = Enterprise.objects.bulk_create(
        Enterprise(
            zone=zone, key=row["id"], name=row["name"], group=row["group_id"] or "",
            industry=row["industry"] or "", sector=row["sector"] or "", size_fen=row["size_fen"],
            growth_bp=row["growth_bp"], controls=row["controls"] or 0, signs=row["signs"] or "",
            distress=row["distress"] or "",
            is_dissolved=bool(row["dissolved"]), source=row["source"] or "",
            is_demo="演示" in row["name"],
        )
        for row in rows
    )  # fmt: skip
    firms = {one.key: one for one in made}
    Site.objects.bulk_create(
        Site(
            enterprise=firms[row["id"]], place=row["place"], in_zone=row["zone"] == zone, lat=row["lat"],
            lon=row["lon"],
        )
        for row in rows if row["place"]
    )  # fmt: skip
    return firms


def _link_parties(zone: str, written: Path, firms: Mapping[str, Enterprise]) -> None:
    """Say which demonstration enterprise of the platform a firm is; one that is not loaded stays unlinked."""
    if not written.is_file():
        return
    with written.open(encoding="utf-8-sig", newline="") as file:
        pairs = {f"{zone}-{row['party']}": row["firm"] for row in csv.DictReader(file)}
    for party in Party.objects.enterprises().filter(zone=zone, slug__in=pairs):
        Enterprise.objects.filter(pk=firms[pairs[party.slug]].pk).update(party=party)


def _chains(
    zone: str, described: Mapping[str, Any], stages: list[Row], products: Mapping[str, Product]
) -> list[Chain]:
    said = described.get("assumption") or {}
    chains = Chain.objects.bulk_create(
        Chain(
            zone=zone, slug=one["id"], zh=one["zh"], en=one["en"], published=described["published"],
            assumption_zh=said.get("zh", "").strip(), assumption_en=said.get("en", "").strip(),
        )
        for one in described["chains"]
    )  # fmt: skip
    by_slug = {chain.slug: chain for chain in chains}
    ChainLink.objects.bulk_create(
        ChainLink(
            chain=by_slug[row["chain"]], product=products[row["product"]], stage=row["stage"],
            place=row["place"] or 0,
        )
        for row in stages
    )  # fmt: skip
    return chains


def _claims(
    graph: Graph, firms: Mapping[str, Enterprise], names: Mapping[str, ProductName]
) -> list[dict[str, Any]]:
    makes = [
        {"says": "makes", "firm": firms[row["firm"]], "name": names[row["product"]],
         "amount_fen": row["capacity_fen"], **_said(row)}
        for row in graph.rows("makes")
    ]  # fmt: skip
    inputs = [
        {"says": "input_of", "name": names[row["input"]], "output": names[row["output"]], "use": row["use"],
         "criticality": row["criticality"], "substitutability": row["substitutability"], "kind": "expert",
         "state": "confirmed", "source": row["source"] or "", "confidence": 70}
        for row in graph.rows("input_of")
    ]  # fmt: skip
    supplies = [
        {"says": "supplies", "firm": firms.get(row["seller"]), "buyer": firms[row["buyer"]],
         "name": names.get(row["product"]), "use": row["use"] or "", "amount_fen": row["amount_fen"],
         "begins": row["begins"], "ends": row["ends"], "imported": row["imported"], **_said(row)}
        for row in graph.rows("supplies")
    ]  # fmt: skip
    serves = [
        {"says": "serves", "firm": firms[row["firm"]], "words": row["whom"], "kind": "statement",
         "state": "proposed", "source": ""}
        for row in graph.rows("serves")
    ]  # fmt: skip
    return [*makes, *inputs, *supplies, *serves]


def _said(row: Row) -> dict[str, Any]:
    return {
        "kind": row["kind"] or "statement", "state": row["state"] or "proposed",
        "source": row["source"] or "", "confidence": 50 if row["confidence"] is None else row["confidence"],
    }  # fmt: skip
