"""Words and firms on a few axes: words said of the same firms are near, though they share no character.

封測 and 測試代工 stand beside each other because one firm is called both. This is latent semantic analysis:
the firms by the pieces of what is said of them, weighted by rarity, cut down to its strongest axes.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from wotu.chain.names.grams import pieces

Numbers = NDArray[np.float64]

AXES = 120
_MORE, _ROUNDS, _SEED = 8, 4, 0
"""The strongest axes are found from random ones, a few more than wanted, each round turning them closer."""


class Senses:
    """Firms by what is said of them. `near` gives the cosine, 0 to 1, of words with each firm."""

    def __init__(self, said: Iterable[tuple[str, int]], size: int, *, axes: int = AXES) -> None:
        """Take words with the number of the firm they are said of; `size` firms in all."""
        of_firm: dict[int, Counter[str]] = defaultdict(Counter)
        for words, firm in said:
            of_firm[firm].update(pieces(words))
        met = Counter(piece for counted in of_firm.values() for piece in counted)
        shared = sorted(piece for piece, firms in met.items() if firms > 1)
        self._rarity = {piece: math.log(1 + len(of_firm) / met[piece]) for piece in shared}
        self._place = {piece: at for at, piece in enumerate(shared)}
        entries = [
            (firm, self._place[piece], math.log1p(count) * self._rarity[piece])
            for firm, counted in sorted(of_firm.items())
            for piece, count in sorted(counted.items())
            if piece in self._place
        ]
        self.known = np.zeros(size, bool)
        self.known[[firm for firm, *_ in entries]] = True
        self._axes = np.zeros((len(shared), 0))
        self._firms = np.zeros((size, 0))
        if entries:
            self._find_axes(entries, size, axes)

    def _find_axes(self, entries: list[tuple[int, int, float]], size: int, most: int) -> None:
        firm, piece, weight = (np.array(column) for column in zip(*entries, strict=True))
        weight = weight / np.sqrt(np.bincount(firm, weight**2, minlength=size))[firm]

        def over_firms(table: Numbers) -> Numbers:
            return _summed(firm, piece, weight, table, size)

        def over_pieces(table: Numbers) -> Numbers:
            return _summed(piece, firm, weight, table, len(self._place))

        width = min(most + _MORE, len(self._place), int(self.known.sum()))
        axes = np.random.default_rng(_SEED).standard_normal((len(self._place), width))
        for _ in range(_ROUNDS):
            axes = np.linalg.qr(over_pieces(np.linalg.qr(over_firms(axes))[0]))[0]
        *_, turn = np.linalg.svd(over_firms(axes), full_matrices=False)
        self._axes = axes @ turn[:most].T
        firms = over_firms(self._axes)
        self._firms = firms / np.maximum(np.linalg.norm(firms, axis=1, keepdims=True), 1e-12)

    def place(self, words: str) -> Numbers:
        """Return where words lie on the axes, of length 1; zeros if none of their pieces is shared."""
        at = [
            (self._place[piece], count * self._rarity[piece])
            for piece, count in pieces(words).items()
            if piece in self._place
        ]
        sense = np.array([weight for _, weight in at]) @ self._axes[[place for place, _ in at]]
        return np.asarray(sense / max(float(np.linalg.norm(sense)), 1e-12))

    def near(self, words: str) -> Numbers:
        """Return how near each firm is to the words; 0 for a firm of which nothing is said."""
        return np.clip(self._firms @ self.place(words), 0.0, 1.0)


def _summed(
    to: NDArray[np.int64], of: NDArray[np.int64], weight: Numbers, table: Numbers, size: int
) -> Numbers:
    """Return the product of a sparse matrix (to, of, weight) with a table, column by column."""
    columns = [np.bincount(to, weight * column[of], minlength=size) for column in table.T]
    return np.stack(columns, axis=1)
