"""Likeness of names by the pieces they share, weighted by how rare a piece is; deterministic.

Chinese gives single characters and pairs; Latin words and numbers count whole, and by threes of letters, so
that `GaN外延片` and `氮化镓(GaN) 外延` meet in both scripts. Traditional
characters are read as simplified ones.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wotu.chain.names.scripts import simplified

Numbers = NDArray[np.float64]

_RUNS = re.compile(r"[a-z][a-z0-9+#.-]*|[0-9]+(?:\.[0-9]+)?|[\u3400-\u9fff]+")
CHARACTER, PAIR, WORD, THREE = 0.5, 1.0, 1.5, 0.4
"""How much a piece of each sort counts before rarity."""


def pieces(name: str) -> Counter[str]:
    """Return the pieces of a name, each with its weight."""
    found: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for run in _RUNS.findall(simplified(unicodedata.normalize("NFKC", name).casefold())):
        for piece, weight in _of_run(run):
            found[piece] += 1
            weights[piece] = weight
    return Counter({piece: count * weights[piece] for piece, count in found.items()})


def _of_run(run: str) -> list[tuple[str, float]]:
    if "\u3400" <= run[0] <= "\u9fff":
        pairs = [(a + b, PAIR) for a, b in pairwise(run)]
        return [(character, CHARACTER) for character in run] + pairs
    edged = f"^{run}$"
    return [("=" + run, WORD)] + [("~" + edged[at : at + 3], THREE) for at in range(len(edged) - 2)]


class Grams:
    """An index over names. `likeness` gives the cosine, 0 to 1, of a name with each of them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.size = len(names)
        counted = [pieces(name) for name in names]
        met = Counter(piece for one in counted for piece in one)
        self._rarity = {piece: math.log(1 + self.size / count) for piece, count in met.items()}
        self._unmet = math.log(1 + max(self.size, 1))
        lists: dict[str, tuple[list[int], list[float]]] = {piece: ([], []) for piece in met}
        for at, one in enumerate(counted):
            for piece, weight in self._unit(one).items():
                lists[piece][0].append(at)
                lists[piece][1].append(weight)
        self._postings = {
            piece: (np.array(where, np.int64), np.array(weight)) for piece, (where, weight) in lists.items()
        }

    def likeness(self, name: str) -> Numbers:
        """Return how like each indexed name is to `name`, in the order they were given."""
        scores = np.zeros(self.size)
        for piece, weight in self._unit(pieces(name)).items():
            if piece in self._postings:
                where, weights = self._postings[piece]
                scores[where] += weight * weights
        return np.minimum(scores, 1.0)

    def _unit(self, one: Counter[str]) -> dict[str, float]:
        weighted = {piece: count * self._rarity.get(piece, self._unmet) for piece, count in one.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values()))
        return {piece: weight / length for piece, weight in weighted.items()} if length else {}
