"""Enterprises and their check-ups: who may read which."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calling import make_token, member, official
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db
FIRM = "/api/v1/firms/small-f1"
SALES = {"facts": [{"fact": "revenue", "value": "900万元", "period": "2023", "source": "统计年报"}]}


@pytest.fixture
def neighbour(small_zone: Zone) -> Party:
    """A real firm next door."""
    return Party.objects.create(slug="next-door", kind="enterprise", zone="small", name="隔壁企业")


def _with(secret: str, **headers: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {secret}", **headers}}


def _slugs(client: Client, secret: str) -> list[str]:
    return [firm["slug"] for firm in client.get("/api/v1/firms", **_with(secret)).json()["results"]]


def test_a_check_up_has_every_measure_with_its_conditions(client: Client, small_zone: Zone) -> None:
    answer = client.get(f"{FIRM}/checkup", **_with(make_token("alice@example.com")))

    found = answer.json()
    assert answer.status_code == 200
    assert found["firm"]["slug"] == "small-f1"
    assert {finding["status"] for finding in found["findings"]} <= {"entitled", "not_entitled", "unknown"}
    assert all(finding["conditions"] or finding["status"] == "entitled" for finding in found["findings"])
    entitled = [f for f in found["findings"] if f["status"] == "entitled" and f["amount"]]
    assert entitled
    assert all(isinstance(f["amount"]["low"], int | None) for f in entitled)


def test_a_list_of_firms_shows_the_demonstration_and_ones_own(client: Client, neighbour: Party) -> None:
    secret = make_token("alice@example.com")
    assert "next-door" not in [
        f["slug"] for f in client.get("/api/v1/firms", **_with(secret)).json()["results"]
    ]

    member("alice@example.com", "next-door", "viewer")
    assert "next-door" in _slugs(client, secret)


def test_an_official_sees_the_firms_of_the_zone_and_of_no_other(client: Client, neighbour: Party) -> None:
    Party.objects.create(slug="far-away", kind="enterprise", zone="elsewhere", name="远方企业")
    official("dan@example.com", "small", "clerk")
    secret = make_token("dan@example.com")

    slugs = _slugs(client, secret)
    assert "next-door" in slugs
    assert "far-away" not in slugs
    assert client.get("/api/v1/firms/far-away", **_with(secret)).status_code == 404


def test_pages_follow_each_other_without_gap_or_repeat(client: Client, small_zone: Zone) -> None:
    for number in range(7):
        Party.objects.create(
            slug=f"demo-{number}", kind="enterprise", zone="small", name=f"演示{number}", is_demo=True
        )
    secret, seen, address = make_token("alice@example.com"), [], "/api/v1/firms?page_size=3"
    while address:
        page = client.get(address, **_with(secret)).json()
        seen += [firm["slug"] for firm in page["results"]]
        address = page["next"]

    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == Party.objects.enterprises().count()


def test_a_cursor_somebody_made_up_is_refused(client: Client, small_zone: Zone) -> None:
    answer = client.get("/api/v1/firms?cursor=%25", **_with(make_token("alice@example.com")))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize("path", [FIRM, f"{FIRM}/checkup", f"{FIRM}/facts"])
def test_a_token_without_the_scope_is_refused(client: Client, small_zone: Zone, path: str) -> None:
    answer = client.get(path, **_with(make_token("alice@example.com", ["facts:write"])))

    assert answer.status_code == 403
