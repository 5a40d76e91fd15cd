"""Amounts in smallest units, said in words."""

from fractions import Fraction

from wotu.ledger.models.account import UNITS
from wotu.rules.quantity import money_text
from wotu.rules.text import Text

MOST = 10**18
"""The largest amount the ledger writes: three counters of it still fit 64 bits."""


def in_words(amount: int, unit: str) -> Text:
    """Write an amount of an account: 20万元, 90床·晚."""
    if unit == "fen":
        yuan = Fraction(amount, 100)
        return Text(money_text(yuan), money_text(yuan, "en"))
    name = UNITS[unit]
    return Text(f"{amount:,}{name.zh}", f"{amount:,} {name.en}")
