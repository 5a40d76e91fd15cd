"""Facts on a page.

{% entry_words entry known.fact as said %}{% say said.value %}
"""

from django import template

from wotu.facts import words
from wotu.facts.models import FactEntry
from wotu.rules.vocabulary import Fact

register = template.Library()


@register.simple_tag
def entry_words(entry: FactEntry, fact: Fact) -> words.EntryWords:
    """Return an entry in words."""
    return words.entry_words(entry, fact)
