"""Filters that put the domain's own phrases on a page."""

import re

from django import template

from wotu.look.language import current
from wotu.measures.zones import zones
from wotu.portal import phrases
from wotu.rules.text import Text

_ID = re.compile(r"[a-z][a-z0-9_]+")

register = template.Library()


@register.filter
def words(text: Text | None) -> str:
    """Return a text in the reader's language; nothing for nothing."""
    return text[current()] if text is not None else ""


@register.filter
def fact_source(source: str) -> str:
    """Return where a fact is from, in the reader's language."""
    return phrases.fact_source(source)[current()]


@register.filter
def zoned(text: str) -> str:
    """Write the name of a zone instead of its id."""
    names = {zone.id: zone.pack.zone[current()] for zone in zones()}
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


@register.filter
def figure(written: str) -> str:
    """Return a reported figure in the reader's language."""
    return phrases.figure(written)[current()]


@register.filter
def percent(share: float) -> int:
    """Return a share as a whole percentage."""
    return round(share * 100)


@register.filter
def share(part: float | None) -> str:
    """Return a share as a percentage, never rounded up to all of it; a dash for none."""
    if part is None:
        return "—"
    return "100%" if part == 1 else f"{min(part * 100, 99.9):.1f}%"


@register.filter
def answer_name(status: str) -> str:
    """Return an answer of a rule in words; another word stays as it is."""
    name = phrases.ANSWERS.get(status)
    return name[current()] if name else status
