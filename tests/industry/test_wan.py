"""Investments in 万元, exact to the fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.industry.wan import MOST, fen_of, wan_of


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12000", 12_000_000_000), ("8500.5", 8_500_500_000), ("0.000001", 1), ("1,200万元", 1_200_000_000),
        ("1，200", 1_200_000_000), ("0", 0),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen


@pytest.mark.parametrize(
    "typed", ["", "很多", "-1", "0.0000001", "1e99", "1e999999", "nan", "Infinity", "１２", "1..2"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert fen_of(typed) is None


@given(st.integers(0, MOST))
def test_every_amount_is_written_so_that_it_reads_back(fen: int) -> None:
    assert fen_of(wan_of(fen)) == fen


def test_for_people_thousands_are_set_apart() -> None:
    assert wan_of(1_234_567_890_000, grouped=True) == "1,234,567.89"
