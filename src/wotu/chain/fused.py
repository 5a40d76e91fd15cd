"""How likely each firm is to be the supplier a buyer lacks: name, category and graph in one score.

Nine parts, each 0 or more the better, and one weight each. The weights were fitted by cross-fitting inside
the training rows of the benchmark (`python -m benchmarks.chain.fit`, docs/benchmarks.md); none is negative,
so every part can be told as a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wotu.chain.graph.relations import Graph
from wotu.chain.names.grams import Grams
from wotu.chain.walk import Walk

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

WEIGHTS = {
    "names": 0.344,  # near to what is wanted by a walk over sellers and the names of what they sell
    "industry": 0.106,  # makers of such things are of its industry
    "said": 2.345,  # the likest thing it was said to sell
    "makes": 1.339,  # the likest thing it says it makes
    "named": 3.299,  # its own name speaks of the thing
    "beside": 0.671,  # named in one breath with those who sell it to the buyers
    "walk": 0.612,  # near to the buyers by personalised PageRank
    "sells_to": 2.912,  # describes its customers as these buyers are
    "peers": 0.227,  # supplies firms like these buyers, whatever with
}
PARTS = tuple(WEIGHTS)
_WALK = 1e-8
"""Tolerance of the walks here: far below the floor added before the logarithm."""


@dataclass(frozen=True, slots=True)
class _Sayings:
    """Words said of firms: an index, and the firm each entry is about."""

    grams: Grams
    firm: Places

    def best(self, words: str, size: int) -> Numbers:
        """Return, for each firm, how like the likest thing said of it is."""
        found = np.zeros(size)
        np.maximum.at(found, self.firm, self.grams.likeness(words))
        return found


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is known of the buyers who ask, whatever they ask for."""

    likeness: Numbers
    parts: dict[str, Numbers]
    industries: Numbers


