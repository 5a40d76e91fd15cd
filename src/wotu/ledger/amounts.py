"""Amounts in smallest units: said in words, and divided exactly."""

from collections.abc import Sequence
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


def pro_rata(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount in proportion to weights, exactly; nobody gets more than their weight.

    Odd units go to the largest remainders, of equal ones to those who stand first. Where the weights
    are together no more than the amount, everybody gets theirs.
    """
    total = sum(weights)
    if total <= amount:
        return list(weights)
    shares = [divmod(amount * weight, total) for weight in weights]
    spare = amount - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))
    lucky = set(by_remainder[:spare])
    return [share + (i in lucky) for i, (share, _) in enumerate(shares)]
