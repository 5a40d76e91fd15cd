"""The whole site in one file, and back: the database, the files people handed in, and what proves both whole.

The database is read in one snapshot first, the files after it. A file is never changed and only removed long
after its time, so every file the snapshot knows is there. PostgreSQL's own programs do the work; they come
with the embedded server and speak to older servers too.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from wotu.facts.storage import PART
from wotu.site.embedded.server import programs

DATABASE, FILES, SAID = "database.dump", "files.tar", "backup.json"
FORMAT = 1
EMPTY = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO public;\n"
_CHUNK = 1 << 20


class BackupRefused(RuntimeError):
    """A backup cannot be made or restored, and nothing was changed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a backup says of itself: its digests are checked before anything is restored."""

    format: int
    version: str
    made_at: str
    migrations: dict[str, str]
    files: int
    digests: dict[str, str]


def back_up(
    target: Path,
    *,
    database: Mapping[str, Any],
    files: Path,
    migrations: Mapping[str, str],
    version: str,
    now: dt.datetime,
) -> Said:
    """Write a backup, whole or not at all.

    Args:
        target: the file to write, a .tar; it must not be there yet.
        database: Django's settings of the database.
        files: the folder of files.
        migrations: the last migration of each app, as the database has them.
        version: of the software.
        now: when.

    Raises:
        BackupRefused: the target is there already, or a program failed.
    """
    if target.exists():
        raise BackupRefused(f"{target} is there already. Choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=target.parent) as folder:
        here = Path(folder)
        _run(
            "pg_dump", database, "--format=custom", "--no-owner", f"--file={here / DATABASE}", _name(database)
        )
        number = _pack(files, here / FILES)
        said = Said(
            FORMAT, version, now.isoformat(), dict(migrations), number,
            {name: _digest(here / name) for name in (DATABASE, FILES)},
        )  # fmt: skip
        (here / SAID).write_text(json.dumps(asdict(said), indent=1), encoding="utf-8")
        whole = here / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            for name in (SAID, DATABASE, FILES):
                tar.add(here / name, name)
        whole.rename(target)
    return said


def look_into(source: Path) -> Said:
    """Return what a backup says of itself.

    Raises:
        BackupRefused: it is no backup of a kind this version reads.
    """
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile(SAID)
            said = Said(**json.loads(member.read())) if member else None
    except (tarfile.TarError, KeyError, TypeError, ValueError, OSError) as error:
        raise BackupRefused(f"{source} is no backup made by `wotu backup`: {error}") from None
    if said is None or said.format != FORMAT:
        raise BackupRefused(
            f"{source} is a backup of another form; restore it with the version that made it."
        )
    return said


def restore(source: Path, *, database: Mapping[str, Any], files: Path, replace: bool) -> Said:
    """Bring a backup back. The database changes in one transaction: all of it, or nothing.

    Args:
        source: the file `back_up` wrote.
        database: Django's settings of the database to fill.
        files: the folder to put the files into; those there already with the same name are overwritten.
        replace: drop all the database holds now, whichever version made it. Without it a database that holds
            tables is refused.

    Raises:
        BackupRefused: the backup is damaged or holds what is no file of a site, or the database is not empty.
    """
    said = look_into(source)
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        here = Path(folder)
        with tarfile.open(source) as tar:
            _unpack(tar, here, [tar.getmember(name) for name in (DATABASE, FILES)])
        for name, digest in said.digests.items():
            if _digest(here / name) != digest:
                raise BackupRefused(
                    f"{source} is damaged: {name} is not what was written. Nothing was changed."
                )
        _refuse_strangers(here / FILES)
        if _tables(database) and not replace:
            raise BackupRefused("The database is not empty. Use an empty one, or --replace it.")
        _fill(database, here / DATABASE, first=EMPTY if replace else b"")
        files.mkdir(parents=True, exist_ok=True)
        with tarfile.open(here / FILES) as tar:
            _unpack(tar, files, tar)
    return said


def _fill(database: Mapping[str, Any], dump: Path, *, first: bytes) -> None:
    """Bring a dump back in one transaction, together with what is to be done first.

    The end of the transaction is only said when all of the dump was read: if anything fails before, the
    server takes everything back.
    """
    told = [str(programs() / "pg_restore"), "--no-owner", "--file=-", str(dump)]
    asked = [str(programs() / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", _name(database)]
    environment = _environment(database) | {"PGOPTIONS": "-c client_min_messages=warning"}
    with tempfile.TemporaryFile() as wrong:
        with (
            suppress(BrokenPipeError),  # the server gave up, and has said why
            subprocess.Popen(told, stdout=subprocess.PIPE, stderr=wrong) as source,
            subprocess.Popen(
                asked, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=wrong, env=environment
            ) as server,
        ):
            if source.stdout and server.stdin:
                server.stdin.write(b"BEGIN;\n" + first)
                shutil.copyfileobj(source.stdout, server.stdin, _CHUNK)
                server.stdin.write(b"COMMIT;\n" if source.wait() == 0 else b"")
        if source.returncode or server.returncode:
            wrong.seek(0)
            raise BackupRefused(f"psql: {wrong.read().decode(errors='replace').strip() or 'failed'}")


def _pack(files: Path, target: Path) -> int:
    """Pack the files; one whose time is over may go meanwhile."""
    number = 0
    with tarfile.open(target, "w") as tar:
        for path in _every(files):
            with suppress(FileNotFoundError):
                tar.add(path, path.relative_to(files), recursive=False)
                number += 1
    return number


def _refuse_strangers(packed: Path) -> None:
    """See that an archive holds files of a site and nothing else.

    Raises:
        BackupRefused: something in it is no plain file, or would land outside of the folder it is for.
    """
    with tarfile.open(packed) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if not member.isfile() or path.is_absolute() or ".." in path.parts:
                raise BackupRefused(f"{member.name} in the backup is no file of a site. Nothing was changed.")


def _unpack(tar: tarfile.TarFile, folder: Path, members: Iterable[tarfile.TarInfo]) -> None:
    """Write plain files of an archive (Python's own careful way came with 3.11.4; this runs on any 3.11)."""
    for member in members:
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with tar.extractfile(member) or BytesIO() as content, target.open("wb") as written:
            shutil.copyfileobj(content, written, _CHUNK)


def _every(folder: Path) -> Iterator[Path]:
    """Yield the files there are; one that is just being handed in is none yet."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.suffix != PART:
            yield path


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _tables(database: Mapping[str, Any]) -> int:
    question = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    return int(_run("psql", database, "-At", "-c", question, _name(database)))


def _name(database: Mapping[str, Any]) -> str:
    return str(database["NAME"])


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    where = {
        "PGHOST": database.get("HOST"), "PGPORT": database.get("PORT"), "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
    }  # fmt: skip
    return {**os.environ, **{name: str(value) for name, value in where.items() if value}}


def _run(program: str, database: Mapping[str, Any], *arguments: str) -> str:
    done = subprocess.run(
        [str(programs() / program), *arguments],
        env=_environment(database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"{program}: {done.stderr.strip() or 'failed'}")
    return done.stdout
