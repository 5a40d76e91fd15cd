"""A graph from files joined to what a zone knows: who makes what elsewhere, such as every listed company.

Nothing the zone knows is changed: firms and names it has stay as they are, every claim comes as proposed, and
a name it never met waits in the queue.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from wotu.audit.verbs import note
from wotu.chain.graph.relations import Graph, Row
from wotu.chain.names.normal import normal
from wotu.industry.models import Claim, Enterprise, ProductName, Site
from wotu.industry.verbs.revision import changed

AT_ONCE = 5_000
"""Rows in one statement."""
CONFIDENCE = 50


@dataclass(frozen=True, slots=True)
class Joined:
    """How many firms, names and claims are new; all 0 where the same was joined before."""

    firms: int
    names: int
    claims: int


def join_makers(*, zone: str, graph: Graph, source: str, by: str, now: dt.datetime) -> Joined:
    """Join the firms of a graph and what they are said to make, in one transaction; again changes nothing.

    Firms are known by their key, names by their spelling-free form. A claim the zone has of the same firm and
    name is not made again, whoever made it and whatever became of it.
    """
    rows = graph.rows("makes")
    makers = {row["firm"] for row in rows}
    written = {row["id"]: row["zh"] for row in graph.rows("products")}
    with transaction.atomic():
        changed(zone)
        firms, new_firms = _firms(zone, [row for row in graph.rows("firms") if row["id"] in makers], source)
        names, new_names = _names(zone, {written[row["product"]] for row in rows})
        claims = _claims(
            zone, rows, firms, {id_: names[normal(zh)] for id_, zh in written.items() if normal(zh) in names}
        )
        made = Claim.objects.bulk_create(
            (
                Claim(
                    zone=zone, says="makes", firm_id=firm, name_id=name, kind=kind, source=source,
                    confidence=CONFIDENCE, made_at=now, made_by=by,
                )
                for (firm, name), kind in claims.items()
            ),
            batch_size=AT_ONCE,
        )  # fmt: skip
        joined = Joined(new_firms, new_names, len(made))
        note(
            verb="join_makers", about=zone, by=by, now=now, source=source, firms=joined.firms,
            names=joined.names, claims=joined.claims,
        )  # fmt: skip
    return joined


def _firms(zone: str, rows: Iterable[Row], source: str) -> tuple[dict[str, int], int]:
    known = dict(Enterprise.objects.filter(zone=zone).values_list("key", "pk"))
    new = [row for row in rows if row["id"] not in known]
    made = Enterprise.objects.bulk_create(
        (
            Enterprise(
                zone=zone, key=row["id"], name=row["name"], industry=row["industry"] or "",
                sector=row["sector"] or "", size_fen=row["size_fen"], growth_bp=row["growth_bp"],
                source=source, is_demo="演示" in row["name"],
            )
            for row in new
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    by_key = {one.key: one for one in made}
    Site.objects.bulk_create(
        (
            Site(enterprise=by_key[row["id"]], place=row["place"], lat=row["lat"], lon=row["lon"])
            for row in new
            if row["place"]
        ),
        batch_size=AT_ONCE,
    )
    return known | {one.key: one.pk for one in made}, len(made)


def _names(zone: str, written: Iterable[str]) -> tuple[dict[str, int], int]:
    known = dict(ProductName.objects.filter(zone=zone).values_list("normal", "pk"))
    new = {normal(name): name for name in sorted(written) if normal(name) not in known}
    made = ProductName.objects.bulk_create(
        (ProductName(zone=zone, name=name, normal=key) for key, name in new.items()), batch_size=AT_ONCE
    )
    return known | {one.normal: one.pk for one in made}, len(made)


def _claims(
    zone: str, rows: Iterable[Row], firms: Mapping[str, int], names: Mapping[str, int]
) -> dict[tuple[int, int], str]:
    """Return the kind of each claim to be made, by firm and name, once each."""
    known = set(Claim.objects.filter(zone=zone, says="makes").values_list("firm", "name"))
    wanted: dict[tuple[int, int], str] = {}
    for row in rows:
        pair = (firms[row["firm"]], names[row["product"]])
        if pair not in known and row["state"] != "rejected":
            wanted.setdefault(pair, row["kind"] or "filing")
    return wanted
