"""`wotu new-pack` makes a folder that checks clean, and says what it needs."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.house.files import ROOT
from wotu.cli.app import app


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_new_pack_beside_common_checks_clean(place: Path) -> None:
    shutil.copytree(ROOT / "packs" / "common", place / "packs" / "common")

    made = _run("new-pack", "riverside", "--zh", "河畔区", "--en", "Riverside")

    assert made.exit_code == 0
    assert "copy" not in made.stdout
    assert _run("check", "packs/riverside", "--strict").exit_code == 0


def test_without_common_it_says_so_and_the_check_has_one_problem(place: Path) -> None:
    made, checked = _run("new-pack", "riverside"), _run("check", "packs/riverside")

    assert "copy the folder packs/common into packs first" in " ".join(made.stdout.split())
    assert checked.exit_code == 1
    assert "there is no pack here, and `riverside` builds on it" in checked.stderr
    assert "1 problem." in checked.stderr


@pytest.mark.parametrize("name", ["Riverside", "1st", "a b", "../x"])
def test_a_name_that_cannot_be_used_leaves_with_2(place: Path, name: str) -> None:
    assert _run("new-pack", name).exit_code == 2
    assert not (place / "packs").exists()


def test_nothing_is_overwritten(place: Path) -> None:
    _run("new-pack", "riverside")

    assert _run("new-pack", "riverside").exit_code == 2
