"""Opening the files people have: CSV in any usual encoding, Excel, Parquet, as one Arrow table."""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from wotu.match.cells import as_text
from wotu.match.table import Ints
from wotu.rules.problems import PackError, Place, Problem

ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in this order: what programs write, and what Chinese Excel writes."""


@dataclass(frozen=True)
class Ragged:
    """A line of a CSV file with too many or too few cells."""

    number: int
    text: str
    problem: str


@dataclass(frozen=True)
class Sheet:
    """The rows of a file. `numbers` are the rows' places in it as a person counts them."""

    path: Path
    data: pa.Table
    numbers: Ints
    ragged: tuple[Ragged, ...] = ()

    def column(self, name: str) -> pa.Array:
        """Return one column in one piece."""
        found = self.data.column(name).combine_chunks()
        return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def refuse(path: Path, message: str, hint: str = "") -> PackError:
    """Return the error that a file as a whole cannot be read."""
    return PackError([Problem(Place(path), message, hint)])


def open_sheet(path: Path, sheet: str = "") -> Sheet:
    """Read a file whole.

    Args:
        path: a `.csv`, `.tsv`, `.txt`, `.xlsx`, `.xlsm` or `.parquet` file.
        sheet: the sheet of an Excel file; the first if not given.

    Raises:
        PackError: the file is missing or is not what its name says.
    """
    if not path.is_file():
        raise refuse(path, "there is no such file")
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        raise refuse(path, f"files that end in {path.suffix!r} cannot be read", ".csv, .xlsx or .parquet")
    found = opener(path, sheet)
    refuse_twins(path, found.data.column_names)
    return found


def refuse_twins(path: Path, names: Sequence[str]) -> None:
    """See that no column stands twice."""
    for name in names:
        if names.count(name) > 1:
            raise refuse(path, f"the column {name!r} stands twice", "give each column a name of its own")


def _parquet(path: Path, _sheet: str) -> Sheet:
    try:
        data = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise refuse(path, f"this is not a Parquet file: {error}") from None
    return Sheet(path, data, np.arange(1, data.num_rows + 1))


def _csv(path: Path, _sheet: str) -> Sheet:
    for encoding in ENCODINGS:
        try:
            header, delimiter = csv_header(path, encoding)
            return _csv_as(path, encoding, header, delimiter)
        except UnicodeDecodeError:
            continue
        except pa.ArrowInvalid as error:
            if "UTF8" not in str(error):
                raise refuse(path, str(error)) from None
    raise refuse(path, "the encoding is neither UTF-8 nor GB 18030", "save it as UTF-8")


def csv_header(path: Path, encoding: str) -> tuple[list[str], str]:
    """Return the names in the first line of a CSV file, and what stands between them.

    Raises:
        PackError: there are none.
    """
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
    delimiter = max(",\t;", key=first.count)
    names = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    if not any(name.strip() for name in names):
        raise refuse(path, "the file is empty", "the first line names the columns")
    return names, delimiter


def _csv_as(path: Path, encoding: str, header: list[str], delimiter: str) -> Sheet:
    """Read all cells as text; lines with the wrong number of cells are kept aside."""
    ragged: list[Ragged] = []

    def set_aside(row: pacsv.InvalidRow) -> str:
        problem = f"{row.actual_columns} cells where the header names {row.expected_columns}"
        ragged.append(Ragged(row.number or 0, row.text, problem))
        return "skip"

    def read(*, threads: bool) -> pa.Table:
        ragged.clear()
        table = pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(encoding=encoding.removesuffix("-sig"), use_threads=threads),
            parse_options=pacsv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=set_aside
            ),
            convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(header, pa.string())),
        )
        return table.rename_columns([name.strip().removeprefix("\ufeff") for name in table.column_names])

    data = read(threads=True)
    if ragged:
        data = read(threads=False)
    everyone = np.arange(2, data.num_rows + len(ragged) + 2)
    numbers = np.setdiff1d(everyone, [line.number for line in ragged], assume_unique=True)
    return Sheet(path, data, numbers, tuple(ragged))


def _excel(path: Path, sheet: str) -> Sheet:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations a reader of values can do without
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            return _sheet_of(path, book, sheet)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise refuse(path, f"this is not an Excel workbook: {error}", "save it as .xlsx") from None


def _sheet_of(path: Path, book: openpyxl.Workbook, sheet: str) -> Sheet:
    if sheet and sheet not in book.sheetnames:
        raise refuse(path, f"there is no sheet {sheet!r}", f"one of {', '.join(book.sheetnames)}")
    rows = _filled_rows(book[sheet] if sheet else book.worksheets[0])
    _, header = next(rows, (0, []))
    while header and not header[-1]:
        header.pop()
    if not header:
        raise refuse(path, "the sheet is empty", "the first row names the columns")
    width = len(header)
    numbers, cells = [], []
    for number, row in rows:
        numbers.append(number)
        cells.append((row + [""] * width)[:width])
    book.close()
    columns = list(zip(*cells, strict=True)) or [()] * width
    data = pa.table([pa.array(column, pa.string()) for column in columns], names=header)
    return Sheet(path, data, np.array(numbers, dtype=np.int64))


def _filled_rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that say anything, with their numbers; dates and numbers as a person writes them."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [as_text(cell).strip() for cell in row]
        if any(texts):
            yield number, texts


_OPENERS: dict[str, Callable[[Path, str], Sheet]] = {
    ".csv": _csv, ".tsv": _csv, ".txt": _csv, ".parquet": _parquet, ".xlsx": _excel, ".xlsm": _excel,
}  # fmt: skip
