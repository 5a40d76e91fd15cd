"""Whom a zone's firms are likely to buy from outside, where no single missing link is asked for."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from wotu.chain.fused import Fused

Numbers = NDArray[np.float64]

TIE, MOST = 0.3, 6
"""How much each buyer a firm sells to already adds to the logarithm, and how many of them count."""


def likely_suppliers(
    model: Fused, needs: Mapping[str, Collection[str]], competing: NDArray[np.bool_]
) -> Numbers:
    """Return a score, the more the likelier, for each firm of the model; those not `competing` have -inf.

    `needs` says for each buyer of the zone, by name, what it is known to buy. Summed up is how many of these
    needs a firm may be expected to meet anew. The fused scores of a need are read as chances among the
    competing firms that do not supply its buyer yet: that a firm sells to a buyer already says nothing of
    whom else the buyer may turn to. Who sells to several of the buyers is the likelier to sell to another.
    """
    sold_to = np.zeros(model.size)
    expected = np.zeros(model.size)
    for buyer, wanted in needs.items():
        asked = competing.copy()
        sellers = [model.number[seller] for seller in model.known.get(buyer, ())]
        asked[sellers] = False
        sold_to[sellers] += 1
        for one in wanted if asked.any() else ():
            scores = np.where(asked, model.scores([buyer], one), -np.inf)
            chance = np.exp(scores - scores.max())
            expected += chance / chance.sum()
    return np.where(competing, expected * np.exp(TIE * np.minimum(sold_to, MOST)), -np.inf)
