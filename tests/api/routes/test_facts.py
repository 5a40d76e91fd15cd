"""Facts: who reads them, who records them, and once only."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.calling import make_token, member
from wotu.facts.models import FactEntry
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db
FIRM = "/api/v1/firms/small-f1"
SALES = {"facts": [{"fact": "revenue", "value": "900万元", "period": "2023", "source": "统计年报"}]}


def _with(secret: str, **headers: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {secret}", **headers}}


def _post(client: Client, secret: str, body: object, key: str = "k1") -> Any:
    headers = _with(secret, **{"Idempotency-Key": key})
    return client.post(f"{FIRM}/facts", json.dumps(body), "application/json", **headers)


def test_facts_of_a_firm_are_for_its_members_and_officials(client: Client, small_zone: Zone) -> None:
    stranger = make_token("eve@example.com")
    assert client.get(f"{FIRM}/facts", **_with(stranger)).status_code == 404

    member("alice@example.com", "small-f1", "viewer")
    assert client.get(f"{FIRM}/facts", **_with(make_token("alice@example.com"))).json()["results"]


def test_a_clerk_of_the_firm_records_once_however_often_it_is_sent(client: Client, small_zone: Zone) -> None:
    member("bob@example.com", "small-f1", "clerk")
    secret, before = make_token("bob@example.com"), FactEntry.objects.count()

    first, again = _post(client, secret, SALES), _post(client, secret, SALES)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() == {"recorded": 1, "known_before": 0}
    assert again["Idempotency-Replayed"] == "true"
    assert FactEntry.objects.count() == before + 1


def test_the_same_key_for_something_else_is_a_conflict(client: Client, small_zone: Zone) -> None:
    member("bob@example.com", "small-f1", "clerk")
    secret = make_token("bob@example.com")
    _post(client, secret, SALES)

    other = {"facts": [SALES["facts"][0] | {"value": "901万元"}]}
    assert _post(client, secret, other).status_code == 409


def test_a_write_without_a_key_is_told_to_send_one(client: Client, small_zone: Zone) -> None:
    member("bob@example.com", "small-f1", "clerk")
    answer = client.post(
        f"{FIRM}/facts", json.dumps(SALES), "application/json", **_with(make_token("bob@example.com"))
    )

    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]


@pytest.mark.parametrize(
    "wrong",
    [{"value": "plenty"}, {"fact": "revenu"}, {"period": "last year"}, {"value": ""}, {"spam": 1}],
)
def test_what_cannot_be_read_is_named_and_nothing_is_written(
    client: Client, small_zone: Zone, wrong: dict[str, object]
) -> None:
    member("bob@example.com", "small-f1", "clerk")
    secret, before = make_token("bob@example.com"), FactEntry.objects.count()

    answer = _post(client, secret, {"facts": [SALES["facts"][0], SALES["facts"][0] | wrong]})

    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert FactEntry.objects.count() == before
    assert _post(client, secret, SALES).status_code == 201, "a refused write does not use up its key"


def test_a_viewer_may_not_record(client: Client, small_zone: Zone) -> None:
    member("carol@example.com", "small-f1", "viewer")

    assert _post(client, make_token("carol@example.com"), SALES).status_code == 404
