"""Missing facts are named by pattern, however many facts there are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wotu.match.reasons import SEPARATOR, Patterns
from wotu.rules.vocabulary import Slot


@given(st.integers(0, 5), st.lists(st.tuples(st.integers(0, 150), st.integers(0, 31)), max_size=200))
def test_each_row_names_what_it_waits_for_in_order(rows: int, waits: list[tuple[int, int]]) -> None:
    patterns, expected = Patterns(rows), [dict[str, None]() for _ in range(rows)]
    for fact, bits in waits:
        where = np.array([bool(bits >> row & 1) for row in range(rows)], dtype=np.bool_)
        patterns.add(Slot(f"f{fact}"), where)
    for name in map(str, sorted(patterns.slots)):
        for row in range(rows):
            if any(f"f{fact}" == name and bits >> row & 1 for fact, bits in waits):
                expected[row][name] = None

    assert patterns.names().to_pylist() == [SEPARATOR.join(names) for names in expected]
