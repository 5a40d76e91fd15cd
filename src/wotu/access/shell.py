"""What every page knows of who is looking at it."""

from typing import Any

from django.http import HttpRequest

from wotu.access.actor import VISITOR
from wotu.access.demonstration import demonstration_accounts
from wotu.measures.demonstration_people import PASSWORD
from wotu.parties.models import Party
from wotu.parties.reads import enterprises_served


def who(request: HttpRequest) -> dict[str, Any]:
    """Give every template the actor, the firms they serve, and (for the sign-in page) whom to try."""
    asking = getattr(request, "actor", VISITOR)

    def own_firms() -> list[Party]:
        return enterprises_served(asking.members)

    return {
        "actor": asking,
        "own_firms": own_firms,
        "demonstration_accounts": demonstration_accounts,
        "demonstration_password": PASSWORD,
    }
