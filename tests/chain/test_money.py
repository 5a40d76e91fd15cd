"""Amounts as a sentence says them."""

import pytest

from wotu.chain.money import money


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (12_300, "123元", "CNY 123"),
        (320_000_000, "320万元", "CNY 3,200,000"),
        (99_000_000_000, "9.9亿元", "CNY 990,000,000"),
    ],
)
def test_an_amount_is_said_in_the_units_of_each_language(fen: int, chinese: str, english: str) -> None:
    assert (money(fen).zh, money(fen).en) == (chinese, english)
