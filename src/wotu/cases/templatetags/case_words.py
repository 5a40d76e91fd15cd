"""Words of cases on a page: states, offices, lights, texts kept with a decision."""

from collections.abc import Mapping

from django import template
from django.http import QueryDict
from django.utils.translation import get_language

from wotu.cases import words
from wotu.cases.models import Payee
from wotu.rules.text import Text

register = template.Library()
MOST_LINES = 5
"""Lines for reasons of a correction; each may be as long as it must."""


@register.simple_tag
def correction_lines(typed: QueryDict | str) -> list[tuple[int, str]]:
    """Return the lines a correction is asked in, with what was typed into them."""
    said = typed.getlist("reason")[:MOST_LINES] if isinstance(typed, QueryDict) else []
    return list(enumerate((*said, *[""] * (MOST_LINES - len(said))), 1))


@register.filter
def state_words(state: str) -> Text:
    """Return a state of a case in words."""
    return words.STATES[state]


@register.filter
def badge(state: str) -> str:
    """Return the look of a state."""
    return words.BADGES[state]


@register.filter
def origin_words(origin: str) -> Text:
    """Return where a case came from, in words."""
    return words.ORIGINS[origin]


@register.filter
def light_words(light: str) -> Text:
    """Return a light in words."""
    return words.LIGHTS[light]


@register.filter
def outcome_words(outcome: str) -> Text:
    """Return what came of a step, in words."""
    return words.outcome(outcome)


@register.filter
def kept(text: Mapping[str, str] | None) -> str:
    """Return a text kept as data, in the reader's language; nothing for nothing."""
    if not text:
        return ""
    return text["en" if (get_language() or "").startswith("en") else "zh"]


@register.filter
def masked(payee: Payee) -> str:
    """Return an account number as it is shown after it was stated: its last four digits."""
    return f"•••• {payee.number[-4:]}"


@register.filter
def source_words(source: str) -> str:
    """Return where a fact is from, in the reader's language; a source may be written as Chinese / English."""
    zh, _, en = source.partition(" / ")
    return (en or zh) if (get_language() or "").startswith("en") else zh
