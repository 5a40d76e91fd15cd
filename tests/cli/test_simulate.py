"""`wotu simulate` against today."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.match.small import FIRMS, PROJECTS, pack_folder, write_csv
from wotu.cli.app import app


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack_folder(tmp_path)
    write_csv(tmp_path / "firms.csv", FIRMS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["simulate", "firms.csv", *arguments, "--on", "2024-12-01"])


def test_a_change_is_compared_with_today_and_drawn(place: Path) -> None:
    result = _run("--change", "demo.rd.rate=10%", "--chart", "c.svg")

    assert result.exit_code == 0, result.output
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert ["合计", "2", "2", "30万元", "52万元", "+22万元"] in lines
    assert ["a", "甲", "20万元", "40万元", "+20万元"] in lines
    assert ["b", "乙", "10万元", "12万元", "+2万元"] in lines
    assert "<script" not in (place / "c.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("demo.rd.rat=10%", 1, "did you mean demo.rd.rate?"),
        ("demo.rd.floor=5%", 1, "'5%' cannot stand for 100万元"),
        ("demo.rd.rate", 2, "Write pack.measure.parameter=value"),
    ],
)
def test_a_wrong_change_is_refused(place: Path, change: str, code: int, words: str) -> None:
    result = _run("--change", change)

    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())
    assert code == 2 or "1 problem." in result.stderr


def test_what_is_counted_is_said_where_it_is_not_firms(place: Path) -> None:
    write_csv(place / "projects.csv", PROJECTS)
    measures = place / "packs" / "demo" / "measures" / "all.yaml"
    rate = "params: {portion: {value: 10%, zh: 比例, en: Share}}\n  benefit: {amount: portion * cost}"
    text = measures.read_text(encoding="utf-8").replace("benefit: {amount: \"'10%' * cost\"}", rate)
    measures.write_text(text, encoding="utf-8")

    result = _run("--change", "demo.project.portion=20%", "--projects", "projects.csv", "--lang", "en")

    assert "demo.project Project grant (projects)\t1\t1\tCNY 50,000\tCNY 100,000" in result.stdout


def test_english(place: Path) -> None:
    result = _run("--change", "demo.rd.rate=1%", "--lang", "en")

    assert result.exit_code == 0
    assert "Manufacturing\t1\t1\tCNY 200,000\tCNY 100,000\tCNY -100,000" in result.stdout
