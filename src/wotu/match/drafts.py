"""What reading a file collects before anything is kept or set aside."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wotu.match.cells import CellError
from wotu.match.columns import as_texts
from wotu.match.files import Sheet
from wotu.match.mapping import FileMapping
from wotu.match.table import Column, Ints
from wotu.rules.vocabulary import Slot


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be read: the index of its row, its column, and why."""

    row: int
    field: str
    error: CellError


@dataclass
class Draft:
    """Subjects with their columns; `bad` rows of the file are still among a wide file's subjects."""

    ids: list[str]
    names: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    columns: dict[Slot, Column] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def texts_of(sheet: Sheet, column: str) -> pa.Array:
    """Return a column as trimmed texts; nothing is the empty text."""
    return pc.fill_null(as_texts(sheet.column(column)), "")


def required(sheet: Sheet, column: str, what: str) -> tuple[list[str], list[Bad]]:
    """Return a column that must be filled, and the rows where it is not."""
    texts = texts_of(sheet, column)
    empty = np.flatnonzero(pc.equal(texts, "").to_numpy(zero_copy_only=False))
    error = CellError(f"{what} is missing", f"fill in {column}")
    return texts.to_pylist(), [Bad(row, column, error) for row in empty.tolist()]


def unique_ids(sheet: Sheet, mapping: FileMapping) -> tuple[list[str], list[Bad]]:
    """Return the subjects' ids; where one stands twice, the later row is wrong."""
    ids, bad = required(sheet, mapping.id, "the id")
    encoded = pa.array(ids, pa.string()).dictionary_encode()
    codes: Ints = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    first = first_of(codes, len(encoded.dictionary))
    for row in np.flatnonzero(first[codes] != np.arange(len(codes))).tolist():
        if ids[row]:
            at = int(sheet.numbers[first[codes[row]]])
            error = CellError(f"{ids[row]!r} stands in row {at} already", "keep one row a subject")
            bad.append(Bad(row, mapping.id, error))
    return ids, bad


def first_of(codes: Ints, count: int) -> Ints:
    """Return for each code the first place it stands at."""
    first = np.zeros(count, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
