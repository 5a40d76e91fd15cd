"""The files of a pack as texts: read from a folder, hashed, laid over it, written out to be loaded."""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from wotu.refusal import CannotDo

MAX_FILE = 256 * 1024
"""Largest file of a draft, in characters."""
MAX_FILES = 200

_ALLOWED = re.compile(
    r"(?:pack|vocabulary|definitions|sources|stacking|processes)\.yaml|(?:measures|examples)/[a-z0-9][a-z0-9_-]{0,59}\.yaml",
    re.ASCII,
)
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")

Files = Mapping[str, str]
"""Texts by their path in the pack; an empty text means there is no such file."""


def read_files(folder: Path) -> dict[str, str]:
    """Return every YAML file of a pack's folder."""
    paths = sorted([*folder.glob("*.yaml"), *folder.glob("measures/*.yaml"), *folder.glob("examples/*.yaml")])
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def content_of(files: Files) -> str:
    """Return the hash of what files say, whatever order they come in."""
    digest = hashlib.sha256()
    for path in sorted(files):
        if files[path]:
            digest.update(f"{path}\0{len(files[path])}\0{files[path]}".encode())
    return digest.hexdigest()


def laid_over(ground: Files, files: Files) -> dict[str, str]:
    """Return the ground's files with those of an edition in their place."""
    return {path: text for path, text in {**ground, **files}.items() if text}


def differing(ground: Files, whole: Files) -> dict[str, str]:
    """Return what must be laid over the ground to get the whole."""
    changed = {path: text for path, text in whole.items() if ground.get(path) != text}
    return changed | {path: "" for path in ground if path not in whole or not whole[path]}


def checked_text(path: str, text: str) -> str:
    """Return a file's text as it is kept: line ends made alike.

    Raises:
        CannotDo: the path is not a pack's, or the text is too large or cannot be kept.
    """
    if not _ALLOWED.fullmatch(path):
        raise CannotDo(f"规则包里不能有文件“{path[:60]}”。", f"A pack has no file “{path[:60]}”.")
    if len(text) > MAX_FILE:
        raise CannotDo(
            f"文字太长（超过{MAX_FILE // 1024}K字）。请分成几个文件。",
            f"The text is too long (over {MAX_FILE // 1024}K characters). Split it into several files.",
        )
    if _NOT_TEXT.search(text):
        raise CannotDo(
            "文字里有不能保存的字符，请删去。", "The text has characters that cannot be kept; remove them."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def written_out(folder: Path, files: Files) -> Iterator[Path]:
    """Write a pack as it would be into a passing folder of its own name."""
    with tempfile.TemporaryDirectory(prefix="wotu-draft-") as place:
        target = Path(place) / folder.name
        write_files(target, laid_over(read_files(folder), files))
        yield target


def write_files(target: Path, files: Files) -> None:
    """Write a pack's files into a folder."""
    for path, text in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")


def kept_folder(folder: Path, files: Files, place: Path) -> Path:
    """Return a lasting folder with an edition laid over a pack, made if it is not there yet.

    Its name is its content's hash, so that processes agree about it; it appears whole or not at all.
    """
    whole = laid_over(read_files(folder), files)
    target = place / content_of(whole)[:24] / folder.name
    if (target / "pack.yaml").is_file():
        return target
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place) as making:
        made = Path(making) / "made"
        write_files(made / folder.name, whole)
        if (folder / "demo").is_dir():
            shutil.copytree(folder / "demo", made / folder.name / "demo")
        try:
            made.rename(target.parent)
        except OSError:
            if not (target / "pack.yaml").is_file():
                raise
    return target


def commit_of(folder: Path) -> str:
    """Return the commit a folder is checked out at; nothing where it is no checkout or was changed since."""
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        changed = _git(git, folder, "status", "--porcelain", "--", ".")
        return "" if changed else _git(git, folder, "rev-parse", "HEAD")[:40]
    except (subprocess.SubprocessError, OSError):
        return ""


def _git(git: str, folder: Path, *words: str) -> str:
    command = [git, "-C", str(folder), *words]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=10)
    return ran.stdout.strip()
