"""Amounts in smallest units: read as people write them, and said in words."""

from fractions import Fraction
from typing import Final

from wotu.ledger.models.account import UNITS
from wotu.rules.benefits import TYPES
from wotu.rules.quantity import COUNTABLE, Dimension, Quantity, fen_in_words, parse_quantity
from wotu.rules.text import Text

MOST: Final = 10**18
"""The largest amount the ledger writes: three counters of it still fit 64 bits."""
UNIT_OF_TYPE: Final = {
    "money": "fen", "credit_line": "fen", "bed_night": "bed_night", "area_month": "sqm_month",
    "area": "sqm", "daily_load": "tonne_day", "minute": "minute",
}  # fmt: skip
"""What a benefit of a type is counted in."""
_UNITS: Final[dict[Dimension, tuple[str, Fraction]]] = {
    TYPES[kind][0]: (unit, TYPES[kind][1]) for kind, unit in UNIT_OF_TYPE.items()
}


class NotAnAmount(ValueError):
    """A text is not an amount of the unit; `text` says how to write one."""

    def __init__(self, unit: str) -> None:
        example = Text("20万元或200000", "200000 or 20万元")
        if unit != "fen":
            example = Text(f"3600或3600{UNITS[unit].zh}", f"3600 or 3600{UNITS[unit].zh}")
        self.text = Text(
            f"请写一个整齐的数额，例如{example.zh}。", f"Write a whole amount, such as {example.en}."
        )
        super().__init__(self.text.zh)


def in_words(amount: int, unit: str) -> Text:
    """Write an amount of an account: 20万元, 90床·晚."""
    if unit == "fen":
        return fen_in_words(amount)
    name = UNITS[unit]
    return Text(f"{amount:,}{name.zh}", f"{amount:,} {name.en}")


def smallest_units(quantity: Quantity) -> tuple[Fraction, str]:
    """Return how many smallest units a quantity is, and of which.

    Raises:
        ValueError: it is of nothing the ledger counts.
    """
    dimension = quantity.dimension
    if len(dimension) == 1 and dimension[0][0] in COUNTABLE and dimension[0][1] == 1:
        return quantity.value, "piece"
    if dimension not in _UNITS:
        raise ValueError("the ledger does not count in this unit")
    unit, smallest = _UNITS[dimension]
    return quantity.value / smallest, unit


def read_amount(text: str, unit: str) -> int:
    """Read an amount above zero as people write it: 20万元, 200000 (yuan for money), 3600床·晚.

    Raises:
        NotAnAmount: it is none, of another unit, or finer than the smallest unit.
    """
    try:
        quantity = parse_quantity(text)
        if quantity.dimension == () and not quantity.percent:
            exact = quantity.value * (100 if unit == "fen" else 1)
        else:
            exact, counted = smallest_units(quantity)
            if counted != unit:
                raise NotAnAmount(unit)
    except ValueError:
        raise NotAnAmount(unit) from None
    if exact.denominator != 1 or not 0 < exact <= MOST:
        raise NotAnAmount(unit)
    return int(exact)
