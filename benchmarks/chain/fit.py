"""The weights of `wotu.chain.fused`, fitted inside the training rows: `python -m benchmarks.chain.fit`.

The training pairs are cut into five. Each fifth is hidden from the graph in turn and asked for, with its
category, and so are the buyers, each fifth with everything said of them; the weights are those, none
negative, under which a softmax over all firms gives the hidden sellers most. Test pairs are in no part of
this.
"""

import random

import numpy as np

from benchmarks.chain.data import SEED, Statements, drawn, graph
from benchmarks.chain.measures import allowed, report
from benchmarks.chain.softmax import fitted
from wotu.chain.fused import PARTS, Fused

FOLDS, EACH = 5, 150


def examples(statements, hidden):
    """Return the parts of every firm, and which is right, for training pairs of each fifth.

    Hidden in turn are a fifth of the pairs, and then a fifth of the buyers with everything said of them.
    """
    known = statements.hiding(hidden)
    pairs, buyers = list(known.supplied), sorted({buyer for _, buyer in known.supplied})
    for some in (pairs, buyers):
        random.Random(7).shuffle(some)  # noqa: S311
    found = []
    for fold in range(FOLDS):
        asked = set(pairs[fold::FOLDS])
        found += _asked(known, known.without(asked), asked, fold)
        found += _asked(known, *known.without_buyers(set(buyers[fold::FOLDS])), fold)
    return found


def _asked(known, rows, asked, fold):
    """Return some of the asked pairs whose seller is known otherwise: whether they were found can be told."""
    model = Fused(graph(known, rows))
    wanted = list(known.wanted(asked).items())
    random.Random(fold).shuffle(wanted)  # noqa: S311
    found = []
    for (seller, buyer), category in wanted:
        if model.walk.degree[model.number[seller]] and len(found) < EACH:
            inside = allowed(model, seller, buyer, asked)
            parts = model.parts([buyer], category)
            table = np.array([parts[name][inside] for name in PARTS], np.float32)
            found.append((table, int(inside[: model.number[seller]].sum()), buyer))
    return found


def ranks(tables, weights):
    return np.array([1 + ((weights @ t) > (weights @ t)[right]).sum() for t, right in tables])


def main() -> None:
    statements = Statements()
    found = examples(statements, drawn(statements.supplied, SEED))
    spread = np.sqrt(np.mean([table.var(axis=1) for table, *_ in found], axis=0))
    tables = [(table / spread[:, None], right) for table, right, _ in found]
    buyers = sorted({buyer for *_, buyer in found})
    random.Random(5).shuffle(buyers)  # noqa: S311
    part = {buyer: at % 3 for at, buyer in enumerate(buyers)}
    seen = []
    for held in range(3):
        inside = [t for t, (*_, b) in zip(tables, found, strict=True) if part[b] != held]
        outside = [t for t, (*_, b) in zip(tables, found, strict=True) if part[b] == held]
        seen.append(ranks(outside, fitted(inside)))
    print("validation:", report(np.concatenate(seen)))
    weights = fitted(tables) / spread
    print("\n".join(f'    "{name}": {weight:.3f},' for name, weight in zip(PARTS, weights, strict=True)))


if __name__ == "__main__":
    main()
