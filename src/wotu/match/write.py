"""Writing answers: long (a row for each open or positive answer), compact (a column for each measure).

Everything is built from columns; ids, names, measures and reasons are dictionaries, so a row costs a few
integers. Amounts are exact decimals.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
MANY = ("subject_id", "name")
"""Columns that say something else in nearly every row: a dictionary in the file would only cost time."""
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
    return pa.Table.from_batches(list(long_batches(answers, ballot)), SCHEMA)


def long_batches(answers: Sequence[Answers], ballot: Ballot | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `long_table`, measure by measure."""
    for answer in answers:
        ids, names = _texts(answer.table.ids), _texts(answer.table.names)
        found, blank = Missing(answer), _Blank(len(answer.table))
        for outcome in outcomes([answer], ballot):
            for line in outcome.lines:
                for rows, part in ((line.rows, _entitled), (line.unknown, _unknown)):
                    if len(rows):
                        yield _batch(line, rows, (ids, names), part(line, found, blank), blank)


class _Blank:
    """Columns that say the same in every row; all share one piece of memory."""

    def __init__(self, size: int) -> None:
        self._codes, self._nulls = pa.array(np.zeros(size, np.int32)), pa.nulls(size, AMOUNT)

    def same(self, text: str, size: int) -> pa.DictionaryArray:
        """Return one text in every row."""
        return pa.DictionaryArray.from_arrays(self._codes.slice(0, size), pa.array([text], pa.string()))

    def nothing(self, size: int) -> pa.Array:
        """Return no amount in every row."""
        return self._nulls.slice(0, size)


def _texts(texts: Sequence[str]) -> pa.Array:
    return pa.array(texts, pa.string())


def _batch(
    line: LineOutcome, rows: Ints, named: tuple[pa.Array, pa.Array], rest: dict[str, pa.Array], blank: _Blank
) -> pa.RecordBatch:
    size, index = len(rows), pa.array(rows.astype(np.int32))
    ids, names = named
    columns = {
        "about": blank.same(line.line.about, size),
        "subject_id": pa.DictionaryArray.from_arrays(index, ids),
        "name": pa.DictionaryArray.from_arrays(index, names) if len(names) else blank.same("", size),
        "measure": blank.same(line.line.measure.id, size),
        "version": blank.same(line.line.version.id, size),
        "unit": blank.same(unit_of(line), size),
        **rest,
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def unit_of(line: LineOutcome) -> str:
    """Return the unit amounts of a line are written in."""
    benefit = line.line.version.benefit
    if benefit.type == "service":
        return ""
    return "%" if benefit.type == "rate" else unit_text(benefit.dimension)


def _entitled(line: LineOutcome, found: Missing, blank: _Blank) -> dict[str, pa.Array]:
    size, rules = len(line.rows), pa.array(line.rules, pa.string())
    changed = pa.DictionaryArray.from_arrays(pa.array(line.reduced), rules)
    return {
        "status": blank.same("entitled", size),
        "amount_min": amounts(line.low, line.low_known, unit_size(line)),
        "amount_max": amounts(line.high, line.high_known, unit_size(line)),
        "reduced_by": changed if line.reduced.any() else blank.same("", size),
        "missing": found.of_award(line),
    }


def _unknown(line: LineOutcome, found: Missing, blank: _Blank) -> dict[str, pa.Array]:
    size = len(line.unknown)
    return {
        "status": blank.same("unknown", size),
        "amount_min": blank.nothing(size),
        "amount_max": blank.nothing(size),
        "reduced_by": blank.same("", size),
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
            "about": pa.array(np.full(len(answer.table), answer.table.about)),
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


def write_answers(
    path: Path, answers: Sequence[Answers], ballot: Ballot | None = None, form: Form = "long"
) -> int:
    """Write answers as Parquet, CSV or Excel, by the file's name; whole or not at all.

    Returns:
        How many rows were written.

    Raises:
        PackError: the name has another ending, or the rows do not fit into a sheet.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise refuse(path, f"answers cannot be written as {path.suffix!r}", ".parquet, .csv or .xlsx")
    if form == "long":
        schema, batches = SCHEMA, long_batches(answers, ballot)
    else:
        table = compact_table(answers, ballot)
        schema, batches = table.schema, iter(table.to_batches())
    with replacing(path) as temporary:
        return writer(schema, batches, temporary)


def write_parquet(
    path: Path, answers: Sequence[Answers], ballot: Ballot | None, notes: Mapping[str, str]
) -> int:
    """Write answers in long form as Parquet with notes in its foot; whole or not at all."""
    with replacing(path) as temporary:
        return _parquet(SCHEMA, long_batches(answers, ballot), temporary, notes)


def _parquet(
    schema: pa.Schema, batches: Iterator[pa.RecordBatch], path: Path, notes: Mapping[str, str] | None = None
) -> int:
    rows, few = 0, [name for name in schema.names if name not in MANY]
    options = {"compression": "zstd", "compression_level": 1, "use_dictionary": few, "write_statistics": few}
    with pq.ParquetWriter(path, schema, **options) as file:
        for batch in batches:
            file.write_batch(batch)
            rows += batch.num_rows
        if notes:
            file.add_key_value_metadata(dict(notes))
    return rows


def _csv(schema: pa.Schema, batches: Iterator[pa.RecordBatch], path: Path) -> int:
    """Write UTF-8 with a mark at the front, so that Excel knows it."""
    rows = 0
    plain = as_written(schema.empty_table()).schema
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        with pacsv.CSVWriter(file, plain, write_options=pacsv.WriteOptions(quoting_style="needed")) as out:
            for batch in batches:
                out.write_table(as_written(pa.Table.from_batches([batch])))
                rows += batch.num_rows
    return rows


def as_written(table: pa.Table) -> pa.Table:
    """Return a table with amounts as the shortest exact texts."""
    for position, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            texts = pc.replace_substring_regex(table.column(position).cast(pa.string()), r"\.?0*$", "")
            table = table.set_column(position, field.name, texts)
        elif pa.types.is_dictionary(field.type):
            table = table.set_column(position, field.name, table.column(position).cast(pa.string()))
    return table


def _xlsx(schema: pa.Schema, batches: Iterator[pa.RecordBatch], path: Path) -> int:
    """Write a sheet; texts stay texts, whatever they begin with, and long numbers keep every digit."""
    parts = list(batches)
    rows: int = sum(batch.num_rows for batch in parts)
    if rows >= EXCEL_ROWS:
        message = f"{rows:,} rows do not fit into a sheet of Excel, which has {EXCEL_ROWS:,}"
        raise refuse(path, message, "write .parquet or .csv")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "A2"
    sheet.append(schema.names)
    for batch in parts:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append([_cell(sheet, value) for value in row])
    book.save(path)
    return rows


def _cell(sheet: "openpyxl.worksheet._write_only.WriteOnlyWorksheet", value: object) -> object:
    if isinstance(value, Decimal):
        value = value.normalize() if abs(value) < EXCEL_DIGITS else format(value.normalize(), "f")
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


Writer = Callable[[pa.Schema, Iterator[pa.RecordBatch], Path], int]
WRITERS: dict[str, Writer] = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}
