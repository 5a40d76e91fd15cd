"""`wotu check`: what it prints, in which language, and how it leaves."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.match.small import pack_folder
from wotu.cli.app import app


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return pack_folder(tmp_path)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "packs/demo", *arguments])


def test_missing_examples_are_named_in_either_language(pack: Path) -> None:
    english, chinese = _run("--lang", "en"), _run()

    assert english.exit_code == chinese.exit_code == 0
    assert "! demo.rd: no example is entitled" in english.stdout
    assert "! demo.rd：没有算例为 entitled" in chinese.stdout
    assert "Demo: 4 measures, 0/0 examples" in english.stdout
    assert "示范: 4项措施，算例0/0" in chinese.stdout


def test_a_note_that_repeats_is_printed_once_with_its_count(pack: Path) -> None:
    notes = [line for line in _run("--lang", "en").stdout.splitlines() if line.startswith("· S5")]

    assert len(notes) == 1
    assert "all.yaml:2:3 (3 more places): No date of validity" in notes[0]


def test_strict_leaves_with_1_where_something_is_missing(pack: Path) -> None:
    assert _run("--strict").exit_code == 1


def test_a_misspelt_fact_has_file_line_column_and_suggestion(pack: Path) -> None:
    measures = pack / "measures" / "all.yaml"
    measures.write_text(measures.read_text(encoding="utf-8").replace("when: hightech}", "when: hightec}", 1))

    result = _run()

    assert result.exit_code == 1
    assert "measures/all.yaml:12:51: unknown name 'hightec' (did you mean hightech?)" in result.stderr


def test_a_line_number_stays_a_number(pack: Path) -> None:
    measures = pack / "measures" / "all.yaml"
    text = measures.read_text(encoding="utf-8")
    measures.write_text("#\n" * (100 - 12) + text.replace("when: hightech}", "when: hightec}", 1))

    assert "all.yaml:100:51: unknown name" in _run().stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--on", "2025-02-30"], "--on 2025-02-30 is not a date"), (["--lang", "fr"], "--lang is zh or en")],
)
def test_a_wrong_option_leaves_with_2(pack: Path, arguments: list[str], words: str) -> None:
    result = _run(*arguments)

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
