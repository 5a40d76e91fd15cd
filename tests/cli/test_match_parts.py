"""`wotu lay-out` and `wotu match` over its parts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.match.small import FIRMS, PROJECTS, pack_folder, write_csv
from wotu.cli.app import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack_folder(tmp_path)
    write_csv(tmp_path / "firms.csv", [*FIRMS, ["e", "戊", "many", "", "", "", ""]])
    write_csv(tmp_path / "projects.csv", PROJECTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def _lay_out(*more: str) -> Result:
    return _run("lay-out", "firms.csv", "--projects", "projects.csv", "-o", "facts", "--parts", "3", *more)


def _match(*more: str) -> Result:
    return _run("match", "facts", "--on", "2024-12-01", *more)


def test_parts_are_matched_with_the_totals_of_the_files(place: Path) -> None:
    laid_out = _lay_out()
    whole = _run("match", "firms.csv", "--projects", "projects.csv", "--on", "2024-12-01")

    result = _match("-o", "out")

    assert "5 rows (enterprise), 3 rows (project) → 3 parts in facts" in laid_out.stderr
    assert (result.exit_code, result.stdout) == (3, whole.stdout)
    assert "enterprise: 4 of 5 rows read" in result.stderr
    assert "1 rows set aside → out/rejected" in result.stderr
    assert "3 of 3 parts unchanged" in _match("-o", "out").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "written into a folder"),
        (("-o", "out.csv"), "written into a folder"),
        (("-o", "out", "--form", "compact"), "one form of answers"),
        (("-o", "out", "--projects", "projects.csv"), "leave --mapping, --projects and --form out"),
        (("-o", "out", "--engine", "cloud"), "there is no engine 'cloud'"),
        (("-o", "out", "--master", "spark://head:7077"), "say --engine spark too"),
        (("-o", "out", "--spark", "spark.executor.memory=4g"), "say --engine spark too"),
        (("-o", "out", "--engine", "spark", "--spark", "memory"), "written NAME=VALUE"),
        (("-o", "out", "--engine", "spark", "--master", "spark://127.0.0.1:1"), "does not answer"),
    ],
)
def test_what_is_no_use_is_refused_with_2(arguments: tuple[str, ...], words: str, place: Path) -> None:
    _lay_out()

    result = _match(*arguments)

    assert result.exit_code == 2
    assert words in result.stderr


def test_a_broken_part_is_named_and_no_totals_are_printed(place: Path) -> None:
    _lay_out()
    (place / "facts" / "enterprise" / "part-1.parquet").write_text("no more", encoding="utf-8")

    result = _match("-o", "out")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "part part-1" in result.stderr


def test_files_that_cannot_be_laid_out_leave_with_2(place: Path) -> None:
    assert _lay_out("--mapping", "nowhere.yaml").exit_code == 2
    assert (
        "There are more mappings" in _run("lay-out", "firms.csv", "-o", "f", *(["--mapping", "m"] * 2)).stderr
    )
