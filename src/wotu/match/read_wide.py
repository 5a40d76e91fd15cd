"""A wide file: one row a subject, one column a fact (of a year, of a date, in force from a date)."""

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from wotu.match.cells import parse_date
from wotu.match.columns import CREDIT_CODE, Cells, How, read_cells
from wotu.match.drafts import Bad, Draft, required, texts_of, unique_ids
from wotu.match.files import Sheet, refuse
from wotu.match.mapping import FileMapping, Rule
from wotu.match.periods import parse_period, period_slots, reference_period
from wotu.match.table import Bools, Column, to_stored
from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known
from wotu.rules.text import Text
from wotu.rules.vocabulary import DATE, TEXT, Fact, Slot, Vocabulary

DAY = How(Fact("day", Text("日期", "Date"), DATE))
CODE = How(Fact(CREDIT_CODE, Text("统一社会信用代码", "Credit code"), TEXT))


@dataclass(frozen=True)
class Read:
    """A rule with its columns read."""

    rule: Rule
    value: Cells | None
    since: Cells | None = None
    until: Cells | None = None


def draft_wide(sheet: Sheet, mapping: FileMapping, vocabulary: Vocabulary, as_of: dt.date) -> Draft:
    """Read every column of a wide file."""
    ids, bad = unique_ids(sheet, mapping)
    draft = Draft(ids, bad=bad, notes=list(mapping.notes))
    if mapping.name:
        draft.names = texts_of(sheet, mapping.name).to_pylist()
    if mapping.owner:
        draft.owners, missing = required(sheet, mapping.owner, "the enterprise")
        draft.bad += missing
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda rule: _read(sheet, rule), mapping.rules))
        if mapping.credit_code:
            _check_codes(sheet, mapping, draft)
    for read in found:
        _note(draft, read)
    by_fact: dict[str, list[Read]] = {}
    for read in found:
        by_fact.setdefault(read.rule.fact.name, []).append(read)
    for reads in by_fact.values():
        _COLUMNS[reads[0].rule.fact.period](draft, sheet, reads, as_of)
    for name, value in mapping.constants.items():
        draft.columns |= constant_columns(vocabulary[name], value, len(ids), as_of)
    return draft


def _read(sheet: Sheet, rule: Rule) -> Read:
    value = read_cells(sheet.column(rule.column), rule.how) if rule.column else None
    since = read_cells(sheet.column(rule.since), DAY) if rule.since else None
    until = read_cells(sheet.column(rule.until), DAY) if rule.until else None
    return Read(rule, value, since, until)


def _check_codes(sheet: Sheet, mapping: FileMapping, draft: Draft) -> None:
    """Check credit codes that are no fact of their own, as those that are."""
    if not any(
        rule.column == mapping.credit_code and rule.fact.name == CREDIT_CODE for rule in mapping.rules
    ):
        cells = read_cells(sheet.column(mapping.credit_code), CODE)
        draft.bad += [Bad(row, mapping.credit_code, error) for row, error in cells.bad.items()]


def _note(draft: Draft, read: Read) -> None:
    rule = read.rule
    for column, cells in ((rule.column, read.value), (rule.since, read.since), (rule.until, read.until)):
        if cells is not None:
            draft.bad += [Bad(row, column, error) for row, error in cells.bad.items()]
    if read.value is not None and read.value.untranslated:
        count = read.value.untranslated
        draft.notes.append(
            f"{rule.column}: {count} cells have no translation to {rule.fact.name} and are unknown"
        )


def as_column(cells: Cells) -> Column:
    """Return cells as a column of a table."""
    return Column(cells.values, None if cells.known.all() else cells.known, cells.dictionary)


def _put(draft: Draft, sheet: Sheet, slots: Sequence[Slot], column: Column) -> None:
    for slot in slots:
        if slot in draft.columns:
            raise refuse(sheet.path, f"two columns say {slot}", "leave one out")
        draft.columns[slot] = column


def period_number(fact: Fact, period: str, as_of: dt.date) -> int:
    """Return the number of a period written as such, or as so many periods back.

    Raises:
        ValueError: it is neither.
    """
    if period in ("", "0") or period.startswith("-"):
        return reference_period(fact.period, as_of) + int(period or 0)
    return parse_period(fact.period, period)


