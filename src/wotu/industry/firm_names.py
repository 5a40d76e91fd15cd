"""Firms whose names are like what a text calls them: candidates, for an official to choose from."""

from collections.abc import Sequence

import numpy as np

from wotu.chain.names.grams import Grams
from wotu.industry.models import Enterprise

MOST, LEAST = 5, 0.25


def firms_like(zone: str, names: Sequence[str]) -> dict[str, list[Enterprise]]:
    """Return for each name the firms of a zone with names like it, the likest first."""
    wanted = set(names)
    if not wanted:
        return {}
    firms = list(Enterprise.objects.filter(zone=zone).only("pk", "key", "name", "zone"))
    grams = Grams([firm.name for firm in firms])
    found: dict[str, list[Enterprise]] = {}
    for name in wanted:
        scores = grams.likeness(name)
        best = np.argsort(-scores, kind="stable")[:MOST]
        found[name] = [firms[at] for at in best if scores[at] >= LEAST]
    return found
