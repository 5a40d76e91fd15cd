"""Keys sort as the figures do, byte by byte."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.cluster.keys import TooFine, group_key, order_key, turn_key

FIGURES = st.one_of(
    st.fractions(max_denominator=10**6),
    st.tuples(st.integers(-(1 << 250), 1 << 250), st.integers(1, 1 << 127)).map(lambda pair: Fraction(*pair)),
)


@given(FIGURES, FIGURES)
def test_keys_compare_as_the_figures_do(a: Fraction, b: Fraction) -> None:
    assert (order_key(a) < order_key(b), order_key(a) == order_key(b)) == (a < b, a == b)


def test_neighbours_with_the_largest_divisors_are_told_apart() -> None:
    under = (1 << 128) - 1
    assert order_key(Fraction(1, under)) < order_key(Fraction(1, under - 1))


@pytest.mark.parametrize(
    "figure", [Fraction(1, (1 << 128) + 1), Fraction(1 << 255), Fraction(-(1 << 255) - 1)]
)
def test_what_a_key_cannot_hold_is_refused(figure: Fraction) -> None:
    with pytest.raises(TooFine, match="too fine, or too large"):
        order_key(figure)


@given(FIGURES)
def test_an_unknown_turn_comes_last(figure: Fraction) -> None:
    assert turn_key(figure) < turn_key(None)


def test_groups_keep_apart_nothing_and_the_empty_text() -> None:
    assert [group_key(value) for value in (None, "", Fraction(1, 3))] == [None, "", "1/3"]


@given(st.text(), st.text())
def test_texts_sort_by_code_point_as_their_bytes_do(a: str, b: str) -> None:
    """One machine compares texts, a cluster their bytes in UTF-8."""
    assert (a < b) == (_bytes(a) < _bytes(b))


def _bytes(text: str) -> bytes:
    return text.encode()
