"""Whom a zone's firms are likely to buy from outside, where no single missing link is asked for."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from wotu.chain.fused import Fused

Numbers = NDArray[np.float64]


def likely_suppliers(
    model: Fused, needs: Mapping[str, Collection[str]], competing: NDArray[np.bool_]
) -> Numbers:
    """Return a score, the more the likelier, for each firm of the model; those not `competing` have -inf.

    `needs` says for each buyer of the zone, by name, what it is known to buy. Every need shares one vote
    among the competing firms by their fused scores; the votes are weighed with the walk from all buyers.
    """
    votes = np.zeros(model.size)
    for buyer, wanted in needs.items():
        for one in wanted:
            scores = np.where(competing, model.scores([buyer], one), -np.inf)
            if competing.any():
                chance = np.exp(scores - scores.max())
                votes += chance / chance.sum()
    start = np.zeros(model.size)
    start[[model.number[buyer] for buyer in needs]] = 1.0
    near = np.where(competing, model.walk.near(np.where(model.walk.degree > 0, start, 0.0)), 0.0)
    near /= max(near.sum(), 1e-9)
    return np.where(competing, np.log(votes + 1e-3) + np.log(near + 1e-5), -np.inf)
