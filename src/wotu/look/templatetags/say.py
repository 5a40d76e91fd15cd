"""Words on a page, always in both languages.

    {% say '政策体检' 'Check-up' %}                   both texts side by side in the template
    {% say '共 {n} 项' '{n} in all' n=count %}        with values
    {% say measure.title %}                           a Text of the domain
    {% say '搜索' 'Search' as label %}                into a variable

A text cannot be given in one language only: that is an error when the page is made.
"""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from wotu.look.language import current
from wotu.rules.text import Text

register = template.Library()


class OneLanguageOnly(template.TemplateSyntaxError):
    """A text lacks its other language."""


@register.simple_tag
def say(zh: str | Text, en: str | None = None, **values: Any) -> SafeString:
    """Return the text in the reader's language, with `values` filled in and escaped."""
    text = zh if isinstance(zh, Text) else Text(zh=zh or "", en=en or "")
    if not text.zh or not text.en:
        raise OneLanguageOnly(f"Say it in Chinese and in English: {text.zh!r}, {text.en!r}")
    chosen = text[current()]
    return format_html(chosen, **values) if values else conditional_escape(chosen)
