"""`wotu explain`, `wotu ask` and `wotu best` on a file of facts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.match.small import FIRMS, pack_folder, write_csv
from wotu.cli.app import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack_folder(tmp_path)
    write_csv(tmp_path / "firms.csv", FIRMS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(command: str, *arguments: str, on: str = "2024-12-01") -> Result:
    return CliRunner().invoke(app, [command, *arguments, "--facts", "firms.csv", "--on", on])


def test_a_firm_is_found_by_id_or_name(place: Path) -> None:
    by_id, by_name = (
        _run("explain", "a", "demo.rd", "--lang", "en"),
        _run("explain", "甲", "demo.rd", "--lang", "en"),
    )

    assert by_id.exit_code == by_name.exit_code == 0
    assert by_id.stdout == by_name.stdout
    assert "R&D grant — entitled" in by_id.stdout


def test_what_was_given_up_is_said(place: Path) -> None:
    result = _run("best", "b", "--lang", "en")

    assert result.exit_code == 0
    assert "✗ demo.prize Revenue prize" in result.stdout or "✗ demo.rd R&D grant" in result.stdout
    assert "proved optimal" in result.stdout


def test_an_award_without_a_figure_is_named_and_not_counted(place: Path) -> None:
    rows = [row[:] for row in FIRMS]
    rows[1][3] = ""
    write_csv(place / "firms.csv", rows)
    measures = place / "packs" / "demo" / "measures" / "all.yaml"
    text = measures.read_text(encoding="utf-8")
    measures.write_text(text.replace("rd >= floor", "staff >= 1", 1), encoding="utf-8")

    result = _run("best", "a", "--lang", "en")

    assert "? demo.rd R&D grant (amount open: a fact is unknown) — not counted" in result.stdout


def test_a_pipe_gets_whole_ids_between_tabs(place: Path) -> None:
    result = _run("explain", "a", "--lang", "en")

    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[0] == ["Answer", "Measure", "Title", "Amount"]
    assert ["entitled", "demo.help", "Help", "service"] in lines


@pytest.mark.parametrize("command", ["explain", "ask", "best"])
@pytest.mark.parametrize(
    ("subject", "on", "words"),
    [
        ("a", "2024/12/01", "--on 2024/12/01 is not a date. Write it as 2024-12-01."),
        ("nobody", "2024-12-01", "there is no subject 'nobody' in the facts"),
    ],
)
def test_what_is_not_there_leaves_with_2(
    place: Path, command: str, subject: str, on: str, words: str
) -> None:
    result = _run(command, subject, on=on)

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_a_misspelt_measure_is_suggested(place: Path) -> None:
    result = _run("explain", "a", "demo.prise")

    assert result.exit_code == 2
    assert "did you mean demo.prize?" in " ".join(result.stderr.split())
