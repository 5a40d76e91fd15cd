"""Quantities: exact, with units that multiply like units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.rules.quantity import MONEY, MONTHS, money_text, multiply, parse_quantity, parse_unit, quantity_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2000万元", 20_000_000),
        ("1.5亿元", 150_000_000),
        ("5%", Fraction(1, 20)),
        ("0.01元", Fraction(1, 100)),
        ("2千万元", 20_000_000),
        ("5年", 60),
        ("487亩", Fraction(974_000, 3)),
        ("3小时", 180),
        ("1,234,567元", 1_234_567),
        ("-3元", -3),
        ("５％", Fraction(1, 20)),
        ("150万㎡", 1_500_000),
        ("10 万元", 100_000),
    ],
)
def test_what_a_clause_writes_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_quantity(text).value == value


@pytest.mark.parametrize("text", ["", "元", "many元", "5块", "1e9元", "1.2.3元", "5 % %", "9" * 30])
def test_what_is_not_a_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quantity|unit"):
        parse_quantity(text)


def test_rent_times_area_times_months_is_money() -> None:
    _, rent = parse_unit("元/㎡/月")
    _, area = parse_unit("㎡")
    assert multiply(multiply(rent, area), MONTHS) == MONEY


def test_units_are_written_as_the_field_writes_them() -> None:
    _, rent = parse_unit("元/㎡/月")
    assert quantity_text(Fraction(35), rent, percent=False) == "35元/㎡/月"
    assert quantity_text(Fraction(35), rent, percent=False, language="en") == "35 CNY/m²/month"
    assert quantity_text(Fraction(36), MONTHS, percent=False) == "3年"
    assert quantity_text(Fraction(7), MONTHS, percent=False) == "7个月"
    assert money_text(Fraction(150_000_000)) == "1.5亿元"


@given(st.integers(-(10**15), 10**15))
def test_money_written_and_read_again_is_the_same_to_the_fen(fen: int) -> None:
    yuan = Fraction(fen, 100)
    written = money_text(yuan)
    assert "." not in written or len(written.partition(".")[2]) <= 8
    if abs(yuan) < 10**8:
        assert parse_quantity(written).value == yuan
