"""Risk in a zone's supply: concentration, known single sources, imports, and who is hit when a firm stops."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

HOPS = 3


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated a zone's purchases of one product are.

    `hhi` is the Herfindahl–Hirschman index of the known sellers' values, 10,000 with one; `known_share` the
    part of the value whose seller is named. Both None where no amounts are known. `sole` is the only seller
    known, which may be the only one disclosed.
    """

    product: str
    name: Text
    sellers: int
    hhi: Fraction | None
    known_share: Fraction | None
    import_share: Fraction | None
    sole: str | None


def concentrations(graph: Graph, zone: str) -> list[Concentration]:
    """Return every product the zone buys from a known seller: single sources first, then by concentration."""
    by_product: dict[str, list[Row]] = defaultdict(list)
    for row in graph.ask("sources_of", zone=zone):
        by_product[row["product"]].append(row)
    found = [_concentration(rows) for rows in by_product.values() if any(row["seller"] for row in rows)]
    return sorted(found, key=lambda one: (one.sole is None, -(one.hhi or 0), one.product))


def _concentration(rows: list[Row]) -> Concentration:
    named = [row for row in rows if row["seller"]]
    values = [row["amount_fen"] or 0 for row in named]
    known, total = sum(values), sum(row["amount_fen"] or 0 for row in rows)
    origin = sum(row["origin_fen"] or 0 for row in rows)
    imported = sum(row["imported_fen"] or 0 for row in rows)
    return Concentration(
        product=rows[0]["product"],
        name=Text(rows[0]["zh"], rows[0]["en"]),
        sellers=len(named),
        hhi=Fraction(10_000 * sum(value * value for value in values), known * known) if known else None,
        known_share=Fraction(known, total) if total else None,
        import_share=Fraction(imported, origin) if origin else None,
        sole=named[0]["seller"] if len(named) == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A firm that is reached when another stops: after how many steps, and along which firms."""

    firm: str
    hops: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """What is known to follow if a firm stops.

    `without_source` are buyer and product where it is the only known seller; `hits` the firms downstream;
    `links_lost` the products nobody else in its zone makes.
    """

    firm: str
    without_source: tuple[tuple[str, str], ...]
    hits: tuple[Hit, ...]
    links_lost: tuple[str, ...]


def downstream(graph: Graph, firm: str, *, hops: int = HOPS) -> list[Hit]:
    """Return who buys from a firm, directly or through others, by the shortest path, within `hops` steps."""
    buyers: dict[str, list[str]] = defaultdict(list)
    for edge in graph.ask("edges"):
        buyers[edge["seller"]].append(edge["buyer"])
    reached: dict[str, Hit] = {firm: Hit(firm, 0, (firm,))}
    front = [firm]
    for step in range(1, hops + 1):
        ahead = []
        for seller in front:
            for buyer in buyers[seller]:
                if buyer not in reached:
                    reached[buyer] = Hit(buyer, step, (*reached[seller].path, buyer))
                    ahead.append(buyer)
        front = ahead
    return [hit for hit in reached.values() if hit.hops]


def if_it_stops(graph: Graph, firm: str, *, hops: int = HOPS) -> Stop:
    """Return what is known to follow if a firm stops."""
    return Stop(
        firm,
        tuple((row["buyer"], row["product"]) for row in graph.ask("only_source", firm=firm)),
        tuple(downstream(graph, firm, hops=hops)),
        tuple(row["product"] for row in graph.ask("only_maker", firm=firm)),
    )
