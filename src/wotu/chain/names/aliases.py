"""From a written name to a product: the alias table first, then candidates with a score.

Only a name that stands in the table (confirmed by a person, or the product's own) is certain. A candidate
is a proposal for the queue where an official confirms it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wotu.chain.names.grams import Grams
from wotu.chain.names.normal import normal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product a name may mean. `score` is 1 exactly when the name stands in the table; else below 1."""

    product: str
    name: str
    score: float


class Aliases:
    """The alias table 别名表: names and the product each one means."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take pairs of name and product.

        Raises:
            ValueError: one name means two products; a person has to decide which.
        """
        self._product: dict[str, str] = {}
        self._names: list[tuple[str, str]] = []
        for name, product in entries:
            key = normal(name)
            known = self._product.setdefault(key, product)
            if known != product:
                raise ValueError(f"{name!r} means both {known} and {product}")
            self._names.append((name, product))
        self._grams = Grams([name for name, _ in self._names])

    def product(self, name: str) -> str | None:
        """Return the product the name stands for in the table, or nothing: a likeness is never enough."""
        return self._product.get(normal(name))

    def candidates(self, name: str, *, limit: int = 5, least: float = 0.2) -> list[Candidate]:
        """Return the products the name may mean, the likeliest first, each once; ties by product."""
        if certain := self.product(name):
            return [Candidate(certain, name, 1.0)]
        scores = np.minimum(self._grams.likeness(name), 0.999)
        best: dict[str, Candidate] = {}
        for at in np.flatnonzero(scores >= least):
            known, product = self._names[at]
            if product not in best or scores[at] > best[product].score:
                best[product] = Candidate(product, known, float(scores[at]))
        return sorted(best.values(), key=lambda one: (-one.score, one.product))[:limit]
