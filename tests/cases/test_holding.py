"""Files of a case are kept until it is closed, however old they are."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, Desk
from wotu.cases.verbs.filing import withdraw_case
from wotu.cases.verbs.saying import attach, take_back_attachment
from wotu.facts.retention import due

LATER = dt.date(2050, 1, 1)


@pytest.fixture(autouse=True)
def _stored(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _held() -> list[str]:
    return [one.held.zh if one.held else "" for one in due(LATER)]


def test_a_file_stays_while_its_case_is_open_and_not_after(desk: Desk) -> None:
    case = desk.filed()
    attach(
        case=case, name="年报.pdf", content=b"%PDF-1.7", label="年报", user=desk.alice, side="firm", now=NOW
    )
    assert _held() == ["办件还没有办结"]

    withdraw_case(case=case, user=desk.alice, why="", now=NOW, today=FRIDAY)
    assert _held() == [""]


def test_a_file_taken_back_is_not_held(desk: Desk) -> None:
    attached = attach(
        case=desk.filed(), name="年报.pdf", content=b"%PDF-1.7", label="年报", user=desk.alice, side="firm",
        now=NOW,
    )  # fmt: skip
    take_back_attachment(attachment=attached, user=desk.alice, now=NOW)

    assert _held() == [""]
