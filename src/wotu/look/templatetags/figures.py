"""Figures as people read them: 万 and 亿 in Chinese, millions in English; the exact figure beside it."""

from fractions import Fraction

from django import template

from wotu.look.language import current
from wotu.rules.quantity import money_text

register = template.Library()


@register.filter
def money(fen: int) -> str:
    """Return an amount given in fen, in 元, 万元 or 亿元."""
    return money_text(Fraction(fen, 100), current())


@register.filter
def yuan(fen: int) -> str:
    """Return an amount given in fen as a plain number of yuan, for machines."""
    return f"{fen // 100}.{fen % 100:02}"


@register.filter
def in_full(fen: int) -> str:
    """Return an amount given in fen with every digit, grouped."""
    return f"¥{fen // 100:,}.{fen % 100:02}"
