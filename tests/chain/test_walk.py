"""Personalised PageRank, against the linear system it solves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.chain import walk
from wotu.chain.walk import DAMPING, NotConverged, Walk

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(EDGES, st.integers(0, 7))
def test_the_walk_is_the_solution_of_its_equation(edges: list[tuple[int, int]], begin: int) -> None:
    start = np.zeros(8)
    start[begin] = 1
    near = Walk(8, edges).near(start)

    joined = np.zeros((8, 8))
    for a, b in edges:
        if a != b:
            joined[a, b] = joined[b, a] = 1
    out = joined.sum(0)
    step = np.divide(joined, out, where=out > 0, out=np.zeros_like(joined)) + np.outer(start, out == 0)
    exact = np.linalg.solve(np.eye(8) - DAMPING * step, (1 - DAMPING) * start)
    assert np.allclose(near, exact, atol=1e-8)
    assert near.sum() == pytest.approx(1)


def test_nowhere_to_begin_is_near_to_nothing() -> None:
    assert not Walk(3, [(0, 1)]).near(np.zeros(3)).any()


def test_a_walk_that_does_not_settle_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_STEPS", 2)

    with pytest.raises(NotConverged):
        Walk(3, [(0, 1), (1, 2)]).near(np.array([1.0, 0, 0]))


def test_neighbours_are_those_joined_in_either_direction() -> None:
    assert Walk(4, [(0, 1), (2, 1), (1, 2)]).neighbours(1).tolist() == [0, 2]
