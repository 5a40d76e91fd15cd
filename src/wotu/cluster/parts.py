"""Facts in parts: a folder of Parquet files, each with some enterprises and all that belongs to them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wotu.match.files import refuse
from wotu.rules.vocabulary import ABOUTS, About

NOTE = "layout.json"
MAPPING = "{about}.mapping.yaml"


@dataclass(frozen=True)
class Part:
    """Some of the rows: one file for each kind of row there is. `number` is its place among the parts."""

    number: int
    name: str
    files: Mapping[About, Path]


@dataclass(frozen=True)
class Facts:
    """All the parts of a folder, and the mappings their files are read with."""

    folder: Path
    parts: tuple[Part, ...]
    mappings: Mapping[About, Path]

    @property
    def kinds(self) -> tuple[About, ...]:
        """The kinds of rows there are, the enterprises first."""
        return tuple(about for about in ABOUTS if any(about in part.files for part in self.parts))


@dataclass(frozen=True)
class Layout:
    """What was noted when a folder was laid out: how many parts there are, and what tells a firm's part."""

    parts: int
    by: str = "crc32 of the enterprise's id"


def find_facts(folder: Path) -> Facts:
    """Find the parts of a folder: `*.parquet` for enterprises alone, else a folder for each kind of row.

    Paths are absolute: workers stand in other folders.

    Raises:
        PackError: there are no parts, or rows of several kinds that nobody laid out together.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise refuse(folder, "there is no such folder", "`wotu lay-out` makes one from files")
    flat = _files(folder)
    files: dict[str, dict[About, Path]] = {path.stem: {"enterprise": path} for path in flat}
    kinds = [about for about in ABOUTS if (folder / about).is_dir()]
    if flat and kinds:
        raise refuse(
            folder, f"files of parts stand beside the folder {kinds[0]}/", "put them into enterprise/"
        )
    for about in kinds:
        for path in _files(folder / about):
            files.setdefault(path.stem, {})[about] = path
    if not files:
        raise refuse(folder, "there are no Parquet files in it", "`wotu lay-out` makes them from files")
    if read_layout(folder) is None and kinds not in ([], ["enterprise"]):
        raise refuse(
            folder,
            "rows that belong to enterprises must stand in the part of their enterprise, and nobody "
            "laid them out so",
            "`wotu lay-out` does it",
        )
    parts = tuple(Part(number, name, files[name]) for number, name in enumerate(sorted(files)))
    mappings = {about: folder / MAPPING.format(about=about) for about in ABOUTS}
    return Facts(folder, parts, {about: path for about, path in mappings.items() if path.is_file()})


def _files(folder: Path) -> list[Path]:
    """Return the files of parts; hidden ones are what a write or a copy left half."""
    found = sorted(path for path in folder.glob("*.parquet") if not path.name.startswith("."))
    for path in found:
        if path.name.startswith("_"):
            raise refuse(path, "Spark does not see files whose names begin with _", "rename it, or remove it")
    return found


def read_layout(folder: Path) -> Layout | None:
    """Return what was noted about a folder that was laid out, or None if it was not.

    Raises:
        PackError: the note cannot be read, or says that the folder is half written.
    """
    path = folder / NOTE
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if "half" in found:
            raise refuse(folder, f"half of it is of another time: {found['half']} was stopped", "do it again")
        return Layout(int(found["parts"]))
    except (ValueError, KeyError, TypeError):
        raise refuse(path, "this is not the note of a layout", "lay the facts out again") from None


def write_layout(folder: Path, layout: Layout) -> None:
    """Note how a folder was laid out."""
    _note(folder, {"parts": layout.parts, "by": layout.by})


def note_half(folder: Path, by: str) -> None:
    """Note that a folder is being written, so that nobody reads half of it: `write_layout` takes it back."""
    folder.mkdir(parents=True, exist_ok=True)
    _note(folder, {"half": by})


def _note(folder: Path, said: Mapping[str, object]) -> None:
    (folder / NOTE).write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
