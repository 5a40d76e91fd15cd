"""What stands for a firm, as its members see it."""

import datetime as dt
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.findings.zone import ON, firm, joins, match, measure, person, say, write
from tests.portal.inbox.test_views import BACKEND
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone(tmp_path: Path, settings: Settings) -> Zone:
    settings.WOTU_PACKS = tmp_path
    return write(
        tmp_path,
        [measure("growth", "revenue >= '1000万元'", "0.01 * revenue"), measure("staff", "staff >= 10")],
    )


@pytest.fixture
def party(zone: Zone, client: Client) -> Party:
    found, bob = firm("big", revenue="2000万元"), person("bob")
    joins(bob, found)
    client.force_login(bob, backend=BACKEND)
    return found


def test_before_the_first_match_the_page_says_so(client: Client, party: Party) -> None:
    assert "还没有匹配过" in client.get("/firms/big/entitlements/").content.decode()


def test_entitlements_stand_with_since_when_and_what_waits(client: Client, party: Party, zone: Zone) -> None:
    match(zone)

    page = client.get("/firms/big/entitlements/").content.decode()

    assert "growth奖励" in page
    assert "20万元" in page
    assert f"{ON}起符合" in page
    assert "另有1项在等事实" in page
    assert "新符合：growth奖励，20万元" in page


def test_the_history_keeps_what_was_lost(client: Client, party: Party, zone: Zone) -> None:
    match(zone)
    say(party, "revenue", "500万元")
    match(zone, ON + dt.timedelta(days=1))

    page = client.get("/firms/big/entitlements/").content.decode()

    assert "不再享受：growth奖励，原为20万元" in page
    assert "还没有确定可以享受的政策" in page


def test_the_neighbours_page_does_not_exist(client: Client, party: Party, zone: Zone) -> None:
    firm("neighbour", revenue="9000万元")
    match(zone)

    assert client.get("/firms/neighbour/entitlements/").status_code == HTTPStatus.NOT_FOUND


def test_it_does_not_ask_once_for_each_measure(client: Client, party: Party, zone: Zone) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(10):
        say(party, "revenue", f"{2000 + number}万元")
        match(zone)

    with CaptureQueriesContext(connection) as queries:
        client.get("/firms/big/entitlements/")

    assert len(queries) <= 14
