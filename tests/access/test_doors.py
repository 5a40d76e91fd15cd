"""One door: every address, asked by somebody without an account, by GET and by POST."""

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

OK, MOVED, MISSING, WRONG = (
    HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED,
)  # fmt: skip
DEMO = {"slug": "small-f1"}
EXPECTED: dict[str, tuple[dict[str, str], HTTPStatus, HTTPStatus]] = {
    "healthz": ({}, OK, WRONG),
    "set_language": ({}, MOVED, MOVED),
    "desk:home": ({}, MOVED, MOVED),
    "desk:today:home": ({"zone": "small"}, MOVED, MOVED),
    "desk:matching:home": ({"zone": "small"}, MOVED, MOVED),
    "desk:matching:again": ({"zone": "small"}, MOVED, MOVED),
    "desk:matching:progress": ({"zone": "small"}, MOVED, MOVED),
    "portal:inbox": ({}, MOVED, MOVED),
    "portal:inbox_follow": ({"message": "1"}, MOVED, MOVED),
    "portal:inbox_read": ({}, MOVED, MOVED),
    "portal:inbox_unread": ({}, MOVED, MOVED),
    "portal:preferences": ({}, MOVED, MOVED),
    "portal:unsubscribe": ({"token": "made-up"}, MISSING, MISSING),
    "portal:entitlements": (DEMO, MOVED, MOVED),
    "portal:home": ({}, OK, WRONG),
    "look:style": ({}, OK, WRONG),
    "look:appearance": ({}, WRONG, HTTPStatus.BAD_REQUEST),
    "portal:zone": ({"id_": "small"}, OK, WRONG),
    "portal:measure": ({"id_": "small.staff"}, OK, WRONG),
    "portal:firm": (DEMO, OK, WRONG),
    "portal:answer": (DEMO, WRONG, MOVED),
    "portal:undo": (DEMO, WRONG, MOVED),
    "portal:why": (DEMO | {"measure": "small.staff", "subject": "small-f1"}, OK, WRONG),
    "portal:download": (DEMO | {"ending": "csv"}, OK, WRONG),
}
"""Every name of an address: its arguments, and what GET and POST answer a stranger."""


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= _names(pattern.url_patterns, inner)
        elif pattern.name and _is_ours(pattern):
            found.add(f"{space}{pattern.name}")
    return found


def _is_ours(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith("wotu.") or pattern.name == "set_language"


def test_every_address_is_in_the_walk() -> None:
    assert _names(get_resolver().url_patterns) == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_stranger_gets(client: Client, small_zone: Zone, name: str) -> None:
    cache.clear()
    arguments, by_get, by_post = EXPECTED[name]
    address = reverse(name, kwargs=arguments)

    assert client.get(address).status_code == by_get
    assert client.post(address).status_code == by_post


@pytest.mark.parametrize("name", [name for name, (args, _, _) in EXPECTED.items() if "slug" in args])
def test_a_firm_that_is_no_demonstration_stays_shut(client: Client, small_zone: Zone, name: str) -> None:
    Party.objects.create(slug="real", kind="enterprise", zone="small", name="真实企业")
    address = reverse(name, kwargs=EXPECTED[name][0] | {"slug": "real"})

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in {MISSING, WRONG, MOVED}
        assert "真实企业" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/?q=真实", "/zones/small/?q=真实", "/?zone=small"])
def test_a_search_does_not_name_it_either(client: Client, small_zone: Zone, path: str) -> None:
    Party.objects.create(slug="real", kind="enterprise", zone="small", name="真实企业")

    assert "真实企业" not in client.get(path).content.decode()


@pytest.mark.parametrize("name", ["portal:answer", "portal:undo", "look:appearance"])
def test_a_form_from_elsewhere_is_refused(small_zone: Zone, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(reverse(name, kwargs=EXPECTED[name][0]), {"all": "1"})

    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "path",
    ["/firms/none/", "/firms/small-p1/", "/zones/none/", "/measures/none/", "/firms/small-f1/checkup.pdf",
     "/firms/small-f1/why/small.none/small-f1/", "/firms/small-f1/why/small.staff/small-f2/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, small_zone: Zone, path: str) -> None:
    assert client.get(path).status_code == MISSING
