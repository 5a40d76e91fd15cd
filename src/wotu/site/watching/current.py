"""What is said of the request at hand: its id for whatever is written meanwhile, and the view it leads to."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request this thread is answering."""


def view_of(request: "HttpRequest") -> str:
    """Return the name of the view that answers; one word for all that lead nowhere."""
    match = request.resolver_match
    return (match.view_name or match._func_path) if match else "none"
