"""`wotu backup` writes a file and says how large; `wotu restore` refuses what it must not touch."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from wotu.cli.app import app
from wotu.site.backup import look_into

pytestmark = pytest.mark.django_db(transaction=True)


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, " ".join(done.output.split())


def test_a_backup_says_what_is_in_it(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "a.pdf").write_bytes(b"%PDF")
    target = tmp_path / "monday.tar"

    code, said = _run("backup", str(target))

    assert code == 0
    assert said.endswith("MB, the database and 1 files")
    assert look_into(target).migrations["audit"] == "0003_never_changed"
    assert _run("backup", str(target)) == (2, f"{target} is there already. Choose another name.")


def test_restoring_over_a_site_is_refused_and_says_what_to_do(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    target = tmp_path / "monday.tar"
    _run("backup", str(target))

    code, said = _run("restore", str(target))

    assert code == 2
    assert "not empty" in said
    assert "--replace" in said


def test_something_else_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("a shopping list")

    code, said = _run("restore", str(tmp_path / "notes.txt"))

    assert code == 2
    assert "no backup" in said
