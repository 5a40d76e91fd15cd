"""Saying on the next page what was done."""

from django.contrib import messages
from django.http import HttpRequest

from wotu.look import language
from wotu.rules.text import Text


def tell_reader(request: HttpRequest, text: Text) -> None:
    """Say on the next page what was done, in the reader's language."""
    messages.success(request, text[language.current()])
