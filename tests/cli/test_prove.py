"""`wotu prove` leaves with 0 where all is identical, names what is not, and mends it only when told to."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner, Result

from tests.findings.zone import firm, match, measure, write
from wotu.cli.app import app
from wotu.findings.models import StandingAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trial(tmp_path: Path, settings: Settings) -> None:
    zone = write(tmp_path, [measure("growth", "revenue >= '1000万元'"), measure("staff", "staff >= 10")])
    settings.WOTU_PACKS = tmp_path
    firm("big", revenue="2000万元")
    match(zone)


def _prove(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["prove", "--on", "2026-03-02", *arguments])


def test_what_is_identical_leaves_with_0() -> None:
    done = _prove()

    assert done.exit_code == 0
    assert "identical 一致; 2 answers compared, 0 wait to be matched" in done.output


def test_what_differs_is_named_leaves_with_1_and_is_mended_when_told_to() -> None:
    StandingAnswer.objects.filter(measure="trial.growth").update(low=1, high=1)

    done = _prove("--zone", "trial")
    assert done.exit_code == 1
    assert "1 differ 不一致" in done.output
    assert "big公司  growth奖励 growth award  金额上限 The most: CNY 0.01 / CNY 100,000" in done.output
    assert StandingAnswer.objects.get(measure="trial.growth").high == 1

    assert _prove("--mend").exit_code == 0
    assert StandingAnswer.objects.get(measure="trial.growth").high == 10_000_000


def test_a_zone_that_is_not_there_is_named_with_those_that_are() -> None:
    done = _prove("--zone", "nowhere")

    assert done.exit_code == 2
    assert "There are: trial" in done.output
