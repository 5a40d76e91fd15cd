"""Who acts at the chain's pages, and what is said after it was done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wotu.access.middleware import actor
from wotu.accounts.models import User
from wotu.look.language import current
from wotu.rules.text import Text


def me(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        Http404: nobody is.
    """
    user = actor(request).user
    if user is None:
        raise Http404
    return user


def done(request: HttpRequest, said: Text, name: str, *args: object, query: str = "") -> HttpResponse:
    """Say what was done, and go on to a page of the chain."""
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse(f"desk:chain:{name}", args=args) + (f"?{query}" if query else ""))
