"""`wotu match` from file to file."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.match.small import FIRMS, PROJECTS, pack_folder, write_csv
from wotu.cli.app import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack_folder(tmp_path)
    write_csv(tmp_path / "firms.csv", FIRMS)
    write_csv(tmp_path / "projects.csv", PROJECTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["match", *arguments, "--on", "2024-12-01"])


def test_a_file_is_matched_and_totals_are_plain_where_piped(place: Path) -> None:
    result = _run("firms.csv", "--projects", "projects.csv", "-o", "out/answers.csv")

    assert result.exit_code == 0, result.output
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[0][:3] == ["措施", "名称", "符合"]
    assert ["demo.rd", "研发补助", "2", "1", "1", "20万元"] in lines
    assert "hightech 高新技术企业" in result.stderr
    with (place / "out" / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 13
    assert not (place / "out" / "answers.rejected.csv").exists()


def test_labels_in_english_and_a_compact_file(place: Path) -> None:
    result = _run("firms.csv", "--lang", "en", "--form", "compact", "-o", "a.parquet")

    assert result.exit_code == 0
    assert "R&D grant" in result.stdout
    assert (place / "a.parquet").is_file()


def test_rows_set_aside_are_reported_written_and_leave_with_3(place: Path) -> None:
    write_csv(place / "firms.csv", [*FIRMS, ["e", "戊", "many", "", "", "", ""]])

    result = _run("firms.csv", "-o", "a.csv")

    assert result.exit_code == 3
    assert "4 of 5 rows read" in result.stderr
    assert "row 6, revenue" in result.stderr
    assert "a.rejected.csv" in result.stderr
    assert "'many'" in (place / "a.rejected.csv").read_text(encoding="utf-8-sig")


def test_measures_nobody_was_asked_about_are_counted(place: Path) -> None:
    without, given = _run("firms.csv", "--lang", "en"), _run("firms.csv", "--projects", "projects.csv")

    assert "1 measures look at projects; no file of projects was given" in without.stderr
    assert "--projects" not in given.stderr


def test_a_mapping_file_leads_the_way(place: Path) -> None:
    write_csv(place / "mine.csv", [["code", "rev"], ["x", "3000"]])
    (place / "m.yaml").write_text(
        "id: code\ncolumns: {revenue: {column: rev, unit: 万元}}\n", encoding="utf-8"
    )

    result = _run("mine.csv", "--mapping", "m.yaml")

    assert result.exit_code == 0
    assert "demo.prize\t营收奖励\t1\t0\t0\t10万元" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["missing.csv"], 2, "there is no such file"),
        (["firms.csv", "-o", "a.pdf"], 2, "not as .pdf"),
        (["firms.csv", "--form", "short"], 2, "long or compact"),
        (["firms.csv", "--lang", "fr"], 2, "zh or en"),
        (["firms.csv", "--mapping", "none.yaml"], 2, "no such mapping"),
        (["firms.csv", "--projects", "firms.csv"], 2, "Two files have rows about an enterprise"),
        (["firms.csv", "--packs", "packs/none"], 1, "there is no pack here"),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(
    place: Path, arguments: list[str], code: int, words: str
) -> None:
    result = _run(*arguments)

    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())


def test_a_wrong_date_is_usage(place: Path) -> None:
    result = CliRunner().invoke(app, ["match", "firms.csv", "--on", "yesterday"])

    assert result.exit_code == 2
    assert "2024-12-01" in result.stderr
