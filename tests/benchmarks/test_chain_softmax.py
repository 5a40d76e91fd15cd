"""The fit of the parts' weights."""

import numpy as np
from benchmarks.chain.softmax import fitted, loss


def test_a_part_that_tells_the_right_firm_gets_weight_and_one_that_misleads_none() -> None:
    dice = np.random.default_rng(0)
    tables = []
    for right in range(40):
        table = dice.normal(size=(3, 50))
        table[0, right] += 2
        table[1, right] -= 2
        tables.append((table, right))

    weights = fitted(tables)

    assert weights[0] > 0.5 > weights[2] >= weights[1] == 0
    assert all(loss(tables, weights) <= loss(tables, weights + at) for at in 0.05 * np.eye(3))
