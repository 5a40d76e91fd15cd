"""Exact figures as bytes that sort as the figures do, so that any engine ranks them without computing."""

from fractions import Fraction

POINT = 256
"""Bits behind the point: fractions with divisors below 2^128 that differ, differ before it ends."""
WIDTH = 64
"""Bytes of a key: 255 bits before the point, and the sign."""
KNOWN, UNKNOWN = b"\x00", b"\x01"


class TooFine(ValueError):
    """A figure has a divisor, or a size, that a key cannot tell apart."""


def order_key(value: Fraction) -> bytes:
    """Return a key: equal for equal figures, and in the order of bytes where they differ.

    Raises:
        TooFine: the divisor has more than 128 bits, or the figure more than 255.
    """
    moved = (value.numerator << POINT) // value.denominator + (1 << WIDTH * 8 - 1)
    if value.denominator.bit_length() > POINT // 2 or not 0 <= moved < 1 << WIDTH * 8:
        raise TooFine("a figure that is ranked is too fine, or too large, to be compared across parts")
    return moved.to_bytes(WIDTH, "big")


def turn_key(value: Fraction | None) -> bytes:
    """Return the key of a turn: what is unknown comes after all that is known."""
    return UNKNOWN if value is None else KNOWN + order_key(value)


def group_key(value: object) -> str | None:
    """Return a text that is equal for equal groups of a ranking; nothing stays nothing."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return None if value is None else str(value)


def count_key(count: int) -> bytes:
    """Return the key of a whole number that is not negative."""
    return count.to_bytes(WIDTH // 2, "big")
