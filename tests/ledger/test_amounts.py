"""Amounts as people write and read them."""

import pytest

from wotu.ledger.amounts import MOST, NotAnAmount, in_words, read_amount


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("20万元", "fen", 20_000_000),
        ("200000", "fen", 20_000_000),
        ("200,000.50", "fen", 20_000_050),
        ("0.01元", "fen", 1),
        ("3600床·晚", "bed_night", 3_600),
        ("3600", "bed_night", 3_600),
        ("2小时", "minute", 120),
        ("12万㎡·月", "sqm_month", 120_000),
        ("9.5万吨/天", "tonne_day", 95_000),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, unit: str, amount: int) -> None:
    assert read_amount(text, unit) == amount


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", "fen"), ("很多", "fen"), ("5%", "fen"), ("0", "fen"), ("-5", "fen"), ("0.001元", "fen"),
        ("3600床·晚", "fen"), ("20万元", "bed_night"), ("1.5", "bed_night"), (str(MOST), "fen"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_an_example(text: str, unit: str) -> None:
    with pytest.raises(NotAnAmount) as refused:
        read_amount(text, unit)

    assert "例如" in refused.value.text.zh


def test_an_amount_is_said_in_its_unit() -> None:
    assert in_words(20_000_000, "fen").zh == "20万元"
    assert in_words(110_960, "bed_night").en == "110,960 bed-nights"
