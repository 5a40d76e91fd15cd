"""The matrix: every address, for everybody of the cast, by GET and POST, at home and next door."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from http import HTTPStatus
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.addresses import ADDRESSES
from tests.access.who import (
    DEMO,
    EVERYBODY,
    FIRM,
    NEIGHBOUR,
    NOBODY,
    OK,
    OTHER_ZONE,
    ZONE,
    Address,
    Who,
)
from tests.cast import MEMBERS, OFFICIALS, STRANGER, Cast
from wotu.access import middleware
from wotu.access.actor import Actor, actor_of
from wotu.access.middleware import AccessMiddleware
from wotu.access.needs import need_of
from wotu.accounts.models import User
from wotu.look import views as pages
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

REFUSED = {
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED,
}  # fmt: skip
SECRETS = {"青禾精密": frozenset(MEMBERS), "邻居材料": frozenset({"nora"})}
"""Names of firms, which a refusal does not let out; but the head of a page names one's own."""

Place = tuple[str, dict[str, object], Who]
Context = Mapping[str, object]


def _patterns(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _patterns(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern


def _ours() -> dict[str, URLPattern]:
    """Return every address but those of allauth, which `test_sign_in` walks, and of the API.

    Operations of the API are opened by tokens: `tests/api/test_site_matrix.py` walks them.
    """
    return {
        name: pattern
        for name, pattern in _patterns(get_resolver().url_patterns)
        if not _module(pattern).startswith(("allauth.", "ninja.")) and not _goes_to_allauth(name)
    }


def _module(pattern: URLPattern) -> str:
    view = getattr(pattern.callback, "view_class", getattr(pattern.callback, "func", pattern.callback))
    return str(view.__module__)


def _goes_to_allauth(name: str) -> bool:
    return name.startswith("social/")  # allauth's redirects from its former addresses


def test_every_address_is_in_the_table() -> None:
    assert _ours().keys() == ADDRESSES.keys()


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_view_of_ours_says_what_it_needs(name: str) -> None:
    pattern = _ours()[name]
    if need_of(pattern.callback) is None:
        assert not _module(pattern).startswith("wotu.")
        assert any(_module(pattern).startswith(library) for library in settings.ACCESS_OF_LIBRARIES)


def _space(name: str) -> str:
    return name.rpartition(":")[0]


@pytest.fixture
def _each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up who asks, and write the page that refuses them in a place, once instead of at every address.

    What a walk answers is rolled back, so nobody's standing changes on the way; and the pages for mistakes
    are told nothing but who asks and where, so the second is the first.
    """
    standings: dict[object, Actor] = {}
    written = set()

    def standing_of(user: User, today: dt.date) -> Actor:
        if user.pk not in standings:
            standings[user.pk] = actor_of(user, today)
        found = standings[user.pk]
        return replace(found, user=user) if found.is_signed_in else found

    def page(
        request: HttpRequest, template: str, context: Context | None = None, status: int = OK
    ) -> HttpResponse:
        where = request.resolver_match.kwargs if request.resolver_match else {}
        what = (template, request.user.pk, where.get("zone"), where.get("slug"))
        if status in REFUSED and what in written:
            return HttpResponse(status=status)
        written.add(what)
        return render(request, template, context, status=status)

    monkeypatch.setattr(middleware, "actor_of", standing_of)
    monkeypatch.setattr(pages, "render", page)


@pytest.mark.usefixtures("_each_once")
@pytest.mark.parametrize("space", sorted({_space(name) for name in ADDRESSES}))
def test_who_gets_in(two_zones: Zone, cast: Cast, space: str) -> None:
    clients = {person: cast.client(person) for person in sorted(EVERYBODY)}
    wrong = [
        f"{name}: {person}: {method} {place}: {complaint}"
        for name, address in ADDRESSES.items()
        if _space(name) == space
        for place, arguments, opens_to in _places(address, cast)
        for method, expected in (("get", address.get), ("post", address.post))
        for person, client in clients.items()
        if (
            complaint := _complaint(
                _ask(client, method, reverse(name, kwargs=arguments), gets_in=person in opens_to),
                expected if person in opens_to else None,
                person,
            )
        )
    ]

    assert not wrong, "\n".join(wrong)


def _complaint(answer: HttpResponse, expected: HTTPStatus | None, person: str) -> str:
    """Say what is wrong with an answer: of somebody who gets in, or (`expected` is None) is refused."""
    if expected is not None:
        return "" if answer.status_code == expected else f"{answer.status_code} instead of {expected}"
    to_sign_in = person == STRANGER and answer.get("Location", "").startswith(reverse("account_login"))
    if answer.status_code not in REFUSED and not to_sign_in:
        return f"{answer.status_code} instead of a refusal"
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    told = any(secret in text and person not in may_know for secret, may_know in SECRETS.items())
    return "the refusal names a firm" if told else ""


def _places(address: Address, cast: Cast) -> Iterator[Place]:
    """Yield where an address is tried: at home, at the neighbour's, at a demonstration, in another zone."""
    if callable(address.arguments):
        yield "at home", dict(address.arguments(cast)), address.opens_to
        return
    home: dict[str, object] = dict(address.arguments)
    yield "at home", home, address.opens_to
    if FIRM in home.values():
        yield "at the neighbour's", _instead(home, FIRM, NEIGHBOUR), _of_the_neighbour(address.opens_to)
        yield "at a demonstration", _instead(home, FIRM, DEMO), EVERYBODY if address.demo else NOBODY
    if ZONE in home.values() and "zone" in home:
        yield "in another zone", _instead(home, ZONE, OTHER_ZONE), _of_the_other_zone(address.opens_to)


def _instead(arguments: Mapping[str, object], old: str, new: str) -> dict[str, object]:
    return {key: new if value == old else value for key, value in arguments.items()}


def _of_the_neighbour(who: Who) -> Who:
    """Return who gets in next door: its owner where ours does, officials as here."""
    if who == EVERYBODY:
        return who
    return (who - MEMBERS.keys()) | ({"nora"} if "alice" in who else NOBODY)


def _of_the_other_zone(who: Who) -> Who:
    """Return who gets in elsewhere: its administrator where ours does."""
    if STRANGER in who:
        return who
    return (who - OFFICIALS.keys()) | ({"otto"} if "zoe" in who else NOBODY)


def _ask(client: Client, method: str, path: str, *, gets_in: bool) -> HttpResponse:
    """Ask, and undo what the answer wrote: in the books (a refusal writes nothing), and in the browser."""
    cache.clear()
    cookies = dict(client.cookies)
    with transaction.atomic() if gets_in else nullcontext():
        answer: HttpResponse = getattr(client, method)(path)
        if gets_in:
            transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return answer


def test_a_view_that_does_not_say_is_shut_to_everybody(rf: RequestFactory, cast: Cast) -> None:
    def forgotten(_request: object) -> HttpResponse:
        return HttpResponse("open")

    request = rf.get("/forgotten")
    for person in ("alice", "zoe"):
        request.actor = actor_of(cast[person], cast.membership("alice").since)  # type: ignore[attr-defined]
        with pytest.raises(PermissionDenied):
            AccessMiddleware(lambda _: HttpResponse()).process_view(request, forgotten, (), {})
