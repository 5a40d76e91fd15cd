"""What the head of every page knows of the inbox."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wotu.access.actor import VISITOR, Actor
from wotu.inbox.reads import MOST_COUNTED, unread_count


def unread(request: HttpRequest) -> dict[str, Any]:
    """Give every template the number of unread messages; asked for only where it is shown."""
    return {"unread_messages": SimpleLazyObject(lambda: _unread(getattr(request, "actor", VISITOR)))}


def _unread(actor: Actor) -> str:
    number = unread_count(actor.user) if actor.user else 0
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")
