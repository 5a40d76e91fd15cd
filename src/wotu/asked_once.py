"""What a request asks the database once, and then remembers until it is answered; processes agree anyway."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse

_remembered: ContextVar["dict[AskedOnce[Any], Any] | None"] = ContextVar("remembered", default=None)
T = TypeVar("T")


class AskedOnce(Generic[T]):
    """A question to the database: asked at most once a request, and outside of one every time."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self.ask = ask

    def __call__(self) -> T:
        """Return the answer."""
        kept = _remembered.get()
        if kept is None:
            return self.ask()
        if self not in kept:
            kept[self] = self.ask()
        found: T = kept[self]
        return found

    def forget(self) -> None:
        """Ask again: what it is about was changed."""
        kept = _remembered.get()
        if kept is not None:
            kept.pop(self, None)


class AskedOnceMiddleware:
    """Lets a request remember what it asked, and only if it asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Remember until the request is answered."""
        token = _remembered.set({})
        try:
            return self.get_response(request)
        finally:
            _remembered.reset(token)
