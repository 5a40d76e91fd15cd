"""Suggestions for anybody: nothing is stored, and not too many a minute."""

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client

from wotu.audit.models import AuditEntry
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.portal.needs.visitor import MOST

pytestmark = pytest.mark.django_db
HERE = "/zones/small/needs/"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def test_a_visitor_gets_suggestions_and_nothing_is_stored(client: Client, small_zone: Zone) -> None:
    before = AuditEntry.objects.count()

    page = client.post(HERE, {"says": "想拿高企奖励"}).content.decode()

    assert "高企奖励" in page
    assert "这个有帮助" not in page
    assert not Need.objects.exists()
    assert AuditEntry.objects.count() == before


def test_it_is_said_honestly_that_nothing_fits(client: Client, small_zone: Zone) -> None:
    page = client.post(HERE, {"says": "食堂太远"}).content.decode()

    assert "没有找到合适的措施或资源" in page
    assert "园区配套服务部门" in page


def test_too_many_questions_a_minute_are_turned_away(client: Client, small_zone: Zone) -> None:
    answers = [client.post(HERE, {"says": "食堂"}).status_code for _ in range(MOST + 1)]

    assert answers[-2:] == [HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS]


def test_a_zone_that_is_not_there_is_not_found(client: Client, small_zone: Zone) -> None:
    assert client.get("/zones/none/needs/").status_code == HTTPStatus.NOT_FOUND
