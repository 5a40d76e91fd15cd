"""Reading a file of facts into a table, exactly; rows that cannot be read are set aside with the reason."""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from wotu.match.drafts import Bad, Draft
from wotu.match.files import Sheet, open_sheet
from wotu.match.files_out import replacing
from wotu.match.mapping import FileMapping, default_mapping, read_mapping
from wotu.match.read_long import draft_long
from wotu.match.read_wide import draft_wide
from wotu.match.table import Table
from wotu.rules.problems import PackError, Place, Problem, did_you_mean
from wotu.rules.vocabulary import About, Vocabulary

OPTIONAL_LONG = ("period", "until", "source")
SHOWN = 80
OF_DAY = "wotu.on"
"""In the notes of a Parquet file: the day its cells are of, where they are of one."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cell that kept a row out: where, what stands there, what is wrong, how to mend it."""

    row: int
    field: str
    value: str
    problem: str
    fix: str

    def __str__(self) -> str:
        fix = f" ({self.fix})" if self.fix else ""
        return f"row {self.row}, {self.field}: {self.problem}{fix}"


@dataclass(frozen=True)
class Reading:
    """What a file gave: the table, what was kept out, and what a reader should know.

    `sheet` keeps only the rows set aside, as they were; `rows` is how many the file has.
    """

    table: Table
    sheet: Sheet
    rejected: tuple[Rejection, ...]
    notes: tuple[str, ...]
    rows: int

    @property
    def rejected_rows(self) -> int:
        """How many of them were set aside."""
        return len({rejection.row for rejection in self.rejected})

    def write_rejected(self, path: Path) -> None:
        """Write the rows set aside, every cell as it was, with what is wrong and how to mend it."""
        _write_rejected(self, path)


def read_facts(
    path: Path,
    vocabulary: Vocabulary,
    as_of: dt.date,
    mapping: Path | None = None,
    about: About | None = None,
) -> Reading:
    """Read a CSV, Excel or Parquet file of facts.

    Args:
        path: the file.
        vocabulary: the facts there are.
        as_of: the date the facts are resolved for.
        mapping: a mapping file; the columns' own names count if not given.
        about: whose rows they are, where no mapping says it.

    Raises:
        PackError: the file or the mapping as a whole cannot be used.
    """
    if mapping:
        chosen = read_mapping(mapping, vocabulary)
        sheet = open_sheet(path, chosen.sheet)
        _check_columns(sheet, chosen)
    else:
        sheet = open_sheet(path)
        chosen = _by_own_names(sheet, vocabulary, about)
    if chosen.layout == "long":
        draft = draft_long(sheet, chosen, vocabulary, as_of)
    else:
        draft = _without_bad_rows(draft_wide(sheet, chosen, vocabulary, as_of))
    notes = (
        *draft.notes,
        *_unused(sheet, chosen, given=mapping is not None),
        *_of_another_day(sheet, as_of),
    )
    table = Table(chosen.about, draft.ids, draft.columns, draft.owners, draft.names)
    rejected = tuple(_rejections(sheet, draft.bad))
    return Reading(
        table, _bad_rows(sheet, draft.bad), rejected, notes, len(sheet.numbers) + len(sheet.ragged)
    )


def _bad_rows(sheet: Sheet, bad: Sequence[Bad]) -> Sheet:
    """Let go of the rows that were read: a large file need not stay in memory twice."""
    rows = np.unique(np.array([b.row for b in bad], dtype=np.int64))
    return Sheet(sheet.path, sheet.data.take(pa.array(rows)), sheet.numbers[rows], sheet.ragged)


def _by_own_names(sheet: Sheet, vocabulary: Vocabulary, about: About | None) -> FileMapping:
    try:
        return default_mapping(sheet.data.column_names, vocabulary, about)
    except PackError as error:
        raise PackError(Problem(Place(sheet.path), p.message, p.hint) for p in error.problems) from None


def _check_columns(sheet: Sheet, mapping: FileMapping) -> None:
    names = sheet.data.column_names
    optional = {mapping.long.get(key, "") for key in OPTIONAL_LONG} | mapping.ignore
    problems = [
        Problem(
            mapping.place or Place(),
            f"there is no column {column!r} in {sheet.path.name}",
            did_you_mean(column, names) or f"there are {', '.join(names)}",
        )
        for column in sorted(mapping.columns() - set(names) - optional)
    ]
    if problems:
        raise PackError(problems)


def _unused(sheet: Sheet, mapping: FileMapping, *, given: bool) -> Iterator[str]:
    rest = [name for name in sheet.data.column_names if name not in mapping.columns()]
    if given and rest:
        yield f"not used: {', '.join(rest)}"


def _of_another_day(sheet: Sheet, as_of: dt.date) -> Iterator[str]:
    day = (sheet.data.schema.metadata or {}).get(OF_DAY.encode(), b"").decode()
    if day not in ("", as_of.isoformat()):
        yield f"the facts are those of {day}: what began, ended or was found out until {as_of} is not in them"


def _without_bad_rows(draft: Draft) -> Draft:
    if not draft.bad:
        return draft
    keep = np.ones(len(draft.ids), np.bool_)
    keep[[bad.row for bad in draft.bad]] = False
    rows = np.flatnonzero(keep)

    def some(texts: Sequence[str]) -> list[str]:
        return [texts[row] for row in rows.tolist()] if texts else []

    columns = {slot: column.take(rows) for slot, column in draft.columns.items()}
    return Draft(some(draft.ids), some(draft.names), some(draft.owners), columns, draft.bad, draft.notes)


def _rejections(sheet: Sheet, bad: Sequence[Bad]) -> list[Rejection]:
    found = [
        Rejection(int(sheet.numbers[b.row]), b.field, _shown(sheet, b), b.error.problem, b.error.fix)
        for b in bad
    ]
    found += [
        Rejection(
            line.number, "", line.text[:SHOWN], line.problem, "put quotes round a cell with a comma in it"
        )
        for line in sheet.ragged
    ]
    return sorted(found, key=lambda rejection: rejection.row)


def _shown(sheet: Sheet, bad: Bad) -> str:
    value = sheet.data.column(bad.field)[bad.row].as_py()
    return "" if value is None else str(value)[:SHOWN]


def _write_rejected(reading: Reading, path: Path) -> None:
    by_row: dict[int, list[Rejection]] = {}
    for rejection in reading.rejected:
        by_row.setdefault(rejection.row, []).append(rejection)
    sheet = reading.sheet
    index = {int(number): row for row, number in enumerate(sheet.numbers.tolist())}
    whole = [number for number in by_row if number in index]
    cells = sheet.data.take(pa.array([index[number] for number in whole], pa.int64())).to_pylist()
    originals: dict[int, list[object]] = {n: list(row.values()) for n, row in zip(whole, cells, strict=True)}
    ragged = {line.number: line.text for line in sheet.ragged}
    header = [*sheet.data.column_names, "_row", "_field", "_value", "_problem", "_fix"]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, problems in by_row.items():
            blank = [ragged.get(number, ""), *[""] * (len(sheet.data.column_names) - 1)]
            why = [
                " | ".join(getattr(p, part) for p in problems)
                for part in ("field", "value", "problem", "fix")
            ]
            writer.writerow([*originals.get(number, blank), number, *why])
