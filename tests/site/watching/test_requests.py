"""Each request has an id, and one line that tells how it went."""

import json
import logging
from logging.config import dictConfig

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from wotu.site.watching.logs import WithRequest, logging_settings

pytestmark = pytest.mark.django_db


def test_every_answer_carries_an_id_and_a_good_one_is_kept(client: Client) -> None:
    made = client.get("/healthz")["X-Request-ID"]
    assert len(made) == 32

    given = client.get("/healthz", headers={"X-Request-ID": "from-the-proxy-1"})
    assert given["X-Request-ID"] == "from-the-proxy-1"


@pytest.mark.parametrize("bad", ["short", "a b c d e f g h", "x" * 65, "with\u00e9accent"])
def test_an_id_that_could_break_a_log_is_replaced(client: Client, bad: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": bad})["X-Request-ID"] != bad


def test_the_line_names_the_view_the_status_and_the_time(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(WithRequest())
    with caplog.at_level(logging.INFO, "wotu.requests"):
        answer = client.get("/healthz?secret=1")

    (line,) = [record for record in caplog.records if record.name == "wotu.requests"]
    assert line.getMessage() == "GET healthz 200"
    assert line.milliseconds >= 0  # type: ignore[attr-defined]
    assert line.request_id == answer["X-Request-ID"]  # type: ignore[attr-defined]
    assert "secret" not in line.getMessage()


def test_as_json_a_line_is_one_object(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    dictConfig(logging_settings("json"))
    try:
        logging.getLogger("wotu.requests").info("GET %s 200", "首页", extra={"status": 200})
        said = json.loads(capsys.readouterr().err.strip())
    finally:
        dictConfig(settings.LOGGING)

    assert (said["level"], said["logger"]) == ("INFO", "wotu.requests")
    assert (said["message"], said["status"]) == ("GET 首页 200", 200)
    assert "request_id" in said
    assert "time" in said


@pytest.mark.parametrize("form", ["json", "line"])
def test_what_django_says_of_a_request_names_no_address(
    form: str, client: Client, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    dictConfig(logging_settings(form))
    try:
        client.get("/no/such/青禾精密?q=913601")
        client.put("/healthz?q=913601")
    finally:
        dictConfig(settings.LOGGING)

    said = capsys.readouterr().err
    assert "Not Found: none" in said
    assert "Method Not Allowed (PUT): healthz" in said
    for secret in ("such", "青禾", "\\u9752", "%E9", "913601", "WSGIRequest"):
        assert secret not in said


def test_at_a_terminal_only_what_went_wrong_is_said() -> None:
    assert logging_settings("line")["loggers"]["wotu.requests"]["level"] == "WARNING"
    with pytest.raises(ValueError, match="line or json"):
        logging_settings("xml")
