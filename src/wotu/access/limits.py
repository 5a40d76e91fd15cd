"""Not too many answers at once: a fixed window per visitor's address, kept in Django's cache."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST_A_MINUTE = 60
SECONDS = 60


def too_many(request: HttpRequest, what: str, most: int = MOST_A_MINUTE) -> bool:
    """Count one more of `what` from this visitor; tell whether that is too many for now."""
    key = f"limit:{what}:{address(request)}"
    if cache.add(key, 1, SECONDS):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # the window ended in between
        cache.set(key, 1, SECONDS)
        return False


def address(request: HttpRequest) -> str:
    """Return the visitor's address; in production the one the proxy in front of us saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.PRODUCTION else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
