"""`wotu rematch` says what was asked again and what was saved."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from tests.findings.zone import firm, measure, write
from wotu.cli.app import app
from wotu.findings.models import StandingAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trial(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path, [measure("growth", "revenue >= '1000万元'"), measure("staff", "staff >= 10")])
    settings.WOTU_PACKS = tmp_path
    firm("big", revenue="2000万元")


def _said(*arguments: str) -> str:
    return " ".join(CliRunner().invoke(app, ["rematch", "--zone", "trial", *arguments]).output.split())


def test_it_asks_what_changed_and_with_full_everything() -> None:
    assert "asked again 2 answers of 1 firms" in _said("--on", "2026-03-02")
    assert "left alone 2 answers (100.0% saved)" in _said("--on", "2026-03-02")
    assert "asked again 2 answers" in _said("--on", "2026-03-02", "--full")

    assert StandingAnswer.objects.count() == 2


def test_a_zone_that_is_not_there_is_named_with_those_that_are() -> None:
    done = CliRunner().invoke(app, ["rematch", "--zone", "nowhere"])

    assert done.exit_code == 2
    assert "There are: trial" in done.output
