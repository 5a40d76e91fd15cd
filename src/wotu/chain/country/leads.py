"""Leads for the missing links of a zone, out of a whole country: makers outside, confirmed ones first.

The same makers may be invited as in `wotu.chain.leads`, with the same weights for size, growth, distance,
group links and signs of expansion. Of the fused score only one part can be had here: `peers`, how many others
a firm is known to supply with the very product. Firms that are merely like by name are no leads here.
"""

from collections.abc import Sequence
from typing import Any

from wotu.chain.country.questions import question
from wotu.chain.country.store import WEIGHTS, Store
from wotu.chain.leads import EARTH_KM, FAR_KM, Lead

DEPTH = 512
"""Makers of a product that are looked at first; the others only where one of them may be among the best."""
PARTS = ("peers", "size", "growth", "distance", "group_link", "signs")


def leads(store: Store, zone: str, products: Sequence[str], *, limit: int = 20) -> dict[str, list[Lead]]:
    """Return leads for each of the products, the likeliest first; none for a zone without firms.

    Raises:
        LookupError: there is no such zone or product.
    """
    number = store.zone_number(zone)
    if unknown := [product for product in products if product not in store.products]:
        raise LookupError(f"no product {unknown[0]}")
    found: dict[str, list[Lead]] = {product: [] for product in products}
    if not store.zones[zone]["firms"]:
        return found
    open_, depth = list(found), DEPTH
    while open_:
        rows: dict[str, list[dict[str, Any]]] = {product: [] for product in open_}
        numbers = [store.products[product]["product"] for product in open_]
        for row in store.ask(leads_sql(number, numbers, depth=depth, limit=limit)):
            rows[row["product"]].append(row)
        found |= {product: [_lead(row) for row in those] for product, those in rows.items()}
        open_ = [
            product
            for product, those in rows.items()
            if store.products[product]["leads"] > depth and not _settled(those, limit)
        ]
        depth = max((store.products[product]["leads"] for product in open_), default=0)
    return found


def leads_sql(zone: int, products: Sequence[int], *, depth: int, limit: int) -> str:
    """Return the question for the products and the zone with these numbers."""
    return question(
        "leads",
        zone=zone,
        products=products,
        depth=depth,
        limit=limit,
        distance=WEIGHTS["distance"],
        group_link=WEIGHTS["group_link"],
        earth_km=EARTH_KM,
        far_km=FAR_KM,
    )


def _settled(rows: list[dict[str, Any]], limit: int) -> bool:
    """Return whether nobody who was not looked at can be among these."""
    if len(rows) < limit:
        return False
    last = rows[-1]
    return (last["confirmed"], last["score"]) > (last["beyond_confirmed"], last["beyond"])


def _lead(row: dict[str, Any]) -> Lead:
    return Lead(
        firm=row["firm"],
        name=row["name"],
        rank=row["place"],
        score=row["score"],
        parts={name: row[name] for name in PARTS},
        confirmed=row["confirmed"],
        makes=True,
        evidence=(),
    )
