"""Weights, none negative, under which a softmax over all firms gives the right ones most."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Table = tuple[Numbers, int]
"""The parts of all firms that compete, a row a part, and which firm is right."""

HOLD_BACK, STEPS, LEAST = 0.01, 10, 1e-4
"""What a weight costs, by its square; how many steps at most; a move that is none any more."""


def fitted(tables: Sequence[Table], steps: int = STEPS) -> Numbers:
    """Return weights in units of each part's spread (Newton's steps, each halved until it leads down)."""
    weights = np.zeros(len(tables[0][0]))
    for _ in range(steps):
        slope, bend = HOLD_BACK * weights, HOLD_BACK * np.eye(len(weights))
        for table, right in tables:
            scores = weights @ table
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            mean = table @ chance
            slope += (mean - table[:, right]) / len(tables)
            bend += ((table * chance) @ table.T - np.outer(mean, mean)) / len(tables)
        move, before = _down(slope, bend, weights) - weights, loss(tables, weights)
        while np.abs(move).max() > LEAST and loss(tables, weights + move) > before:
            move /= 2
        weights = weights + move
    return weights


def loss(tables: Sequence[Table], weights: Numbers) -> float:
    """Return how surprising the right firms are, on average, and what the weights themselves cost."""
    surprise = 0.0
    for table, right in tables:
        scores = weights @ table
        surprise += np.log(np.exp(scores - scores.max()).sum()) + scores.max() - scores[right]
    return float(surprise / len(tables) + HOLD_BACK / 2 * (weights @ weights))


def _down(slope: Numbers, bend: Numbers, weights: Numbers) -> Numbers:
    """Return the lowest place, nowhere negative, of the bowl with this slope and bend at `weights`."""
    lowest = weights.copy()
    for _ in range(200):
        for at in range(len(lowest)):
            there = slope[at] + bend[at] @ (lowest - weights)
            lowest[at] = max(lowest[at] - there / bend[at, at], 0)
    return lowest
