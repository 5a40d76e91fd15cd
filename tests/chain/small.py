"""A few firms around one zone, and purchases among them."""

import datetime as dt
from typing import Any

from wotu.chain.graph.relations import Graph, Row

BEGINS, ENDS = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


def firm(name: str, zone: str | None = None, **more: Any) -> Row:
    return {"id": name, "name": name, "zone": zone, **more}


def product(name: str, **more: Any) -> Row:
    return {"id": name, "zh": name, "en": name, **more}


def makes(maker: str, what: str, state: str = "confirmed") -> Row:
    return {"firm": maker, "product": what, "kind": "statement", "state": state, "source": "test"}


def sale(number: int, seller: str | None, buyer: str, what: str | None = None, **more: Any) -> Row:
    given = {"kind": "invoice", "state": "confirmed", "use": "material", "source": "test"}
    period = {"begins": BEGINS, "ends": ENDS}
    return {"id": f"s{number}", "seller": seller, "buyer": buyer, "product": what, **given, **period, **more}


def graph(**relations: list[Row]) -> Graph:
    return Graph(relations)
