"""Figures and texts as people read them: 万 and 亿 in Chinese, grouped digits in English."""

from fractions import Fraction

from django import template

from wotu.look.language import current
from wotu.rules.quantity import fen_in_words
from wotu.rules.text import Text

register = template.Library()


@register.filter
def money(fen: int) -> str:
    """Return an amount given in fen, in 元, 万元 or 亿元."""
    return fen_in_words(fen)[current()]


@register.filter
def yuan(fen: int) -> str:
    """Return an amount given in fen as a plain number of yuan, for machines."""
    return f"{fen / 100:.2f}"


@register.filter
def in_full(fen: int) -> str:
    """Return an amount given in fen with every digit, grouped."""
    return f"¥{fen / 100:,.2f}"


@register.filter
def words(text: Text | str) -> str:
    """Return a text in the reader's language, where a tag cannot stand: inside an attribute, as a value."""
    return text[current()] if isinstance(text, Text) else text


@register.filter
def share(part: Fraction | None) -> str:
    """Return a share in percent with one decimal, rounded half up; a dash where it is not known."""
    if part is None:
        return "—"
    tenths = int(part * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"
