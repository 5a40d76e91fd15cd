"""Names of products, and of sources, in the reader's language; periods as people write them."""

import datetime as dt
from collections.abc import Iterable

from django import template

from wotu.desk.chain import claim_words
from wotu.desk.chain.words import source_words
from wotu.industry.models import Product
from wotu.industry.relations import resolved
from wotu.look.language import current
from wotu.rules.text import Text

register = template.Library()


@register.filter
def named(product: Product) -> str:
    """Return the name of a product, or of what it was merged into."""
    meant = product if product.merged_into_id is None else resolved(product.zone)[product.pk]
    return Text(meant.zh, meant.en)[current()]


@register.filter
def source(written: str) -> str:
    """Return a source as people read it."""
    return source_words(written)[current()]


@register.filter
def period(begins: dt.date | None, ends: dt.date | None) -> str:
    """Return a period as people write it."""
    return claim_words.period(begins, ends)


@register.filter
def sources(written: Iterable[str]) -> str:
    """Return several sources as people read them."""
    return ("；" if current() == "zh" else "; ").join(map(source, written))
