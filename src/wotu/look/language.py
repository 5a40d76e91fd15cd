"""Which of the two languages this page is in."""

from django.utils.translation import get_language

from wotu.rules.text import Language


def current() -> Language:
    """Return the reader's language: Chinese, unless English was chosen."""
    return "en" if (get_language() or "").startswith("en") else "zh"
