"""Pairs of names that may mean one product: what an official looks at, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wotu.chain.names.grams import Grams

LEAST = 0.75
"""How alike two names have to be to be worth a look. No likeness is enough to merge them."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two names and how alike they are, below 1."""

    name: str
    other: str
    score: float


def alike(names: Sequence[str], *, least: float = LEAST, most: int = 3) -> list[Alike]:
    """Return pairs among different names, each once: for each name the `most` likest that come after it."""
    grams = Grams(names)
    found = []
    for at, name in enumerate(names):
        scores = grams.likeness(name)[at + 1 :]
        near = np.flatnonzero(scores >= least)
        best = near[np.argsort(-scores[near], kind="stable")][:most]
        found += [Alike(name, names[at + 1 + to], min(float(scores[to]), 0.999)) for to in best]
    return sorted(found, key=lambda pair: (-pair.score, pair.name, pair.other))
