"""`wotu export` writes a zone's facts and says what went where."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from tests.findings.zone import firm, measure, write
from wotu.cli.app import app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trial(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path, [measure("growth", "revenue >= '1000万元'")])
    settings.WOTU_PACKS = tmp_path


def _said(zone: str, output: Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", "--zone", zone, "-o", str(output), "--on", "2026-03-02"])
    return done.exit_code, " ".join(done.output.split())


def test_it_names_each_part_and_counts_rows(tmp_path: Path) -> None:
    firm("big", revenue="2000万元")

    code, said = _said("trial", tmp_path / "facts")

    assert (code, said.startswith("trial-0001 1 enterprise 1 rows as of 2026-03-02 →")) == (0, True)
    assert (tmp_path / "facts" / "enterprise" / "trial-0001.parquet").is_file()


def test_an_empty_zone_says_so(tmp_path: Path) -> None:
    assert "No firm of this zone is in the books." in _said("trial", tmp_path / "facts")[1]


def test_a_zone_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    code, said = _said("nowhere", tmp_path)

    assert (code, "There are: trial" in said) == (2, True)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    firm("big", revenue="2000万元")
    (tmp_path / "facts").write_text("a file")

    code, said = _said("trial", tmp_path / "facts")

    assert (code, "cannot be written" in said) == (2, True)
