"""Why a firm is a lead: the claims that lead from the missing link to it, each with where it comes from."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from wotu.chain.graph.relations import Graph
from wotu.chain.names.grams import Grams
from wotu.rules.text import Text

LONGEST = 3
"""Steps of supply between the zone and a lead that are still told."""
MOST = 3
"""Deliveries of the product, or of one like it, that are told."""
_LIKE = 0.4
_SURE = {
    (True, False): Text("已确认", "confirmed"),
    (False, False): Text("待确认", "to be confirmed"),
    (True, True): Text("推断，已确认", "inferred, confirmed"),
    (False, True): Text("推断，待确认", "inferred, to be confirmed"),
}
"""By whether an official confirmed it, and whether it was inferred."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an evidence path 证据链: the sentence, the claims behind it, and their sources."""

    text: Text
    claims: tuple[str, ...]
    sources: tuple[str, ...]


class Evidence:
    """The claims of a graph by firm and by product."""

    def __init__(self, graph: Graph) -> None:
        self._firms = {row["id"]: row for row in graph.rows("firms")}
        self._products = {row["id"]: row for row in graph.rows("products")}
        self._families: dict[str, set[str]] = defaultdict(set)
        for row in graph.ask("families"):
            self._families[row["family"]].add(row["product"])
        self._makes = [row for row in graph.rows("makes") if row["state"] != "rejected"]
        self._sold = defaultdict(list)
        supplies = graph.rows("supplies")
        for row in supplies:
            if row["seller"] and row["state"] != "rejected" and row["kind"] != "inferred":
                self._sold[row["seller"]].append(row)
        self._beside: dict[str, dict[str, str]] = defaultdict(dict)
        for edge in graph.ask("edges"):
            self._beside[edge["seller"]][edge["buyer"]] = edge["claim"]
            self._beside[edge["buyer"]].setdefault(edge["seller"], edge["claim"])
        self._claims = {row["id"]: row for row in supplies}
        self._order = list(self._products)
        self._grams = Grams([self._products[product]["zh"] for product in self._order])

    def confirmed_makers(self, product: str) -> set[str]:
        """Return who is confirmed to make the product, or a product of its family."""
        family = self._families[product]
        return {
            row["firm"] for row in self._makes if row["product"] in family and row["state"] == "confirmed"
        }

    def makers(self, product: str) -> set[str]:
        """Return who is claimed to make or to have sold the product, or a product of its family."""
        family = self._families[product]
        made = {row["firm"] for row in self._makes if row["product"] in family}
        sold = {firm for firm, rows in self._sold.items() if any(row["product"] in family for row in rows)}
        return made | sold

    def path(self, firm: str, product: str, inside: set[str]) -> tuple[Step, ...]:
        """Return what speaks for a firm: that it makes it, whom it sold it to, how it touches the zone."""
        like = self._like(product)
        return (*self._making(firm, like), *self._selling(firm, like), *self._touching(firm, inside))

    def _like(self, product: str) -> set[str]:
        scores = self._grams.likeness(self._products[product]["zh"])
        near = {self._order[at] for at in (scores >= _LIKE).nonzero()[0]}
        return near | self._families[product]

    def _making(self, firm: str, like: set[str]) -> list[Step]:
        found = []
        for row in self._makes:
            if row["firm"] == firm and row["product"] in like:
                what = self._products[row["product"]]
                sure = _SURE[row["state"] == "confirmed", row["kind"] == "inferred"]
                text = Text(
                    f"{self._name(firm)}生产{what['zh']}（{sure.zh}）",
                    f"{self._name(firm)} makes {what['en']} ({sure.en})",
                )
                found.append(Step(text, (), _sources(row["source"])))
        return found[:MOST]

    def _selling(self, firm: str, like: set[str]) -> list[Step]:
        found = []
        for row in self._sold[firm]:
            if row["product"] in like:
                what, buyer = self._products[row["product"]], self._name(row["buyer"])
                text = Text(f"已知向{buyer}供应{what['zh']}", f"is known to supply {what['en']} to {buyer}")
                found.append(Step(text, (row["id"],), _sources(row["source"])))
        return found[:MOST]

    def _touching(self, firm: str, inside: set[str]) -> list[Step]:
        path = self._shortest(firm, inside)
        if path is None:
            return []
        claims = tuple(self._beside[a][b] for a, b in pairwise(path))
        names = [self._name(one) for one in reversed(path)]
        text = Text(
            f"与园区的供应关系：{' — '.join(names)}", f"joined to the zone by supply: {' — '.join(names)}"
        )
        sources = [self._claims[claim]["source"] for claim in claims]
        return [Step(text, claims, tuple(dict.fromkeys(source for source in sources if source)))]

    def _shortest(self, firm: str, inside: set[str]) -> list[str] | None:
        """Return the shortest chain of supplies, in either direction, from the firm into the zone."""
        front, seen = [[firm]], {firm}
        for _ in range(LONGEST):
            ahead = []
            for path in front:
                for other in sorted(self._beside[path[-1]]):
                    if other in inside:
                        return [*path, other]
                    if other not in seen:
                        seen.add(other)
                        ahead.append([*path, other])
            front = ahead
        return None

    def _name(self, firm: str) -> str:
        return str(self._firms[firm]["name"]) if firm in self._firms else firm


def _sources(source: str | None) -> tuple[str, ...]:
    return (source,) if source else ()
