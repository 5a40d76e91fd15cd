"""Laying out facts in parts: every enterprise with all its rows in one part, by a hash of its id.

The hash is the same everywhere and for ever, and the rows keep their order: laid out again, a part whose
rows did not change has the same bytes, and need not be matched again.
"""

import glob
import shutil
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wotu.cluster.parts import MAPPING, NOTE, Layout, read_layout, write_layout
from wotu.cluster.streams import pieces_of, rows_about
from wotu.match.drafts import texts_of
from wotu.match.files import Sheet, refuse
from wotu.match.files_out import replacing_folder
from wotu.match.mapping import FileMapping, default_mapping, read_mapping
from wotu.match.table import Ints
from wotu.rules.problems import PackError, Place, Problem
from wotu.rules.vocabulary import About, Vocabulary

ROWS_A_PART = 250_000
"""A part is read whole: so many rows of some fifteen facts take a few hundred megabytes."""
WAITING = 2_000_000
"""Rows of one file that wait in memory, over all parts, before they are written on."""
MOST_PARTS = 4_000

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Source:
    """A file to lay out, with its mapping."""

    path: Path
    mapping: Path | None = None


@dataclass(frozen=True)
class LaidOut:
    """What was laid out: rows of each kind, and in how many parts."""

    rows: dict[About, int]
    parts: int


def lay_out(
    sources: Sequence[Source],
    vocabulary: Vocabulary,
    folder: Path,
    parts: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LaidOut:
    """Write files of facts as parts into a folder; whole, or the folder stays as it was.

    Args:
        sources: the files; at most one of each kind of row.
        parts: how many; those the folder has, or as the rows need, by default.
        progress: called with rows done and rows in all, about.

    Raises:
        PackError: a file cannot be used, or an id stands under two enterprises.
    """
    total = sum(rows_about(source.path) for source in sources)
    count = _how_many(folder, parts, total)
    rows: dict[About, int] = {}

    def on(done: int) -> None:
        if progress:
            progress(sum(rows.values()) + done, total)

    with replacing_folder(folder) as temporary:
        for source in sources:
            mapping = _mapping(source, vocabulary)
            if mapping.about in rows:
                raise refuse(source.path, f"two files have rows of the kind {mapping.about}", "make them one")
            rows[mapping.about] = _spread(source, mapping, temporary / mapping.about, count, on)
            if source.mapping:
                shutil.copyfile(source.mapping, temporary / MAPPING.format(about=mapping.about))
            if mapping.owner:
                _refuse_two_owners(source.path, temporary / mapping.about, mapping)
        write_layout(temporary, Layout(count))
    return LaidOut(rows, count)


def _how_many(folder: Path, parts: int | None, rows: int) -> int:
    before = read_layout(folder)
    if before is None and folder.is_dir() and any(folder.iterdir()):
        raise refuse(folder, f"there is something else in this folder, and no {NOTE}", "choose a new one")
    count = parts or (before.parts if before else max(1, -(-rows // ROWS_A_PART)))
    if not 1 <= count <= MOST_PARTS:
        raise refuse(folder, f"{count:,} parts cannot be", f"1 to {MOST_PARTS:,}")
    return count


def _mapping(source: Source, vocabulary: Vocabulary) -> FileMapping:
    sheet = ""
    if source.mapping:
        sheet = read_mapping(source.mapping, vocabulary).sheet
    names = next(pieces_of(source.path, sheet)).column_names
    if not source.mapping:
        try:
            return default_mapping(names, vocabulary)
        except PackError as error:
            raise PackError(Problem(Place(source.path), p.message, p.hint) for p in error.problems) from None
    mapping = read_mapping(source.mapping, vocabulary)
    missing = {mapping.id, mapping.owner} - {"", *names}
    if missing:
        raise refuse(
            source.path,
            f"there is no column {', '.join(sorted(missing))}",
            f"there are {', '.join(names)}",
        )
    return mapping


def _spread(source: Source, mapping: FileMapping, folder: Path, count: int, progress: Progress) -> int:
    """Write the rows of a file into the parts of their enterprises; return how many."""
    folder.mkdir()
    key, done = mapping.owner or mapping.id, 0
    pieces = pieces_of(source.path, mapping.sheet)
    first = next(pieces)
    with _Parts(folder, first.schema, count) as parts:
        for piece in chain([first], pieces):
            parts.add(piece, parts_of(piece, source.path, key, count))
            done += len(piece)
            progress(done)
    return done


def parts_of(piece: pa.Table, path: Path, key: str, count: int) -> Ints:
    """Return the part of each row: a hash of its enterprise's id as the reader understands it."""
    ids = texts_of(Sheet(path, piece, np.arange(len(piece))), key).to_pylist()
    return np.fromiter((zlib.crc32(id_.encode()) % count for id_ in ids), np.int64, len(ids))


@dataclass
class _Parts:
    """The files of one kind being written; each row group holds many rows of one part."""

    folder: Path
    schema: pa.Schema
    count: int
    _waiting: dict[int, list[pa.Table]] = field(default_factory=dict)
    _rows: int = 0
    _open: ExitStack = field(default_factory=ExitStack)
    _writers: dict[int, pq.ParquetWriter] = field(default_factory=dict)

    def __enter__(self) -> "_Parts":
        """Open a file for every part, so that every part has one."""
        width = len(str(self.count - 1))
        for number in range(self.count):
            path = self.folder / f"part-{number:0{width}}.parquet"
            writer = pq.ParquetWriter(path, self.schema, compression="zstd", compression_level=1)
            self._writers[number] = self._open.enter_context(writer)
        return self

    def __exit__(self, *_error: object) -> None:
        self._write()
        self._open.close()

    def add(self, piece: pa.Table, parts: Ints) -> None:
        """Take rows in, each for its part."""
        order = np.argsort(parts, kind="stable")
        piece, parts = piece.cast(self.schema).take(pa.array(order)), parts[order]
        numbers, starts, sizes = np.unique(parts, return_index=True, return_counts=True)
        for number, start, size in zip(numbers.tolist(), starts.tolist(), sizes.tolist(), strict=True):
            self._waiting.setdefault(number, []).append(piece.slice(start, size))
        self._rows += len(piece)
        if self._rows >= WAITING:
            self._write()

    def _write(self) -> None:
        for number in sorted(self._waiting):
            self._writers[number].write_table(pa.concat_tables(self._waiting[number]))
        self._waiting.clear()
        self._rows = 0


def _refuse_two_owners(path: Path, folder: Path, mapping: FileMapping) -> None:
    """See that no id stands under two enterprises: its rows would lie in two parts, unseen by each other."""
    id_, owner = (f'trim(CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR))' for name in _ids(mapping))
    with duckdb.connect() as connection:
        connection.read_parquet(f"{glob.escape(str(folder))}/*.parquet").create_view("rows_of_kind")
        query = (
            f"SELECT {id_} FROM rows_of_kind GROUP BY 1 HAVING count(DISTINCT coalesce({owner}, '')) > 1 "  # noqa: S608
            "ORDER BY 1 LIMIT 3"
        )
        found = [row[0] for row in connection.execute(query).fetchall() if row[0]]
    if found:
        names = ", ".join(map(repr, found))
        raise refuse(path, f"{names} stands under two enterprises", "give every row an id of its own")


def _ids(mapping: FileMapping) -> tuple[str, str]:
    return mapping.id, mapping.owner
