"""A backup is proved by restoring it: every table and every file is as it was."""

import datetime as dt
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from wotu.audit.verbs import note
from wotu.site import backup
from wotu.site.backup import SAID, BackupRefused, back_up, look_into, restore
from wotu.site.embedded.server import programs

pytestmark = pytest.mark.django_db(transaction=True)
NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)


def _connect(name: str) -> "psycopg.Connection[tuple[Any, ...]]":
    found = settings.DATABASES["default"]
    return psycopg.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], dbname=name, autocommit=True
    )


@pytest.fixture
def here() -> dict[str, Any]:
    return {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}


@pytest.fixture
def elsewhere(here: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the settings of an empty database beside the one of the tests."""
    name = f"{here['NAME']}_restored"
    with _connect("postgres") as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    yield {**here, "NAME": name}
    with _connect("postgres") as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "营业执照.pdf").write_bytes(b"%PDF-1.7 scan")
    return folder


def _contents(name: str) -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has, and a digest of them in one order."""
    with _connect(name) as database:
        tables = [
            row[0] for row in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        digest = "SELECT count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {} AS t"
        return {
            table: database.execute(sql.SQL(digest).format(sql.Identifier(table))).fetchone()  # type: ignore[misc]
            for table in tables
        }


def _back_up(target: Path, here: dict[str, Any], files: Path) -> None:
    for number in range(20):
        note(verb="try", about="青禾精密", by="alice", now=NOW, n=number)
    back_up(target, database=here, files=files, migrations={"audit": "0003"}, version="1", now=NOW)


@pytest.fixture
def kept(tmp_path: Path, here: dict[str, Any], files: Path) -> Path:
    _back_up(tmp_path / "kept.tar", here, files)
    return tmp_path / "kept.tar"


def test_what_was_backed_up_comes_back_row_by_row(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], files: Path
) -> None:
    target, back = tmp_path / "kept" / "monday.tar", tmp_path / "back"
    _back_up(target, here, files)

    said = restore(target, database=elsewhere, files=back, replace=False)

    before = _contents(here["NAME"])
    assert before["audit_auditentry"][0] == 20
    assert _contents(elsewhere["NAME"]) == before
    assert (back / "ab" / "营业执照.pdf").read_bytes() == b"%PDF-1.7 scan"
    assert (said.files, said.made_at) == (1, NOW.isoformat())
    assert [path.name for path in target.parent.iterdir()] == ["monday.tar"], "nothing half-made is left"


def test_the_trigger_that_keeps_the_trail_comes_back_too(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], files: Path
) -> None:
    target = tmp_path / "monday.tar"
    _back_up(target, here, files)
    restore(target, database=elsewhere, files=tmp_path / "back", replace=False)

    with _connect(elsewhere["NAME"]) as database, pytest.raises(psycopg.DatabaseError):
        database.execute("UPDATE audit_auditentry SET verb = 'other'")


def test_a_database_that_holds_something_is_only_replaced_on_request(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], files: Path
) -> None:
    target = tmp_path / "monday.tar"
    _back_up(target, here, files)
    with _connect(elsewhere["NAME"]) as database:
        database.execute("CREATE TABLE audit_auditentry (id integer)")

    with pytest.raises(BackupRefused, match="not empty"):
        restore(target, database=elsewhere, files=tmp_path / "back", replace=False)
    assert _contents(elsewhere["NAME"]) == {"audit_auditentry": (0, "")}
    assert not (tmp_path / "back").exists()

    restore(target, database=elsewhere, files=tmp_path / "back", replace=True)
    assert _contents(elsewhere["NAME"]) == _contents(here["NAME"])


def test_what_a_newer_version_added_goes_with_all_that_is_replaced(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], files: Path
) -> None:
    target = tmp_path / "monday.tar"
    _back_up(target, here, files)
    restore(target, database=elsewhere, files=tmp_path / "back", replace=False)
    with _connect(elsewhere["NAME"]) as database:
        database.execute("CREATE TABLE newer (party bigint REFERENCES parties_party)")

    restore(target, database=elsewhere, files=tmp_path / "back", replace=True)

    assert _contents(elsewhere["NAME"]) == _contents(here["NAME"])


