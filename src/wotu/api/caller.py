"""Who calls: the actor behind a token, narrowed by its scopes; or a visitor, for what is public.

A route says what it asks for: `auth=token("facts:read")`, or `auth=OPEN` for what everybody may read.
One that says nothing is shut.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.security.base import AuthBase

from wotu.access.actor import VISITOR, Actor, actor_of
from wotu.access.limits import address
from wotu.api.models import ApiToken
from wotu.api.scopes import Scope
from wotu.api.verbs import digest


@dataclass(frozen=True)
class Caller:
    """Who calls. Its text names it to the rate limiter."""

    actor: Actor
    name: str
    token: ApiToken | None = None

    def __str__(self) -> str:
        return self.name


def caller(request: HttpRequest) -> Caller:
    """Return who calls."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


class BearerToken(HttpBearer):
    """A token of Wotu: `Authorization: Bearer wotu_…`. It is made on the page "API tokens" of an account."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, _request: HttpRequest, token: str) -> Caller | None:
        """Find the token; none for one that is wrong, expired or revoked.

        Raises:
            HttpError: 403, the token lacks the scope.
        """
        now = timezone.now()
        found = (
            ApiToken.objects.select_related("user")
            .filter(digest=digest(token), revoked_at=None, expires_at__gt=now, user__is_active=True)
            .first()
        )
        if found is None:
            return None
        if self.scope is not None and self.scope not in found.scopes:
            raise HttpError(403, f"the token has not the scope {self.scope}")
        actor = actor_of(found.user, timezone.localdate(now))
        return Caller(actor, f"token:{found.pk}", found)


class Anybody(AuthBase):
    """No token needed."""

    openapi_type = "anybody"

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return a visitor, unless a token was shown and is wrong."""
        if request.headers.get("Authorization"):
            return None
        return Caller(VISITOR, f"address:{address(request)}")


class Nobody(AuthBase):
    """What a route needs that does not say: nobody may call it."""

    openapi_type = "nobody"

    def __call__(self, request: HttpRequest) -> None:
        """Refuse."""


def token(scope: Scope) -> BearerToken:
    """Return the need of a token with a scope."""
    return BearerToken(scope)


OPEN = [BearerToken(None), Anybody()]
"""What everybody may read; a token is welcome, and has a higher limit."""
