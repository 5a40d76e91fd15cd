"""What Prometheus is told, and who may ask."""

from http import HTTPStatus

import pytest
from django.test import Client
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-the-scraper"  # noqa: S105 - of this test


def _scrape(client: Client) -> str:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"].startswith("text/plain")
    return answer.content.decode()


def _value(text: str, line: str) -> float:
    return next((float(one.rpartition(" ")[2]) for one in text.splitlines() if one.startswith(line)), 0.0)


def test_without_a_token_there_is_no_such_page(client: Client, settings: Settings) -> None:
    assert client.get("/metrics").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == HTTPStatus.NOT_FOUND

    settings.WOTU_METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == HTTPStatus.NOT_FOUND
    wrong = client.get("/metrics", headers={"Authorization": "Bearer other"})
    assert wrong.status_code == HTTPStatus.NOT_FOUND


def test_requests_are_counted_by_view_and_never_by_address(client: Client, settings: Settings) -> None:
    settings.WOTU_METRICS_TOKEN = TOKEN
    line = 'wotu_requests_total{method="GET",status="200",view="healthz"}'
    before = _value(_scrape(client), line)

    client.get("/healthz?firm=91360100MA35T0000X")
    client.get("/no/such/page")

    after = _scrape(client)
    assert _value(after, line) == before + 1
    assert _value(after, 'wotu_request_seconds_count{view="healthz"}') >= 1
    assert 'view="none"' in after
    assert "no/such" not in after
    assert "91360100" not in after


def test_methods_somebody_invents_are_one_series(client: Client, settings: Settings) -> None:
    settings.WOTU_METRICS_TOKEN = TOKEN
    for number in range(3):
        client.generic(f"INVENTED{number}", "/healthz")

    text = _scrape(client)

    assert "INVENTED" not in text
    assert _value(text, 'wotu_requests_total{method="other",status="405",view="healthz"}') == 3


def test_the_queue_is_told_as_it_stands(client: Client, settings: Settings) -> None:
    settings.WOTU_METRICS_TOKEN = TOKEN
    app.configure_task("wotu.findings.tasks.match_zone", queue="elsewhere", allow_unknown=True).defer()

    text = _scrape(client)

    assert _value(text, 'wotu_jobs{queue="elsewhere",status="todo"}') == 1
    assert "wotu_oldest_job_seconds" in text
