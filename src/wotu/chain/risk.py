"""Risk in a zone's supply: concentration, known single sources, imports, and who is hit when a firm stops."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

HOPS = 3
MODERATE, HIGH = 1_500, 2_500
"""From where on the Herfindahl–Hirschman index is called moderate and high, as competition authorities do."""
Level = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated a zone's purchases of one product are.

    `hhi` is the Herfindahl–Hirschman index of the known sellers' values, 10,000 with one; `known_share` the
    part of the value whose seller is named. Both None where no amounts are known. `sellers` are those known
    that were not dissolved since; `sole` is the only one, which may be the only one disclosed. `value_fen` is
    what is known to be spent on it.
    """

    product: str
    name: Text
    sellers: int
    value_fen: int
    hhi: Fraction | None
    known_share: Fraction | None
    import_share: Fraction | None
    sole: str | None

    @property
    def level(self) -> Level | None:
        """How concentrated the known sellers are, in a word."""
        if self.hhi is None:
            return None
        return "high" if self.hhi > HIGH else "moderate" if self.hhi >= MODERATE else "low"


def concentrations(graph: Graph, zone: str) -> list[Concentration]:
    """Return every product the zone buys from a known seller: single sources first, then by concentration."""
    by_product: dict[str, list[Row]] = defaultdict(list)
    for row in graph.ask("sources_of", zone=zone):
        by_product[row["product"]].append(row)
    found = [_concentration(rows) for rows in by_product.values() if any(row["seller"] for row in rows)]
    return sorted(found, key=lambda one: (one.sole is None, -(one.hhi or 0), one.product))


def _concentration(rows: list[Row]) -> Concentration:
    named = [row for row in rows if row["seller"]]
    standing = [row["seller"] for row in named if not row["dissolved"]]
    values = [row["amount_fen"] or 0 for row in named]
    known, total = sum(values), sum(row["amount_fen"] or 0 for row in rows)
    origin = sum(row["origin_fen"] or 0 for row in rows)
    imported = sum(row["imported_fen"] or 0 for row in rows)
    return Concentration(
        product=rows[0]["product"],
        name=Text(rows[0]["zh"], rows[0]["en"]),
        sellers=len(standing),
        value_fen=total,
        hhi=Fraction(10_000 * sum(value * value for value in values), known * known) if known else None,
        known_share=Fraction(known, total) if total else None,
        import_share=Fraction(imported, origin) if origin else None,
        sole=standing[0] if len(standing) == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A firm that is reached when another stops: after how many steps, along which firms, by which claims."""

    firm: str
    hops: int
    path: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """What is known to follow if a firm stops.

    `without_source` are buyer and product where it is the only known seller, `sole_claims` the claim that
    says so for each; `hits` the firms downstream; `links_lost` the products nobody else in the zone makes.
    """

    firm: str
    without_source: tuple[tuple[str, str], ...]
    hits: tuple[Hit, ...]
    links_lost: tuple[str, ...]
    sole_claims: tuple[str, ...] = ()


def downstream(graph: Graph, firm: str, *, hops: int = HOPS) -> list[Hit]:
    """Return who buys from a firm, directly or through others, by the shortest path, within `hops` steps."""
    buyers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in graph.ask("edges"):
        buyers[edge["seller"]].append((edge["buyer"], edge["claim"]))
    return _reached(buyers, firm, hops)


def _reached(buyers: dict[str, list[tuple[str, str]]], firm: str, hops: int) -> list[Hit]:
    reached: dict[str, Hit] = {firm: Hit(firm, 0, (firm,))}
    front = [firm]
    for step in range(1, hops + 1):
        ahead = []
        for seller in front:
            so_far = reached[seller]
            for buyer, claim in buyers.get(seller, ()):
                if buyer not in reached:
                    path, claims = (*so_far.path, buyer), (*so_far.claims, claim)
                    reached[buyer] = Hit(buyer, step, path, claims)
                    ahead.append(buyer)
        front = ahead
    return [hit for hit in reached.values() if hit.hops]


def if_stops(graph: Graph, zone: str, *, firm: str, hops: int = HOPS) -> Stop:
    """Return what is known to follow in and around a zone if a firm stops."""
    alone = graph.ask("only_source", firm=firm)
    return Stop(
        firm,
        tuple((row["buyer"], row["product"]) for row in alone),
        tuple(downstream(graph, firm, hops=hops)),
        tuple(row["product"] for row in graph.ask("only_maker", zone=zone, firm=firm)),
        tuple(row["claim"] for row in alone),
    )


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many of a zone's firms are reached when one firm stops, after one, two and three steps."""

    firm: str
    by_hops: tuple[int, ...]

    @property
    def reached(self) -> int:
        """How many are reached in all."""
        return sum(self.by_hops)


def exposures(graph: Graph, zone: str, *, hops: int = HOPS) -> list[Exposure]:
    """Return every firm by whose stop firms of the zone are reached, the most first."""
    inside = {row["id"] for row in graph.rows("firms") if row["zone"] == zone}
    buyers: dict[str, list[str]] = defaultdict(list)
    for edge in graph.ask("edges"):
        buyers[edge["seller"]].append(edge["buyer"])
    found = [Exposure(firm, _by_hops(buyers, firm, inside, hops)) for firm in sorted(buyers)]
    return sorted((one for one in found if one.reached), key=lambda one: (-one.reached, one.firm))


def _by_hops(buyers: dict[str, list[str]], firm: str, inside: set[str], hops: int) -> tuple[int, ...]:
    seen, front, counts = {firm}, {firm}, []
    for _ in range(hops):
        front = {buyer for seller in front for buyer in buyers.get(seller, ())} - seen
        seen |= front
        counts.append(len(front & inside))
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a firm of the zone gets from a seller in trouble 经营异常, or from one that was dissolved.

    `others` is how many other sellers the buyer is known to have for it; `claim` one that says it buys.
    """

    seller: str
    buyer: str
    product: str | None
    distress: str | None
    dissolved: bool
    amount_fen: int | None
    others: int
    claim: str


def troubles(graph: Graph, zone: str) -> list[Trouble]:
    """Return who in the zone buys from sellers in trouble: without another source first, then by value."""
    found = [Trouble(**row) for row in graph.ask("in_distress", zone=zone)]
    return sorted(
        found, key=lambda one: (one.others > 0, -(one.amount_fen or 0), one.seller, one.buyer, one.claim)
    )
