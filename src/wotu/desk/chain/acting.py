"""What is said after something was done at the chain's pages, and where it goes on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wotu.look.language import current
from wotu.rules.text import Text


def done(request: HttpRequest, said: Text, name: str, *args: object, query: str = "") -> HttpResponse:
    """Say what was done, and go on to a page of the chain."""
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse(f"desk:chain:{name}", args=args) + (f"?{query}" if query else ""))