class Fused:
    """Scores over all firms of a graph. Firms are numbered in the order of `ids`."""

    def __init__(self, graph: Graph) -> None:
        firms = graph.rows("firms")
        self.ids: list[str] = [firm["id"] for firm in firms]
        self.number = {firm: at for at, firm in enumerate(self.ids)}
        self.size = len(self.ids)
        self._sector = _codes([firm["sector"] for firm in firms])
        self._industry = _codes([firm["industry"] for firm in firms])
        self._industries = int(self._industry.max(initial=0)) + 1
        names = _names(graph)
        self._read_claims(graph, names)
        self._makes = self._sayings(
            [(row["firm"], name) for row in graph.rows("makes") if row["state"] != "rejected"
             for name in names.get(row["product"], ())]
        )  # fmt: skip
        self._serves = self._sayings([(row["firm"], row["whom"]) for row in graph.rows("serves")])
        self._profiles(graph, names)
        self._note_lists(graph)
        self._named = Grams([firm["name"] for firm in firms])
        self._asking: dict[tuple[int, ...], _Asking] = {}

    def _read_claims(self, graph: Graph, names: dict[str, list[str]]) -> None:
        edges = [(self.number[row["seller"]], self.number[row["buyer"]]) for row in graph.ask("edges")]
        self.walk = Walk(self.size, edges)
        self.known: dict[str, list[str]] = {}
        for seller, buyer in edges:
            self.known.setdefault(self.ids[buyer], []).append(self.ids[seller])
        sellers, buyers = (np.array([edge[side] for edge in edges], np.int64) for side in (0, 1))
        self.customers = np.bincount(sellers, minlength=self.size)
        between = np.zeros((self._industries, self._industries))
        np.add.at(between, (self._industry[buyers], self._industry[sellers]), 1)
        usual = between.sum(0) + 0.5
        usual /= usual.sum()
        self._between = (between + 3 * usual) / (between.sum(1, keepdims=True) + 3)
        in_industry = np.bincount(self._industry, self.customers + 0.3, minlength=self._industries)
        self._within = (self.customers + 0.3) / in_industry[self._industry]
        said = {
            (name, self.number[row["seller"]], self.number[row["buyer"]])
            for row in graph.rows("supplies")
            if _told(row) and row["seller"] in self.number and row["buyer"] in self.number
            for name in names.get(row["product"], ())
        }
        ordered = sorted(said)
        self._said = _Sayings(Grams([name for name, _, _ in ordered]), _array([s for _, s, _ in ordered]))
        self._said_to = _array([buyer for _, _, buyer in ordered])
        sold = sorted({name for name, _, _ in ordered})
        place = {name: self.size + at for at, name in enumerate(sold)}
        self._sold = Grams(sold)
        self._through = Walk(
            self.size + len(sold), sorted({(seller, place[name]) for name, seller, _ in ordered})
        )

    def _sayings(self, pairs: Sequence[tuple[str, str]]) -> _Sayings:
        ordered = sorted({(words, self.number[firm]) for firm, words in pairs if firm in self.number})
        return _Sayings(Grams([words for words, _ in ordered]), _array([firm for _, firm in ordered]))

    def _profiles(self, graph: Graph, names: dict[str, list[str]]) -> None:
        """What a firm makes, and what it makes and buys, in words."""
        makes: list[dict[str, None]] = [{} for _ in self.ids]
        buys: list[dict[str, None]] = [{} for _ in self.ids]
        for row in graph.rows("makes"):
            if row["firm"] in self.number and row["state"] != "rejected":
                makes[self.number[row["firm"]]].update(dict.fromkeys(names.get(row["product"], ())))
        for row in graph.rows("supplies"):
            if row["buyer"] in self.number and _told(row):
                buys[self.number[row["buyer"]]].update(dict.fromkeys(names.get(row["product"], ())))
        self._made_words = [" ".join(words) for words in makes]
        self._words = [" ".join([*made, *bought]) for made, bought in zip(makes, buys, strict=True)]
        self._profile = Grams(self._words)
        self._with_words = np.array([bool(words) for words in self._words]) | (self._industry > 0)
        self._with_customers = np.bincount(self._serves.firm, minlength=self.size) > 0

    def _note_lists(self, graph: Graph) -> None:
        """Which sellers were named in one breath, for the same product of the same buyer."""
        lists: dict[tuple[str, str], set[int]] = {}
        for row in graph.rows("supplies"):
            if _told(row) and row["seller"] in self.number:
                lists.setdefault((row["buyer"], row["product"]), set()).add(self.number[row["seller"]])
        self._lists: dict[int, list[set[int]]] = {}
        for _, sellers in sorted(lists.items()):
            for seller in sellers:
                self._lists.setdefault(seller, []).append(sellers)

    def parts(self, buyers: Sequence[str], wanted: str) -> dict[str, Numbers]:
        """Return each part of the score of every firm as supplier of `wanted` (a name) to the buyers."""
        asking = self._of_buyers(tuple(sorted({self.number[buyer] for buyer in buyers})))
        alike = self._said.grams.likeness(wanted)
        trades = np.bincount(self._industry[self._said.firm], alike**2, minlength=self._industries)
        trades = (trades + 0.3 * asking.industries) / (trades.sum() + 0.3)
        expected = trades[self._industry] * self._within
        return {
            "names": self._through_names(wanted),
            "industry": np.log(expected + 1e-5) - np.log(1e-5),
            "said": self._said.best(wanted, self.size),
            "makes": _neutral(self._makes.best(wanted, self.size), self._with_words),
            "named": self._named.likeness(wanted),
            "beside": self._beside(buyers, alike),
            **asking.parts,
        }

    def scores(self, buyers: Sequence[str], wanted: str) -> Numbers:
        """Return the weighted sum of the parts for every firm."""
        total = np.zeros(self.size)
        for name, part in self.parts(buyers, wanted).items():
            total += WEIGHTS[name] * part
        return total

    def known_at_all(self, firm: int) -> bool:
        """Tell whether anything beyond its industry is known of a firm: a claim, or words about it."""
        said = (self._said.firm, self._makes.firm, self._serves.firm)
        return bool(self.walk.degree[firm]) or any((of == firm).any() for of in said)

    def said_like(self, wanted: str) -> Numbers:
        """Return, for each firm, how like `wanted` the likest thing is that it makes or was said to sell."""
        return np.maximum(self._said.best(wanted, self.size), self._makes.best(wanted, self.size))

    def _through_names(self, wanted: str) -> Numbers:
        """Return how near each seller is to names like the wanted one, by a walk over sellers and names."""
        start = np.zeros(self._through.size)
        start[self.size :] = self._sold.likeness(wanted) ** 3
        near = self._through.near(start, tolerance=_WALK)[: self.size]
        return np.asarray(np.log(near + 1e-5) - np.log(1e-5))

    def _beside(self, buyers: Sequence[str], alike: Numbers) -> Numbers:
        """Return how much each firm is named in one breath with those who sell such things to the buyers."""
        places = [self.number[buyer] for buyer in buyers]
        found = np.zeros(self.size)
        for at in np.flatnonzero(np.isin(self._said_to, places) & (alike > 0)):
            seller = int(self._said.firm[at])
            for together in self._lists.get(seller, ()):
                others = [other for other in together if other != seller]
                found[others] += alike[at] ** 2 / len(together)
        return np.asarray(np.log1p(3 * found))

    def _of_buyers(self, buyers: tuple[int, ...]) -> _Asking:
        if buyers not in self._asking:
            self._asking[buyers] = self._look_at(list(buyers))
        return self._asking[buyers]

    def _look_at(self, buyers: list[int]) -> _Asking:
        likeness = np.mean([self._likeness(buyer) for buyer in buyers], axis=0)
        start = np.zeros(self.size)
        start[buyers] = 1.0
        near = self.walk.near(np.where(self.walk.degree > 0, start, 0.0), tolerance=_WALK)
        near[buyers] = 0.0
        served = np.bincount(self._said.firm, likeness[self._said_to] ** 2, minlength=self.size)
        sells_to = np.mean([self._serves.best(self._made_words[one], self.size) for one in buyers], axis=0)
        return _Asking(
            likeness,
            {
                "walk": np.log(near + 1e-4) - np.log(1e-4),
                "sells_to": _neutral(sells_to, self._with_customers),
                "peers": np.log(served / (served.sum() + 1e-9) + 1e-4) - np.log(1e-4),
            },
            np.asarray(self._between[self._industry[buyers]].mean(axis=0)),
        )

    def _likeness(self, buyer: int) -> Numbers:
        """Return how much each firm is like a buyer: its industry, its sector, its words."""
        same_industry = (self._industry == self._industry[buyer]) & (self._industry > 0)
        same_sector = (self._sector == self._sector[buyer]) & (self._sector > 0)
        alike = self._profile.likeness(self._words[buyer])
        return np.asarray(alike + 0.5 * same_industry + 0.2 * same_sector)


def _neutral(values: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """Return the values, with their mean for firms of which nothing is known: unknown is not 0."""
    usual = float(values[known].mean()) if known.any() else 0.0
    return np.where(known, values, usual)


def _told(row: dict[str, Any]) -> bool:
    return row["product"] is not None and row["state"] != "rejected" and row["kind"] != "inferred"


def _names(graph: Graph) -> dict[str, list[str]]:
    """Return the names of each product, its own first."""
    names = {row["id"]: [row["zh"]] for row in graph.rows("products")}
    for row in graph.rows("product_names"):
        if row["name"] not in names[row["product"]]:
            names[row["product"]].append(row["name"])
    return names


def _codes(words: Sequence[str | None]) -> Places:
    """Number the words; 0 is unknown."""
    order = {word: at for at, word in enumerate(sorted({"", *(word or "" for word in words)}))}
    return _array([order[word or ""] for word in words])


def _array(numbers: Sequence[int]) -> Places:
    return np.array(numbers, np.int64)
