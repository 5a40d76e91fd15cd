"""Real firms and what was written about their suppliers and customers, as the relations of `wotu.chain`.

The statements were written by AI-assisted research and not verified: they measure a method, they say
nothing about a firm. They do not come with the project; `CHAIN_DATA` names the folder with `firms.csv` and
`mentions.csv`.
"""

import csv
import os
import random
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from wotu.chain.graph.relations import Graph, Row
from wotu.chain.names.normal import normal

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CHAIN_DATA") or ROOT.parent / "shared" / "data" / "chain" / "taiwan-coverage")
SEED = 20261128
"""Of the split: a fifth of the pairs is hidden."""
HIDDEN = 0.2

Pair = tuple[str, str]
"""A seller and a buyer."""
_TIER = re.compile(r"^(?:上游|中游|下游)[\s:：]*")


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Statements:
    """Every row about a listed firm, and the pairs of seller and buyer among them.

    `supplied` are the pairs told by the buyer: those a category may be asked for.
    """

    def __init__(self) -> None:
        self.firms = {row["ticker"]: row for row in read("firms")}
        self.rows = [row for row in read("mentions") if row["focal_ticker"] in self.firms]
        self._find_pairs()

    def _find_pairs(self) -> None:
        self.pairs = sorted({pair for row in self.rows if (pair := self.pair(row))})
        bought = {pair for row in self.rows if row["role"] in ("supplier", "up") and (pair := self.pair(row))}
        self.supplied = sorted(bought)

    def training(self) -> "Statements":
        """Return what is left when the test pairs are hidden: choices are made on a split of this alone."""
        return self.hiding(drawn(self.supplied, SEED))

    def hiding(self, hidden: Collection[Pair]) -> "Statements":
        """Return what is left when pairs are hidden from every text."""
        rest = Statements()
        rest.rows = self.without(hidden)
        rest._find_pairs()
        return rest

    def pair(self, row: dict[str, str]) -> Pair | None:
        """Return who sells to whom by this row. A listed firm is its ticker, any other its name."""
        focal, other = row["focal_ticker"], row["entity_ticker"] or normal(row["entity"])
        if not other or other == focal:
            return None
        if row["role"] in ("supplier", "up"):
            return other, focal
        return (focal, other) if row["role"] in ("customer", "down") else None

    def without(self, hidden: Collection[Pair]) -> list[dict[str, str]]:
        """Return the rows that do not tell a hidden pair, in whichever firm's text it stands."""
        hidden = set(hidden)
        return [row for row in self.rows if self.pair(row) not in hidden]

    def without_buyers(self, buyers: Collection[str]) -> tuple[list[dict[str, str]], set[Pair]]:
        """Return the rows without what these firms say, or others of them as customers; and the pairs to ask.

        Those are the pairs they told themselves.
        """
        rows = self.without({pair for pair in self.pairs if pair[1] in buyers})
        told = {pair for pair in self.supplied if pair[1] in buyers}
        return [row for row in rows if row["focal_ticker"] not in buyers], told

    def wanted(self, pairs: Collection[Pair]) -> dict[Pair, str]:
        """Return what is bought, in the buyer's words; pairs without it cannot be asked with a category."""
        found: dict[Pair, tuple[str, str]] = {}
        for row in self.rows:
            pair = self.pair(row)
            if pair is not None and pair in pairs and row["category"] and row["role"] in ("supplier", "up"):
                known = found.get(pair)
                if known is None or (known[0] == "up" and row["role"] == "supplier"):
                    found[pair] = row["role"], row["category"]
        return {pair: category for pair, (_, category) in sorted(found.items())}


def drawn(pairs: Iterable[Pair], seed: int, share: float = HIDDEN) -> list[Pair]:
    """Return a share of the pairs, drawn by a seed."""
    shuffled = sorted(pairs)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a split, not a secret
    return sorted(shuffled[: round(len(shuffled) * share)])


def graph(statements: Statements, rows: Iterable[dict[str, str]], zone: Collection[str] = ()) -> Graph:
    """Return the relations told by the rows; `zone` are the firms inside."""
    tables: dict[str, list[Row]] = {"makes": [], "supplies": [], "serves": [], "described": []}
    products: dict[str, str] = {}
    for number, row in enumerate(rows):
        _take(row, statements.pair(row), number, products, tables)
    tables["firms"] = [
        {
            "id": ticker,
            "name": firm["name"],
            "industry": firm["industry"],
            "sector": firm["sector"],
            "zone": "Z" if ticker in zone else None,
        }
        for ticker, firm in statements.firms.items()
    ]
    others = {one for pair in statements.pairs for one in pair} - statements.firms.keys()
    tables["firms"] += [{"id": name, "name": name} for name in sorted(others)]
    tables["products"] = [{"id": key, "zh": name, "en": name} for key, name in products.items()]
    return Graph(tables)


def _take(
    row: dict[str, str],
    pair: Pair | None,
    number: int,
    products: dict[str, str],
    tables: dict[str, list[Row]],
) -> None:
    focal, role = row["focal_ticker"], row["role"]
    tier = _TIER.sub("", row["tier_header"]).strip("():： （）")

    def product(name: str) -> str | None:
        if not name:
            return None
        products.setdefault(normal(name), name)
        return normal(name)

    said = {"kind": "extracted", "state": "proposed", "confidence": 50, "source": "statement"}
    if role == "mid":
        for name in filter(None, (row["category"], row["entity"], tier)):
            tables["makes"].append({"firm": focal, "product": product(name), **said})
    elif role in ("supplier", "up"):
        bought = product(row["category"] or tier)
        if bought or pair:
            seller = pair[0] if pair else None
            tables["supplies"].append(
                {"id": f"{number}", "seller": seller, "buyer": focal, "product": bought, **said}
            )
    else:
        if pair:
            tables["supplies"].append({"id": f"{number}", "seller": focal, "buyer": pair[1], **said})
            if row["category"]:
                tables["described"].append({"firm": pair[1], "words": row["category"]})
        whom = row["category"] or ("" if pair else tier)
        if whom:
            tables["serves"].append({"firm": focal, "whom": whom})
