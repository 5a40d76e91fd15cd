"""How often: by token, or by address for those without one."""

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from wotu.access.limits import address
from wotu.api.caller import Caller


class ByToken(SimpleRateThrottle):
    """A limit for each token."""

    scope = "auth"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return the key of the token's count; none for a visitor."""
        auth: Caller = request.auth  # type: ignore[attr-defined]
        return f"api:{auth}" if auth.token else None


class ByAddress(SimpleRateThrottle):
    """A limit for each address without a token."""

    scope = "anon"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return the key of the address's count; none for a token."""
        auth: Caller = request.auth  # type: ignore[attr-defined]
        return None if auth.token else f"api:{address(request)}"
