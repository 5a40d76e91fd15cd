"""The files of the project: those git knows, and those it would take."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wotu"


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is, or would be, committed."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def texts(*folders: str, endings: tuple[str, ...] = ("",)) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every readable file, in the named folders or everywhere."""
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        if not name.endswith(endings) or (folders and not name.startswith(folders)):
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
