"""What every page knows of who is looking at it."""

from typing import Any

from django.http import HttpRequest

from wotu.access.actor import VISITOR


def who(request: HttpRequest) -> dict[str, Any]:
    """Give every template the actor."""
    return {"actor": getattr(request, "actor", VISITOR)}
