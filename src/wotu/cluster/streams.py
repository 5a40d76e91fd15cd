"""Files of facts piece by piece, every cell as it stands, for files that are larger than memory."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from wotu.match.files import ENCODINGS, csv_header, open_sheet, refuse, refuse_twins

PIECE = 1 << 16
"""Rows, or at least bytes, read at once."""
BLOCK = 1 << 24
TEXTS = {".csv", ".tsv", ".txt"}


def pieces_of(path: Path, sheet: str = "") -> Iterator[pa.Table]:
    """Yield the rows of a file in pieces, each with all the columns; at least one piece, if it has no rows.

    Raises:
        PackError: the file cannot be read, a column stands twice, or a line of a CSV file has too many or
            too few cells.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet" and path.is_file():
        yield from _parquet(path)
    elif suffix in TEXTS and path.is_file():
        yield from _csv(path)
    else:
        yield open_sheet(path, sheet).data


def rows_about(path: Path) -> int:
    """Return about how many rows a file has, without reading its cells."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return 0
    if suffix == ".parquet":
        with suppress(pa.ArrowInvalid):
            return int(pq.read_metadata(path).num_rows)
    if suffix in TEXTS:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(BLOCK), b""))
    return 0


def _parquet(path: Path) -> Iterator[pa.Table]:
    try:
        with pq.ParquetFile(path) as file:
            refuse_twins(path, file.schema_arrow.names)
            yield file.schema_arrow.empty_table()
            for batch in file.iter_batches(PIECE):
                yield pa.Table.from_batches([batch])
    except pa.ArrowInvalid as error:
        raise refuse(path, f"this is not a Parquet file: {error}") from None


def _csv(path: Path) -> Iterator[pa.Table]:
    encoding = _encoding(path)
    header, delimiter = csv_header(path, encoding)
    options = pacsv.ReadOptions(encoding=encoding.removesuffix("-sig"), block_size=BLOCK)
    parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    convert = pacsv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()))
    names = [name.strip().removeprefix("\ufeff") for name in header]
    refuse_twins(path, names)
    yield pa.table({name: pa.array([], pa.string()) for name in names})
    try:
        with pacsv.open_csv(path, options, parse, convert) as file:
            for batch in file:
                yield pa.Table.from_batches([batch]).rename_columns(names)
    except (pa.ArrowInvalid, csv.Error) as error:
        raise refuse(path, str(error), "mend the line; all lines need as many cells as the header") from None


def _encoding(path: Path) -> str:
    """Return the first encoding the whole file can be read in."""
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError), path.open(encoding=encoding, newline="") as file:
            while file.read(BLOCK):
                pass
            return encoding
    raise refuse(path, "the encoding is neither UTF-8 nor GB 18030", "save it as UTF-8")
