"""Leads 链式招商线索: makers outside a zone for a link it lacks, the likeliest first, each with its evidence.

The category comes first: a confirmed maker of the very product stands above everybody else. Then
the fused score of name, category and graph (`fused`), and what is known of the firm itself: size, growth,
distance, links to groups that supply the zone already, signs of expansion. Never a lead: a firm inside, a
firm whose group is inside, a firm that was dissolved.
"""

import math
from dataclasses import dataclass

import numpy as np

from wotu.chain.evidence import Evidence, Step
from wotu.chain.fused import WEIGHTS, Fused
from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

OWN = {"size": 0.3, "growth": 0.3, "distance": 0.3, "group_link": 0.5, "signs": 0.5}
"""Weights of what is known of the firm itself, each part up to 1 (growth, distance from -1). Not fitted: no
data at hand tells who came after being asked. Small, so that they order firms that are alike otherwise."""
LEAST = 0.3
"""A firm of which nothing so like the product is said, made or sold is no lead, however near it stands."""
REASONS = {
    "told": Text("自述、被称或供应过相近的产品", "It makes, is called or was said to sell something like it"),
    "senses": Text("与同类供应商的用语相近", "What is said of it is said of those who sell such things"),
    "trade": Text("同类产品多由这类行业的企业供应", "Firms of its industry, or as unknown, sell such things"),
    "crossing": Text("在产品、企业与行业的关系中离它近", "Near to it by firms, products and industries"),
    "sold": Text("向园区企业的同行供应过相近的产品", "It sold such things to peers of the buyers"),
    "named": Text("企业名称与所缺产品有关", "Its name speaks of it"),
    "beside": Text("常与现有供应商一同出现", "Named beside today’s suppliers"),
    "walk": Text("在供应网络里离需求企业近", "Near to the buyers by supply"),
    "sells_to": Text("它的客户与需求企业相似", "Its customers are like the buyers"),
    "peers": Text("已向园区企业的同行供货", "It supplies peers of the buyers"),
    "size": Text("规模", "Size"),
    "growth": Text("成长", "Growth"),
    "distance": Text("距离（越远扣得越多）", "Distance (the farther, the less)"),
    "group_link": Text("同集团企业已向园区供货", "Its group supplies the zone already"),
    "signs": Text("有扩产迹象", "Signs of expansion"),
}
"""What each part of a lead's score says in its favour."""
FAR_KM = 2000.0
"""From here on it does not matter how far it is."""
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Lead:
    """A firm to invite: its place, its score and the parts of it, already weighted, and how one gets from the
    missing link to the firm.

    `confirmed` makers come before all others, whatever the score. `makes` says whether it is claimed to make
    the product itself; otherwise a likeness of names speaks for it, and an official has to look.
    """

    firm: str
    name: str
    rank: int
    score: float
    parts: dict[str, float]
    confirmed: bool
    makes: bool
    evidence: tuple[Step, ...]


class Leads:
    """Leads for any link of any zone of one graph; what is costly is worked out once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._fused = Fused(graph)
        self._evidence = Evidence(graph)
        self._edges = graph.ask("edges")
        self._firms = {row["id"]: row for row in graph.rows("firms")}
        self._zones = {row["id"]: row for row in graph.rows("zones")}
        self._names = {row["id"]: row["zh"] for row in graph.rows("products")}

    def find(self, zone: str, product: str, *, limit: int = 20, least: float = LEAST) -> list[Lead]:
        """Return leads for a product in a zone: confirmed makers, then the others, the likeliest first.

        A firm not claimed to make it is a lead if something of it is at least so like (`least`, 0 to 1).

        Raises:
            LookupError: the product is not in the graph.
        """
        if product not in self._names:
            raise LookupError(f"no product {product}")
        inside = {firm for firm, row in self._firms.items() if row["zone"] == zone and not row["dissolved"]}
        if not inside:
            return []
        needing = [row["buyer"] for row in self._graph.ask("needing", zone=zone, product=product)]
        parts = self._fused.parts(needing or sorted(inside), self._names[product])
        weighted = {name: WEIGHTS[name] * part for name, part in parts.items()}
        base = np.sum(list(weighted.values()), axis=0)
        likeness = self._fused.said_like(self._names[product])
        confirmed = self._evidence.confirmed_makers(product)
        makers = self._evidence.makers(product)
        groups_supplying = self._groups_supplying(inside)
        found = []
        for firm in self._outside(inside, zone):
            at = self._fused.number[firm]
            if firm not in makers and likeness[at] < least:
                continue
            own = self._own(self._firms[firm], zone, groups_supplying)
            own |= {name: float(part[at]) for name, part in weighted.items()}
            found.append((float(base[at]) + sum(own[name] for name in OWN), firm, own))
        found.sort(key=lambda one: (one[1] not in confirmed, -one[0], one[1]))
        return [
            Lead(
                firm=firm,
                name=self._firms[firm]["name"],
                rank=rank,
                score=score,
                parts=own,
                confirmed=firm in confirmed,
                makes=firm in makers,
                evidence=self._evidence.path(firm, product, inside),
            )
            for rank, (score, firm, own) in enumerate(found[:limit], start=1)
        ]

    def _outside(self, inside: set[str], zone: str) -> list[str]:
        """Return the firms that may be invited at all."""
        groups = {self._firms[firm]["group_id"] for firm in inside} - {None} | inside
        return [
            firm
            for firm, row in self._firms.items()
            if row["zone"] != zone and not row["dissolved"] and not {firm, row["group_id"]} & groups
        ]

    def _groups_supplying(self, inside: set[str]) -> set[str]:
        """Return the groups of the zone's known suppliers."""
        supplying = {edge["seller"] for edge in self._edges if edge["buyer"] in inside}
        groups = {self._firms[seller]["group_id"] for seller in supplying}
        return groups - {None}

    def _own(self, firm: Row, zone: str, groups_supplying: set[str]) -> dict[str, float]:
        """Return the weighted parts that come from the firm itself; what is unknown counts 0."""
        size, growth = firm["size_fen"], firm["growth_bp"]
        parts = {
            "size": min(math.log10(size) / 13, 1.0) if size and size > 0 else 0.0,
            "growth": max(-1.0, min(growth / 5000, 1.0)) if growth is not None else 0.0,
            "distance": -min((kilometres(firm, self._zones.get(zone)) or 0.0) / FAR_KM, 1.0),
            "group_link": 1.0 if firm["group_id"] in groups_supplying else 0.0,
            "signs": 1.0 if firm["signs"] else 0.0,
        }
        return {name: OWN[name] * part for name, part in parts.items()}


def kilometres(firm: Row, zone: Row | None) -> float | None:
    """Return the distance along the globe between a firm and a zone; None where a place is unknown."""
    if zone is None or None in (firm["lat"], firm["lon"], zone["lat"], zone["lon"]):
        return None
    a, b = math.radians(firm["lat"]), math.radians(zone["lat"])
    turn = math.radians(zone["lon"] - firm["lon"])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
