"""How likely each firm is to be the supplier a buyer lacks: name, category and graph in one score.

Ten parts, each 0 or more the better, and one weight each. The weights were fitted by cross-fitting inside
the training rows of the benchmark (`python -m benchmarks.chain.fit`, docs/benchmarks.md); none is negative,
so every part can be told as a reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wotu.chain.graph.relations import Graph
from wotu.chain.names.grams import Grams
from wotu.chain.names.senses import Senses
from wotu.chain.walk import Walk

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

WEIGHTS = {
    "told": 1.044,  # the likest thing it was said to sell, says it makes, or is called by others
    "senses": 2.423,  # near in sense: such words are said of the same firms, or stand in their names
    "crossing": 0.529,  # near to the thing and the buyers by a walk over firms, names and industries
    "sold": 0.172,  # sold such things to firms like these buyers
    "trade": 0.169,  # of an industry that sells things near in sense
    "named": 1.130,  # its own name speaks of the thing
    "beside": 0.739,  # named in one breath with those who sell it to the buyers
    "walk": 0.384,  # near to the buyers by personalised PageRank
    "sells_to": 2.072,  # describes its customers as these buyers are
    "peers": 0.268,  # supplies firms like these buyers, whatever with
}
PARTS = tuple(WEIGHTS)
_WALK = 1e-6
"""Tolerance of the walks here: far below the floor added before the logarithm."""
_BUYERS, _INDUSTRIES = 0.3, 0.1
"""Where the crossing walk begins: at the buyers and their industries, so much for each 1 at the names."""


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


class Fused:
    """Scores over all firms of a graph. Firms are numbered in the order of `ids`."""

    def __init__(self, graph: Graph) -> None:
        firms = graph.rows("firms")
        self.ids: list[str] = [firm["id"] for firm in firms]
        self.number = {firm: at for at, firm in enumerate(self.ids)}
        self.size = len(self.ids)
        self._sector = _codes([firm["sector"] for firm in firms])
        self._industry = _codes([firm["industry"] for firm in firms])
        self._named = Grams([firm["name"] for firm in firms])
        names = _names(graph)
        made = self._by_firm(
            (name, row["firm"])
            for row in graph.rows("makes")
            if row["state"] != "rejected"
            for name in names.get(row["product"], ())
        )
        bought = self._by_firm(
            (name, row["buyer"])
            for row in graph.rows("supplies")
            if _told(row)
            for name in names.get(row["product"], ())
        )
        called = self._by_firm((row["words"], row["firm"]) for row in graph.rows("described"))
        self._read_claims(graph, names)
        self._makes, self._called = _sayings(made), _sayings(called)
        self._serves = _sayings(self._by_firm((row["whom"], row["firm"]) for row in graph.rows("serves")))
        self._profiles(made, bought)
        own = [(firm["name"], at) for at, firm in enumerate(firms)]
        self._senses = Senses([*self._sold, *made, *called, *own], self.size)
        self._sold_senses = np.array([self._senses.place(name) for name, _ in self._sold])
        self._join_all([*self._sold, *made, *bought, *called])
        self._asking: dict[tuple[int, ...], _Asking] = {}

    def _by_firm(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
        """Return words and the number of the firm they are about, each once, in order."""
        return sorted({(words, self.number[firm]) for words, firm in pairs if firm in self.number})

    def _read_claims(self, graph: Graph, names: dict[str, list[str]]) -> None:
        """Who supplies whom, with what, and who was named in one breath, for one product of one buyer."""
        self._edges = [(self.number[row["seller"]], self.number[row["buyer"]]) for row in graph.ask("edges")]
        self.walk = Walk(self.size, self._edges)
        self.known: dict[str, list[str]] = {}
        for seller, buyer in self._edges:
            self.known.setdefault(self.ids[buyer], []).append(self.ids[seller])
        self.customers = np.bincount(_array([seller for seller, _ in self._edges]), minlength=self.size)
        said: set[tuple[str, int, int]] = set()
        lists: dict[tuple[str, str], set[int]] = {}
        for row in graph.rows("supplies"):
            if _told(row) and row["seller"] in self.number and row["buyer"] in self.number:
                seller, buyer = self.number[row["seller"]], self.number[row["buyer"]]
                said |= {(name, seller, buyer) for name in names.get(row["product"], ())}
                lists.setdefault((row["buyer"], row["product"]), set()).add(seller)
        ordered = sorted(said)
        self._sold = [(name, seller) for name, seller, _ in ordered]
        self._said = _sayings(self._sold)
        self._said_to = _array([buyer for *_, buyer in ordered])
        self._lists: dict[int, list[set[int]]] = {}
        for _, sellers in sorted(lists.items()):
            for seller in sellers:
                self._lists.setdefault(seller, []).append(sellers)

    def _profiles(self, made: list[tuple[str, int]], bought: list[tuple[str, int]]) -> None:
        """What a firm makes, and what it makes and buys, in words."""
        makes: list[dict[str, None]] = [{} for _ in self.ids]
        words: list[dict[str, None]] = [{} for _ in self.ids]
        for name, firm in made:
            makes[firm][name] = words[firm][name] = None
        for name, firm in bought:
            words[firm][name] = None
        self._made_words = [" ".join(one) for one in makes]
        self._words = [" ".join(one) for one in words]
        self._profile = Grams(self._words)
        self._with_customers = np.bincount(self._serves.firm, minlength=self.size) > 0

    def _join_all(self, pairs: list[tuple[str, int]]) -> None:
        """Firms, all words about them and their industries, joined for one walk."""
        words = sorted({name for name, _ in pairs})
        place = {name: self.size + at for at, name in enumerate(words)}
        self._all_words = Grams(words)
        self._first_industry = self.size + len(words)
        industries = [(at, self._first_industry + int(of)) for at, of in enumerate(self._industry) if of]
        self._joined = Walk(
            self._first_industry + int(self._industry.max(initial=0)) + 1,
            [*((firm, place[name]) for name, firm in pairs), *self._edges, *industries],
        )

    def parts(self, buyers: Sequence[str], wanted: str) -> dict[str, Numbers]:
        """Return each part of the score of every firm as supplier of `wanted` (a name) to the buyers."""
        places = sorted({self.number[buyer] for buyer in buyers})
        asking = self._of_buyers(tuple(places))
        alike = self._said.grams.likeness(wanted)
        sold = np.bincount(
            self._said.firm, alike**2 * (0.005 + asking.likeness[self._said_to] ** 3), minlength=self.size
        )
        return {
            "told": self.said_like(wanted),
            "senses": _neutral(self._senses.near(wanted), self._senses.known),
            "crossing": self._crossing(places, wanted),
            "sold": _above(sold / (sold.sum() + 1e-9), 1e-4),
            "trade": self._trade(wanted),
            "named": self._named.likeness(wanted),
            "beside": self._beside(places, alike),
            **asking.parts,
        }

    def scores(self, buyers: Sequence[str], wanted: str) -> Numbers:
        """Return the weighted sum of the parts for every firm."""
        total = np.zeros(self.size)
        for name, part in self.parts(buyers, wanted).items():
            total += WEIGHTS[name] * part
        return total

    def said_like(self, wanted: str) -> Numbers:
        """Return how like `wanted` the likest thing is that each firm makes, sold, or is called by others."""
        said = (self._said, self._makes, self._called)
        return np.asarray(np.max([one.best(wanted, self.size) for one in said], axis=0))

    def _crossing(self, buyers: list[int], wanted: str) -> Numbers:
        """Return how near a firm is to names like the wanted one and to the buyers, over all that is said."""
        start = np.zeros(self._joined.size)
        like = self._all_words.likeness(wanted) ** 3
        start[self.size : self._first_industry] = like / max(like.sum(), 1e-9)
        np.add.at(start, buyers, _BUYERS / len(buyers))
        np.add.at(start, self._first_industry + self._industry[buyers], _INDUSTRIES / len(buyers))
        near = self._joined.near(np.where(self._joined.degree > 0, start, 0.0), tolerance=_WALK)
        return _above(near[: self.size], 1e-5)

    def _trade(self, wanted: str) -> Numbers:
        """Return how much of what is sold near in sense comes from a firm's industry; unknown is one too."""
        if not self._sold:
            return np.zeros(self.size)
        near = np.clip(self._sold_senses @ self._senses.place(wanted), 0.0, 1.0)
        share = np.bincount(self._industry[self._said.firm], near**8, minlength=self._industry.max() + 1)
        return _above(share / max(share.sum(), 1e-9), 0.003)[self._industry]

    def _beside(self, buyers: list[int], alike: Numbers) -> Numbers:
        """Return how much each firm is named in one breath with those who sell such things to the buyers."""
        found = np.zeros(self.size)
        for at in np.flatnonzero(np.isin(self._said_to, buyers) & (alike > 0)):
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
                "walk": _above(near, 1e-4),
                "sells_to": _neutral(sells_to, self._with_customers),
                "peers": _above(served / (served.sum() + 1e-9), 1e-4),
            },
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


def _above(share: Numbers, floor: float) -> Numbers:
    """Return the logarithm of a share over a floor: 0 for none."""
    return np.asarray(np.log(share + floor) - np.log(floor))


def _sayings(pairs: Sequence[tuple[str, int]]) -> _Sayings:
    return _Sayings(Grams([words for words, _ in pairs]), _array([firm for _, firm in pairs]))


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