def _periodic(draft: Draft, sheet: Sheet, reads: list[Read], as_of: dt.date) -> None:
    for read in reads:
        if read.value is None:
            continue
        number = period_number(read.rule.fact, read.rule.period, as_of)
        slots = period_slots(read.rule.fact, number, as_of)
        if number > reference_period(read.rule.fact.period, as_of):
            draft.notes.append(
                f"{read.rule.column} is of {read.rule.period}, which is not over on {as_of}: not counted"
            )
        _put(draft, sheet, slots, as_column(read.value))


def _unchanging(draft: Draft, sheet: Sheet, reads: list[Read], as_of: dt.date) -> None:
    del as_of
    for read in reads:
        if read.value is not None:
            _put(draft, sheet, [Slot(read.rule.fact.name)], as_column(read.value))


def _measured(draft: Draft, sheet: Sheet, reads: list[Read], as_of: dt.date) -> None:
    """Take the latest measurement on or before the date that is known."""
    del sheet
    dated = [(parse_date(r.rule.period) if r.rule.period else as_of, r) for r in reads if r.value is not None]
    for day, read in dated:
        if day > as_of:
            draft.notes.append(f"{read.rule.column} is of {day}, after {as_of}: not counted")
    past = sorted(((day, read) for day, read in dated if day <= as_of), key=lambda pair: pair[0])
    latest: Cells | None = None
    for _, read in reversed(past):
        if read.value is not None:
            latest = read.value if latest is None else filled(latest, read.value)
    if latest is not None:
        draft.columns[Slot(reads[0].rule.fact.name)] = as_column(latest)


def filled(cells: Cells, earlier: Cells) -> Cells:
    """Fill what is unknown from an earlier column."""
    if cells.dictionary is not None and earlier.dictionary is not None:
        words = dict.fromkeys(cells.dictionary + earlier.dictionary)
        place = {word: code for code, word in enumerate(words)}
        cells, earlier = (
            replace(
                c, values=np.array([place[w] for w in c.dictionary or ()])[c.values], dictionary=tuple(words)
            )
            for c in (cells, earlier)
        )
    values = np.where(cells.known, cells.values, earlier.values)
    return Cells(values, cells.known | earlier.known, cells.dictionary)


def _statuses(draft: Draft, sheet: Sheet, reads: list[Read], as_of: dt.date) -> None:
    for read in reads:
        fact, value = read.rule.fact, read.value
        if value is None and read.since is not None and fact.type.kind == "boolean":
            value = Cells(np.ones(len(draft.ids), np.int64), read.since.known)
        if value is None:
            draft.notes.append(f"{read.rule.since or read.rule.until} dates {fact.name}, which has no column")
            continue
        status, began = in_force(fact, value, read.since, read.until, as_of)
        _put(draft, sheet, [Slot(fact.name)], as_column(status))
        if read.since is not None:
            _put(draft, sheet, [Slot(fact.name, began=True)], as_column(began))


def in_force(
    fact: Fact, value: Cells, since: Cells | None, until: Cells | None, as_of: dt.date
) -> tuple[Cells, Cells]:
    """Return what is in force on a date, and since when; the same rules as `periods.slots_of`."""
    day = day_number(as_of)
    nowhere: Bools = np.zeros(len(value.values), np.bool_)
    to_come = nowhere if since is None else since.known & (since.values > day)
    ended = nowhere if until is None else until.known & (until.values < day)
    outside = to_come | ended
    values, known = value.values, value.known
    holds: Bools = known.copy()
    if fact.type.kind == "boolean":
        holds &= values != 0
        known = known & ~(outside & ~holds)
        values = np.where(outside, 0, values)
    else:
        known = known & ~outside
    status = Cells(values, known, value.dictionary)
    if since is None:
        return status, Cells(np.zeros(len(values), np.int64), nowhere)
    return status, Cells(since.values, since.known & holds & ~outside)


def constant_columns(fact: Fact, value: Known, size: int, as_of: dt.date) -> dict[Slot, Column]:
    """Return the columns of a fact that is the same for every row, of the reference period."""
    slots: tuple[Slot, ...] = (Slot(fact.name),)
    if fact.period in ("year", "quarter"):
        slots = period_slots(fact, reference_period(fact.period, as_of), as_of)
    words = (value,) if isinstance(value, str) else None
    stored = 0 if words else to_stored(value, slots[0], {fact.name: fact})
    cells = Cells(np.full(size, stored, np.int64), np.ones(size, np.bool_), words)
    return {slot: as_column(cells) for slot in slots}


_COLUMNS = {
    "year": _periodic, "quarter": _periodic, "once": _unchanging, "at": _measured, "since": _statuses,
}  # fmt: skip
