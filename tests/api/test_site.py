"""The API as a whole: it keeps to its own description, and shuts what does not say who may come."""

import pytest
from django.test import Client

from tests.api.calling import make_token
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


def _description(client: Client) -> dict[str, dict[str, dict[str, object]]]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, dict[str, dict[str, object]]] = answer.json()
    return found


def test_the_description_is_openapi_3_1(client: Client) -> None:
    assert str(_description(client)["openapi"]).startswith("3.1")


def test_every_route_says_who_may_call_it(client: Client) -> None:
    for path in _description(client)["paths"].values():
        for operation in path.values():
            assert operation["security"] in ([{"BearerToken": []}], [{}, {"BearerToken": []}])  # type: ignore[index]


def test_every_operation_describes_its_problems(client: Client) -> None:
    for path in _description(client)["paths"].values():
        for operation in path.values():
            assert {"400", "401", "422", "429"} <= operation["responses"].keys()  # type: ignore[index]


def test_without_a_token_only_what_is_public_answers(client: Client, small_zone: Zone) -> None:
    assert client.get("/api/v1/zones").status_code == 200
    assert client.get("/api/v1/zones/small/measures").status_code == 200
    for path in (
        "/api/v1/me",
        "/api/v1/firms",
        "/api/v1/firms/small-f1/checkup",
        "/api/v1/firms/small-f1/facts",
    ):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_too_many_requests_are_told_when_to_come_back(client: Client, small_zone: Zone) -> None:
    answers = [client.get("/api/v1/zones") for _ in range(61)]

    assert [answer.status_code for answer in answers[:60]] == [200] * 60
    assert answers[60].status_code == 429
    assert int(answers[60]["Retry-After"]) > 0


def test_a_token_has_a_higher_limit_of_its_own(client: Client, small_zone: Zone) -> None:
    secret = make_token("alice@example.com", ["firms:read"])
    for _ in range(61):
        client.get("/api/v1/zones")

    assert client.get("/api/v1/zones", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
