"""Offering a measure in bulk: who would get it, what it costs, the run and its progress."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cases.hall import Hall
from tests.pages.cases_world import open_hall, write_noticed_zone
from wotu.cases.models import BulkRun, Case
from wotu.cases.verbs.bulk import carry_on_bulk
from wotu.findings.verbs import rematch

pytestmark = pytest.mark.django_db

BULK = "/desk/small/cases/bulk/"
QUICK = f"{BULK}small.quick/"


@pytest.fixture
def matched(tmp_path: Path, settings: Settings, db: None) -> Hall:
    """Serve the zone with a measure that is only confirmed, and match its firms."""
    write_noticed_zone(tmp_path)
    settings.WOTU_PACKS = tmp_path
    hall = open_hall()
    rematch(zone=hall.zone, on=timezone.localdate(), by="tests", now=timezone.now())
    return hall


def test_the_page_says_who_would_get_it_what_it_costs_and_what_is_left(matched: Hall) -> None:
    client = matched.client("anna")

    assert "数字化补贴" in client.get(BULK).content.decode()
    page = client.get(QUICK).content.decode()

    assert "向2家发起" in page
    assert "10万元" in page
    assert "1亿元" not in page.partition("额度剩余")[0]


def test_a_run_is_started_carried_on_and_its_outcome_shown(matched: Hall) -> None:
    client = matched.client("anna")

    client.post(f"{QUICK}run")
    run = BulkRun.objects.get()
    assert 'hx-trigger="every 2s"' in client.get(QUICK).content.decode()
    carry_on_bulk(run=run, zone=matched.zone, now=timezone.now(), today=timezone.localdate())

    page = client.get(QUICK, headers={"HX-Request": "true"}).content.decode()
    assert "已发起2" in page
    assert "<h1" not in page
    assert Case.objects.filter(state="offered", origin="bulk").count() == 2


def test_a_run_is_stopped_and_taken_up_again(matched: Hall) -> None:
    client = matched.client("anna")
    client.post(f"{QUICK}run")

    client.post(f"{QUICK}run", {"stop": "1"})
    assert "已中止" in client.get(QUICK).content.decode()
    client.post(f"{QUICK}run", {"again": "1"})

    assert BulkRun.objects.get().state == "waiting"


def test_two_runs_at_once_are_refused_in_words(matched: Hall) -> None:
    client = matched.client("anna")
    client.post(f"{QUICK}run")

    answer = client.post(f"{QUICK}run")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "正在批量发起" in answer.content.decode()


def test_only_who_decides_cases_offers_in_bulk(matched: Hall) -> None:
    assert matched.client("cleo").post(f"{QUICK}run").status_code == HTTPStatus.FORBIDDEN
    assert matched.client("anna").get(f"{BULK}small.staff/").status_code == HTTPStatus.NOT_FOUND
