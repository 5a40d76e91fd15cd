"""Words of needs in the reader's language."""

from django import template
from django.utils.translation import get_language

from wotu.rules.text import Text

register = template.Library()


@register.filter
def in_language(text: Text | None) -> str:
    """Return a text in the reader's language; nothing for nothing."""
    if text is None:
        return ""
    return text["en" if (get_language() or "").startswith("en") else "zh"]
