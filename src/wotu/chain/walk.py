"""Personalised PageRank: how near each firm is to a few given firms, along who supplies whom.

The walk goes both ways along an edge, returns to where it began with `1 - DAMPING`, and is iterated until a
whole step moves less than `TOLERANCE` of the total. A loose tolerance is not a detail: the default of a
common library is 27% off at the top.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

DAMPING = 0.85
TOLERANCE = 1e-10
MOST_STEPS = 500


class NotConverged(Exception):
    """The walk did not settle within `MOST_STEPS`; no result is better than a wrong one."""


class Walk:
    """Walks over `size` places joined by undirected edges; several edges between two places count once."""

    def __init__(self, size: int, edges: Sequence[tuple[int, int]]) -> None:
        both = {(a, b) for a, b in edges if a != b} | {(b, a) for a, b in edges if a != b}
        ordered = np.array(sorted(both), np.int64).reshape(-1, 2)
        self.size = size
        self._start, self._end = ordered[:, 0], ordered[:, 1]
        self.degree = np.bincount(self._start, minlength=size)
        self._share = 1.0 / np.maximum(self.degree, 1)

    def neighbours(self, place: int) -> NDArray[np.int64]:
        """Return the places joined to one, in order."""
        low, high = np.searchsorted(self._start, [place, place + 1])
        return self._end[low:high]

    def near(self, start: Numbers, *, tolerance: float = TOLERANCE) -> Numbers:
        """Return the share of its time a walk that begins as `start` (not negative) spends at each place.

        Raises:
            NotConverged: the steps were used up before the tolerance was met.
        """
        total = start.sum()
        if not total > 0:
            return np.zeros(self.size)
        begin = start / total
        now = begin
        for _ in range(MOST_STEPS):
            moved = DAMPING * (now * self._share)[self._start]
            then = np.bincount(self._end, weights=moved, minlength=self.size)
            then = then + begin * (1.0 - then.sum())
            if np.abs(then - now).sum() < tolerance:
                return np.asarray(then)
            now = then
        raise NotConverged(f"tolerance {tolerance} not met in {MOST_STEPS} steps")
