"""Writing answers: long (a row for each open or positive answer), compact (a column for each measure).

Everything is built from columns; ids, names, measures and reasons are dictionaries, so a row costs a few
integers. Amounts are exact decimals.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from openpyxl.cell import WriteOnlyCell

from wotu.match.ballot import Ballot
from wotu.match.files import refuse
from wotu.match.files_out import replacing
from wotu.match.outcome import LineOutcome, outcomes
from wotu.match.reasons import Missing
from wotu.match.run import Answers
from wotu.match.table import Bools, Ints
from wotu.rules.quantity import unit_text

Form = Literal["long", "compact"]
PLACES = 4
AMOUNT = pa.decimal128(24, PLACES)
EXCEL_ROWS = 1_048_576
EXCEL_DIGITS = 10**15
STATUS = ("not_entitled", "unknown", "entitled")
WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    {
        "about": WORD, "subject_id": WORD, "name": WORD, "measure": WORD, "version": WORD, "status": WORD,
        "amount_min": AMOUNT, "amount_max": AMOUNT, "unit": WORD, "reduced_by": WORD, "missing": WORD,
    }
)  # fmt: skip


def long_table(answers: Sequence[Answers], ballot: Ballot | None = None) -> pa.Table:
    """Return one row for each subject and measure that is not "not entitled".

    `missing` names the facts that an unknown status, or an open amount, waits for.
    """
    batches = [batch for answer in answers for batch in _long_batches(answer, ballot)]
    return pa.Table.from_batches(batches, SCHEMA).unify_dictionaries()


def _long_batches(answers: Answers, ballot: Ballot | None) -> Iterator[pa.RecordBatch]:
    ids, names = _texts(answers.table.ids), _texts(answers.table.names)
    found = Missing(answers)
    for outcome in outcomes([answers], ballot):
        for line in outcome.lines:
            for rows, part in ((line.rows, _entitled), (line.unknown, _unknown)):
                if len(rows):
                    yield _batch(line, rows, ids, names, part(line, found))


def _texts(texts: Sequence[str]) -> pa.Array:
    return pa.array(texts, pa.string())


def _batch(
    line: LineOutcome, rows: Ints, ids: pa.Array, names: pa.Array, rest: dict[str, pa.Array]
) -> pa.RecordBatch:
    size, index = len(rows), pa.array(rows.astype(np.int32))
    named = pa.DictionaryArray.from_arrays(index, names) if len(names) else _same("", size)
    columns = {
        "about": _same(line.line.about, size),
        "subject_id": pa.DictionaryArray.from_arrays(index, ids),
        "name": named,
        "measure": _same(line.line.measure.id, size),
        "version": _same(line.line.version.id, size),
        "unit": _same(unit_of(line), size),
        **rest,
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _same(text: str, size: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), pa.array([text], pa.string()))


def unit_of(line: LineOutcome) -> str:
    """Return the unit amounts of a line are written in."""
    benefit = line.line.version.benefit
    if benefit.type == "service":
        return ""
    return "%" if benefit.type == "rate" else unit_text(benefit.dimension)


def _entitled(line: LineOutcome, found: Missing) -> dict[str, pa.Array]:
    rules = pa.array(line.rules, pa.string())
    return {
        "status": _same("entitled", len(line.rows)),
        "amount_min": amounts(line.low, line.low_known, unit_size(line)),
        "amount_max": amounts(line.high, line.high_known, unit_size(line)),
        "reduced_by": pa.DictionaryArray.from_arrays(pa.array(line.reduced), rules),
        "missing": found.of_award(line),
    }


def _unknown(line: LineOutcome, found: Missing) -> dict[str, pa.Array]:
    size = len(line.unknown)
    return {
        "status": _same("unknown", size),
        "amount_min": pa.nulls(size, AMOUNT),
        "amount_max": pa.nulls(size, AMOUNT),
        "reduced_by": _same("", size),
        "missing": found.of_unknown(line),
    }


def unit_size(line: LineOutcome) -> Fraction:
    """Return the smallest unit of an award in the unit it is written in: 1/100 yuan, 1/10000 %."""
    return line.line.unit * (100 if line.line.version.benefit.type == "rate" else 1)


def amounts(units: Ints, known: Bools, size: Fraction) -> pa.Array:
    """Return counts of smallest units as exact decimals."""
    factor = size * 10**PLACES
    if factor.denominator != 1:
        raise ValueError(f"awards in units of {size} need more than {PLACES} decimals")
    data = np.zeros((len(units), 2), np.int64)
    limit = ((1 << 63) - 1) // factor.numerator
    if len(units) and max(int(units.max()), -int(units.min())) > limit:
        whole = [int(u) * factor.numerator if k else None for u, k in zip(units, known, strict=True)]
        return pa.array([None if w is None else Decimal(w).scaleb(-PLACES) for w in whole], AMOUNT)
    data[:, 0] = units * factor.numerator
    data[:, 1] = data[:, 0] >> 63
    nulls = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(AMOUNT, len(units), [nulls, pa.py_buffer(data)])


def compact_table(answers: Sequence[Answers], ballot: Ballot | None = None) -> pa.Table:
    """Return one row a subject with a status code for each measure: 2 entitled, 1 unknown, 0 not."""
    tables = []
    for answer in answers:
        columns = {
            "about": _same(answer.table.about, len(answer.table)),
            "subject_id": _texts(answer.table.ids),
            "name": _texts(answer.table.names)
            if len(answer.table.names)
            else pa.array([""] * len(answer.table)),
        }
        columns |= {found.measure.id: pa.array(found.status()) for found in outcomes([answer], ballot)}
        tables.append(pa.table(columns))
    return pa.concat_tables(tables, promote_options="default")


def relation(table: pa.Table, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
    """Return answers as a relation of DuckDB, to be queried in process."""
    return (connection or duckdb.connect()).from_arrow(table)


def write_table(table: pa.Table, path: Path) -> None:
    """Write answers as Parquet, CSV or Excel, by the file's name; whole or not at all.

    Raises:
        PackError: the name has another ending, or the rows do not fit into a sheet.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise refuse(path, f"answers cannot be written as {path.suffix!r}", ".parquet, .csv or .xlsx")
    if writer is _xlsx and table.num_rows >= EXCEL_ROWS:
        raise refuse(
            path,
            f"{table.num_rows:,} rows do not fit into a sheet of Excel, which has {EXCEL_ROWS:,}",
            "write .parquet or .csv",
        )
    with replacing(path) as temporary:
        writer(table, temporary)


def _parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _csv(table: pa.Table, path: Path) -> None:
    """Write UTF-8 with a mark at the front, so that Excel knows it."""
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        pacsv.write_csv(as_written(table), file, pacsv.WriteOptions(quoting_style="needed"))


def as_written(table: pa.Table) -> pa.Table:
    """Return a table with amounts as the shortest exact texts."""
    for position, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            texts = pc.replace_substring_regex(table.column(position).cast(pa.string()), r"\.?0*$", "")
            table = table.set_column(position, field.name, texts)
        elif pa.types.is_dictionary(field.type):
            table = table.set_column(position, field.name, table.column(position).cast(pa.string()))
    return table


def _xlsx(table: pa.Table, path: Path) -> None:
    """Write a sheet; texts stay texts, whatever they begin with, and long numbers keep every digit."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "A2"
    sheet.append(table.column_names)
    for batch in table.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _cell(sheet: "openpyxl.worksheet._write_only.WriteOnlyWorksheet", value: object) -> object:
    if isinstance(value, Decimal):
        value = value.normalize() if abs(value) < EXCEL_DIGITS else format(value.normalize(), "f")
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}
