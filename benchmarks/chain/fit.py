"""The weights of `wotu.chain.fused`, fitted inside the training rows: `python -m benchmarks.chain.fit`.

The training pairs are cut into five. Each fifth is hidden from the graph in turn and asked for, with its
category; the weights are those, none negative, under which a softmax over all firms gives the hidden
sellers most. Test pairs are in no part of this.
"""

import random

import numpy as np

from benchmarks.chain.data import SEED, Statements, drawn, graph
from benchmarks.chain.measures import allowed, report
from wotu.chain.fused import PARTS, Fused

FOLDS, EACH, HOLD_BACK, STEPS = 5, 150, 0.01, 150


def examples(statements, hidden):
    """Return the parts of every firm, and which is right, for some training pairs of each fifth."""
    gone = set(hidden)
    training = [pair for pair in statements.supplied if pair not in gone]
    random.Random(7).shuffle(training)  # noqa: S311
    found = []
    for fold in range(FOLDS):
        asked = set(training[fold::FOLDS])
        model = Fused(graph(statements, statements.without([*hidden, *asked])))
        wanted = list(statements.wanted(asked).items())
        random.Random(fold).shuffle(wanted)  # noqa: S311
        for (seller, buyer), category in wanted[:EACH]:
            inside = allowed(model, seller, buyer, asked)
            parts = model.parts([buyer], category)
            table = np.array([parts[name][inside] for name in PARTS], np.float32)
            found.append((table, int(inside[: model.number[seller]].sum()), buyer))
    return found


def fitted(tables, steps=STEPS):
    """Return weights in units of each part's spread (Adam, projected onto 0 and more)."""
    weights = first = second = np.zeros(len(tables[0][0]))
    for step in range(1, steps + 1):
        slope = HOLD_BACK * weights
        for table, right in tables:
            scores = weights @ table
            chance = np.exp(scores - scores.max())
            slope = slope + (table @ (chance / chance.sum()) - table[:, right]) / len(tables)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        rate = 0.1 if step < steps / 2 else 0.03
        move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.maximum(weights - rate * move, 0)
    return weights


def ranks(tables, weights):
    return np.array([1 + ((weights @ t) > (weights @ t)[right]).sum() for t, right in tables])


def main() -> None:
    statements = Statements()
    found = examples(statements, drawn(statements.supplied, SEED))
    spread = np.concatenate([table for table, *_ in found], axis=1).std(axis=1)
    tables = [(table / spread[:, None], right) for table, right, _ in found]
    buyers = sorted({buyer for *_, buyer in found})
    random.Random(5).shuffle(buyers)  # noqa: S311
    part = {buyer: at % 3 for at, buyer in enumerate(buyers)}
    seen = []
    for held in range(3):
        inside = [t for t, (*_, b) in zip(tables, found, strict=True) if part[b] != held]
        outside = [t for t, (*_, b) in zip(tables, found, strict=True) if part[b] == held]
        seen.append(ranks(outside, fitted(inside, 120)))
    print("validation:", report(np.concatenate(seen)))
    weights = fitted(tables) / spread
    print("\n".join(f'    "{name}": {weight:.3f},' for name, weight in zip(PARTS, weights, strict=True)))


if __name__ == "__main__":
    main()
