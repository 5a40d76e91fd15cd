"""Names of products, and of sources, in the reader's language."""

from collections.abc import Iterable

from django import template

from wotu.industry.models import Product
from wotu.look.language import current
from wotu.rules.text import Text

register = template.Library()

_SOURCES = {"demo": Text("演示数据", "demonstration"), "general": Text("通识", "general knowledge")}
"""What a pack of a demonstration says in one word."""


@register.filter
def named(product: Product) -> str:
    """Return the name of a product."""
    return Text(product.zh, product.en)[current()]


@register.filter
def source(written: str) -> str:
    """Return a source as people read it."""
    return _SOURCES[written][current()] if written in _SOURCES else written


@register.filter
def sources(written: Iterable[str]) -> str:
    """Return several sources as people read them."""
    return ("；" if current() == "zh" else "; ").join(map(source, written))
