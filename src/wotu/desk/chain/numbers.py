"""Numbers that come with a request, as people and browsers send them."""

from collections.abc import Iterable

LONGEST = 17
"""Digits of an id."""


def number(text: str) -> int:
    """Return a whole number; 0 where there is none, which is nobody's id."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


def numbers(texts: Iterable[str]) -> list[int]:
    """Return the whole numbers among some texts."""
    return [found for text in texts if (found := number(text))]
