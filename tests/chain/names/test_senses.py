"""Words that are near because they are said of the same firms."""

import numpy as np
import pytest

from wotu.chain.names.senses import Senses

SAID = [
    ("封測", 0),
    ("測試代工", 0),
    ("封測", 1),
    ("測試代工", 1),
    ("測試代工", 2),
    ("牛奶", 3),
    ("乳品", 3),
    ("牛奶", 4),
]


def test_a_firm_is_near_to_words_never_said_of_it_if_they_go_together() -> None:
    near = Senses(SAID, 6, axes=2).near("封測")

    assert near[2] > 0.5 > near[3]
    assert near[5] == 0


def test_who_has_nothing_said_of_it_is_known_as_such() -> None:
    assert Senses(SAID, 6).known.tolist() == [True] * 5 + [False]


def test_the_axes_are_the_same_each_time() -> None:
    first, again = (Senses(SAID, 6).near("測試") for _ in range(2))

    assert np.array_equal(first, again)


@pytest.mark.parametrize("said", [[], [("牛奶", 0)], [("!?", 0)]])
def test_where_nothing_is_shared_nothing_is_near(said: list[tuple[str, int]]) -> None:
    assert Senses(said, 2).near("牛奶").tolist() == [0, 0]