@pytest.mark.parametrize(
    "dump",
    ["head -c 20000; exit 1", "echo 'SELECT 1 / 0;'; exec cat", "cat; echo 'SELECT 1 / 0;'", "cat; exit 1"],
)
def test_a_restoring_that_fails_on_the_way_takes_everything_back(
    dump: str, tmp_path: Path, kept: Path, elsewhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    half = tmp_path / "programs"
    with _connect(elsewhere["NAME"]) as database:
        database.execute("CREATE TABLE mine (id integer)")
    half.mkdir()
    (half / "psql").symlink_to(programs() / "psql")
    (half / "pg_restore").write_text(f'#!/bin/sh\n{programs()}/pg_restore "$@" | ({dump})\n')
    (half / "pg_restore").chmod(0o755)
    monkeypatch.setattr(backup, "programs", lambda: half)

    with pytest.raises(BackupRefused, match=r"psql:.*(division by zero|failed)"):
        restore(kept, database=elsewhere, files=tmp_path / "back", replace=True)

    assert _contents(elsewhere["NAME"]) == {"mine": (0, "")}


def test_a_damaged_backup_changes_nothing(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], files: Path
) -> None:
    target = tmp_path / "monday.tar"
    _back_up(target, here, files)
    with tarfile.open(target) as tar:
        at = tar.getmember("database.dump").offset_data + 2000
    with target.open("r+b") as file:
        file.seek(at)
        file.write(b"\0\0\0\0")

    with pytest.raises(BackupRefused, match="damaged"):
        restore(target, database=elsewhere, files=tmp_path / "back", replace=False)
    assert _contents(elsewhere["NAME"]) == {}


@pytest.mark.parametrize("name", ["../outside.pdf", "/outside.pdf", "ab/link"])
def test_a_backup_with_files_for_another_place_changes_nothing(
    tmp_path: Path, here: dict[str, Any], elsewhere: dict[str, Any], name: str
) -> None:
    stranger = tarfile.TarInfo(name)
    stranger.type, stranger.linkname = (tarfile.SYMTYPE, "..") if "link" in name else (tarfile.REGTYPE, "")

    def pack(_: Path, target: Path) -> int:
        with tarfile.open(target, "w") as tar:
            tar.addfile(stranger)
        return 1

    with mock.patch.object(backup, "_pack", pack):
        _back_up(tmp_path / "monday.tar", here, tmp_path)

    with pytest.raises(BackupRefused, match=f"{name} in the backup is no file of a site"):
        restore(tmp_path / "monday.tar", database=elsewhere, files=tmp_path / "back", replace=False)
    assert _contents(elsewhere["NAME"]) == {}
    assert not (tmp_path / "back").exists()


def test_files_that_come_and_go_meanwhile_stop_no_backup(
    tmp_path: Path, here: dict[str, Any], files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "ab" / "half.pdf.0a1b.part").write_bytes(b"%PDF")
    (files / "over.pdf").write_bytes(b"%PDF")
    add = tarfile.TarFile.add

    def added(tar: tarfile.TarFile, name: Path, *more: Any, **options: Any) -> None:
        if name == files / "over.pdf":
            name.unlink()
        add(tar, name, *more, **options)

    monkeypatch.setattr(tarfile.TarFile, "add", added)
    _back_up(tmp_path / "monday.tar", here, files)

    assert look_into(tmp_path / "monday.tar").files == 1


def test_a_backup_never_writes_over_a_file(tmp_path: Path, here: dict[str, Any], files: Path) -> None:
    target = tmp_path / "monday.tar"
    target.write_text("precious")

    with pytest.raises(BackupRefused, match="there already"):
        _back_up(target, here, files)
    assert target.read_text() == "precious"


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w"):
        pass
    with pytest.raises(BackupRefused, match="no backup"):
        look_into(other)

    (tmp_path / SAID).write_text('{"format": 9}')
    with pytest.raises(BackupRefused, match="no backup"):
        look_into(tmp_path / SAID)


def test_a_server_that_is_not_there_leaves_no_file(tmp_path: Path, here: dict[str, Any], files: Path) -> None:
    target = tmp_path / "monday.tar"

    with pytest.raises(BackupRefused, match="pg_dump"):
        back_up(
            target, database={**here, "NAME": "nothing"}, files=files, migrations={}, version="1", now=NOW
        )
    assert not list(tmp_path.glob("*.tar"))
