"""A long file: one row a subject, fact and period."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from wotu.match.cells import CellError, parse_date
from wotu.match.columns import Cells, How, read_cells
from wotu.match.drafts import Bad, Draft, first_of, required, texts_of
from wotu.match.files import Sheet
from wotu.match.mapping import FileMapping, unknown_column
from wotu.match.periods import period_slots
from wotu.match.read_wide import as_column, constant_columns, filled, in_force, period_number
from wotu.match.table import Bools, Ints
from wotu.rules.vocabulary import Slot, Vocabulary

NEVER = np.iinfo(np.int64).min


@dataclass
class Rows:
    """The rows about one fact: where they stand, whom they are about, and what they say of when."""

    how: How
    rows: Ints
    subjects: Ints
    cells: Cells
    periods: list[str]
    period_codes: Ints
    untils: list[str]
    until_codes: Ints

    def keep(self, mask: Bools) -> "Rows":
        """Return some of the rows."""
        cells = Cells(self.cells.values[mask], self.cells.known[mask], self.cells.dictionary)
        return replace(
            self, rows=self.rows[mask], subjects=self.subjects[mask], cells=cells,
            period_codes=self.period_codes[mask], until_codes=self.until_codes[mask],
        )  # fmt: skip


@dataclass(frozen=True)
class Span:
    """When the rows of a status begin and end, as day numbers; NEVER where it is not said."""

    since: Ints
    until: Ints


def draft_long(sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, as_of: dt.date) -> Draft:
    """Read every row of a long file; a row that cannot be read says nothing, the others go on."""
    subjects, bad = required(sheet, mapping.id, "the subject")
    encoded = pa.array(subjects, pa.string()).dictionary_encode()
    codes: Ints = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    ids = encoded.dictionary.to_pylist()
    draft = Draft(ids, bad=bad, notes=list(mapping.notes))
    first = first_of(codes, len(ids))
    if mapping.name:
        draft.names = texts_of(sheet, mapping.name).take(pa.array(first)).to_pylist()
    if mapping.owner:
        draft.owners = texts_of(sheet, mapping.owner).take(pa.array(first)).to_pylist()
    for rows in _by_fact(sheet, mapping, vocabulary, codes, draft):
        _COLUMNS[rows.how.fact.period](sheet, mapping, draft, rows, as_of)
    for name, value in mapping.constants.items():
        draft.columns |= constant_columns(vocabulary[name], value, len(ids), as_of)
    return _without_nameless(draft)


def _without_nameless(draft: Draft) -> Draft:
    """Leave out the subject that all rows without one share."""
    if "" not in draft.ids:
        return draft
    keep = np.flatnonzero(np.array(draft.ids, dtype=object) != "")

    def some(texts: list[str]) -> list[str]:
        return [texts[i] for i in keep.tolist()] if texts else texts

    columns = {slot: column.take(keep) for slot, column in draft.columns.items()}
    return Draft(some(draft.ids), some(draft.names), some(draft.owners), columns, draft.bad, draft.notes)


def _by_fact(
    sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, codes: Ints, draft: Draft
) -> Iterator[Rows]:
    encoded = texts_of(sheet, mapping.long["fact"]).dictionary_encode()
    of_row = encoded.indices.to_numpy(zero_copy_only=False)
    value = sheet.column(mapping.long["value"])
    periods, period_codes = _encoded(sheet, mapping.long.get("period", ""))
    untils, until_codes = _encoded(sheet, mapping.long.get("until", ""))
    aliases = {rule.column: rule.how for rule in mapping.rules}
    for code, word in enumerate(encoded.dictionary.to_pylist()):
        how = aliases.get(word) or (How(vocabulary[word]) if word in vocabulary else None)
        rows = np.flatnonzero(of_row == code)
        if how is None:
            draft.notes.append(
                f"{len(rows)} rows: {unknown_column(word, vocabulary).replace('column ', '', 1)}"
            )
            continue
        cells = read_cells(value.take(pa.array(rows)), how)
        draft.bad += [Bad(int(rows[i]), mapping.long["value"], error) for i, error in cells.bad.items()]
        if cells.untranslated:
            draft.notes.append(f"{word}: {cells.untranslated} cells have no translation and are unknown")
        found = Rows(how, rows, codes[rows], cells, periods, period_codes[rows], untils, until_codes[rows])
        yield found.keep(cells.known)


def _encoded(sheet: Sheet, column: str) -> tuple[list[str], Ints]:
    if column not in sheet.data.column_names:
        return [""], np.zeros(sheet.data.num_rows, np.int64)
    encoded = texts_of(sheet, column).dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _numbers(
    words: list[str], codes: Ints, read: Callable[[str], int], empty: int
) -> tuple[Ints, dict[int, CellError]]:
    """Read each distinct time that these rows use once."""
    numbers, wrong = np.full(len(words), empty, np.int64), {}
    for code in np.unique(codes).tolist():
        if words[code]:
            try:
                numbers[code] = read(words[code])
            except CellError as error:
                wrong[code] = error
            except ValueError as error:
                wrong[code] = CellError(str(error), "")
    return numbers[codes], wrong


def _timed(
    draft: Draft, rows: Rows, column: str, read: Callable[[str], int], empty: int
) -> tuple[Rows, Ints]:
    """Return the rows whose period can be read, and the periods."""
    numbers, wrong = _numbers(rows.periods, rows.period_codes, read, empty)
    if not wrong:
        return rows, numbers
    failed = np.isin(rows.period_codes, list(wrong))
    for i in np.flatnonzero(failed).tolist():
        draft.bad.append(Bad(int(rows.rows[i]), column, wrong[int(rows.period_codes[i])]))
    return rows.keep(~failed), numbers[~failed]


def _periodic(sheet: Sheet, mapping: FileMapping, draft: Draft, rows: Rows, as_of: dt.date) -> None:
    fact, column = rows.how.fact, mapping.long.get("period", "period")
    rows, numbers = _timed(
        draft, rows, column, lambda text: period_number(fact, text, as_of), period_number(fact, "", as_of)
    )
    for number in np.unique(numbers).tolist():
        cells = _scattered(sheet, mapping, draft, rows.keep(numbers == number))
        for slot in period_slots(fact, number, as_of):
            draft.columns[slot] = as_column(cells)


def _once(sheet: Sheet, mapping: FileMapping, draft: Draft, rows: Rows, as_of: dt.date) -> None:
    del as_of
    draft.columns[Slot(rows.how.fact.name)] = as_column(_scattered(sheet, mapping, draft, rows))


def _scattered(sheet: Sheet, mapping: FileMapping, draft: Draft, rows: Rows) -> Cells:
    """Give each subject its value; a later row that says something else about the same is wrong."""
    first = first_of(rows.subjects, len(draft.ids))[rows.subjects]
    for i in np.flatnonzero(rows.cells.values[first] != rows.cells.values).tolist():
        at = int(sheet.numbers[rows.rows[first[i]]])
        error = CellError(f"row {at} says something else of the same fact and period", "keep one of them")
        draft.bad.append(Bad(int(rows.rows[i]), mapping.long["value"], error))
    return _placed(rows, first, len(draft.ids))


def _placed(rows: Rows, chosen: Ints, size: int) -> Cells:
    """Return the cells of all subjects, from one chosen row of each that has any."""
    values, known = np.zeros(size, rows.cells.values.dtype), np.zeros(size, np.bool_)
    values[rows.subjects[chosen]] = rows.cells.values[chosen]
    known[rows.subjects[chosen]] = True
    return Cells(values, known, rows.cells.dictionary)


def _day(text: str) -> int:
    return (parse_date(text) - dt.date(1970, 1, 1)).days


def _measured(sheet: Sheet, mapping: FileMapping, draft: Draft, rows: Rows, as_of: dt.date) -> None:
    del sheet
    today = _day(as_of.isoformat())
    rows, days = _timed(draft, rows, mapping.long.get("period", "period"), _day, today)
    rows, days = rows.keep(days <= today), days[days <= today]
    order = np.argsort(days, kind="stable")
    draft.columns[Slot(rows.how.fact.name)] = as_column(_placed(rows, order, len(draft.ids)))


def _statuses(sheet: Sheet, mapping: FileMapping, draft: Draft, rows: Rows, as_of: dt.date) -> None:
    """Per subject: the status begun last, else one without a date, else one that is still to come."""
    del sheet
    fact, today, size = rows.how.fact, _day(as_of.isoformat()), len(draft.ids)
    rows, since = _timed(draft, rows, mapping.long.get("period", "period"), _day, NEVER)
    until, wrong = _numbers(rows.untils, rows.until_codes, _day, NEVER)
    for i in np.flatnonzero(np.isin(rows.until_codes, list(wrong))).tolist():
        error = wrong[int(rows.until_codes[i])]
        draft.bad.append(Bad(int(rows.rows[i]), mapping.long["until"], error))
    good = ~np.isin(rows.until_codes, list(wrong))
    rows, since, until = rows.keep(good), since[good], until[good]
    rank = np.where(since == NEVER, 1, np.where(since <= today, 2, np.where(rows.cells.values != 0, 0, -1)))
    now, start = _chosen(rows, np.lexsort((since, rank)), Span(since, until), size, as_of)
    undated = np.flatnonzero(since == NEVER)
    if len(undated):
        other, _ = _chosen(rows, undated, Span(since, until), size, as_of)
        now = filled(now, other)
    draft.columns[Slot(fact.name)] = as_column(now)
    draft.columns[Slot(fact.name, began=True)] = as_column(start)


def _chosen(rows: Rows, order: Ints, span: Span, size: int, as_of: dt.date) -> tuple[Cells, Cells]:
    """Take each subject's last row in this order, and what of it is in force."""
    began, ended = (_days_placed(rows, order, days, size) for days in (span.since, span.until))
    return in_force(rows.how.fact, _placed(rows, order, size), began, ended, as_of)


def _days_placed(rows: Rows, order: Ints, days: Ints, size: int) -> Cells:
    values = np.full(size, NEVER)
    values[rows.subjects[order]] = days[order]
    return Cells(values, values != NEVER)


_COLUMNS = {
    "year": _periodic, "quarter": _periodic, "once": _once, "at": _measured, "since": _statuses,
}  # fmt: skip
