"""The API against its own description, by schemathesis: no crash, no answer it does not describe."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from tests.api.calling import make_token, member
from wotu.api.site import operations
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep Django from closing the test's connection after each request, as its own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(small_zone: Zone, _one_connection: None) -> BaseSchema:
    """Return the API as its description has it."""
    cache.clear()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def secret(small_zone: Zone) -> Iterator[str]:
    """Return a token of a clerk of a firm, good for everything."""
    member("bob@example.com", "small-f1", "clerk")
    yield make_token("bob@example.com")
    cache.clear()


OPERATIONS = [
    (method.upper(), path)
    for path, methods in operations().items()
    for method in methods
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[" ".join(each) for each in OPERATIONS])
def test_it_keeps_to_its_description(described: BaseSchema, secret: str, method: str, path: str) -> None:
    # by hand, not by schemathesis' own decorator: its pytest plugin does not know pytest 9 yet
    @settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=described[path][method].as_strategy())
    def each(case: Case[Any]) -> None:
        (case.query or {}).pop("cursor", None)  # only what an earlier page gave is one
        cache.clear()  # the limits have a test of their own
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

    each()
