"""Facts of many subjects in columns: the wide table a match runs over.

A column holds integers: numbers in the fact's stored unit (fen, millionths, …), dates as day numbers,
truth values as 0/1, texts as codes into a dictionary. `known` marks what is known; where it is False
the integer means nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from wotu.rules.evaluate import Facts, Known, plain
from wotu.rules.vocabulary import About, Slot, Vocabulary

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One fact cell of every subject. `known` is None when nothing is unknown."""

    values: npt.NDArray[np.integer[npt.NBitBase]]
    known: Bools | None = None
    dictionary: tuple[str, ...] | None = None

    @cached_property
    def bound(self) -> int:
        """The largest absolute value stored."""
        return max(abs(int(self.values.max())), abs(int(self.values.min()))) if len(self.values) else 0

    @cached_property
    def known_bits(self) -> npt.NDArray[np.uint8]:
        """`known`, packed eight rows a byte."""
        return np.packbits(np.ones(len(self.values), np.bool_) if self.known is None else self.known)

    def take(self, rows: Ints) -> "Column":
        """Return the column for some rows."""
        known = None if self.known is None else self.known[rows]
        return Column(self.values[rows], known, self.dictionary)


@dataclass(frozen=True)
class Table:
    """Subjects of one kind and what is known about each.

    `owners` gives for every row the id of the enterprise it belongs to; for enterprises their own.
    """

    about: About
    ids: Sequence[str]
    columns: Mapping[Slot, Column]
    owners: Sequence[str] = ()
    names: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def owner_ids(self) -> Sequence[str]:
        """Return the enterprise each row belongs to."""
        return self.owners if len(self.owners) else self.ids

    def facts_of(self, row: int, vocabulary: Vocabulary) -> dict[Slot, Known]:
        """Return one subject's facts in base units, as the single-subject path takes them."""
        facts: dict[Slot, Known] = {}
        for slot, column in self.columns.items():
            if column.known is None or column.known[row]:
                facts[slot] = _from_stored(int(column.values[row]), slot, column, vocabulary)
        return facts


def _from_stored(stored: int, slot: Slot, column: Column, vocabulary: Vocabulary) -> Known:
    fact = vocabulary[slot.fact]
    if column.dictionary is not None:
        return column.dictionary[stored]
    if fact.type.kind == "number" and not slot.began:
        return plain(stored * fact.scale)
    return bool(stored) if fact.type.kind == "boolean" and not slot.began else stored


def with_owner_facts(rows: Table, enterprises: Table) -> Table:
    """Give every project, person or site the facts of the enterprise it belongs to.

    Rows whose owner is not among the enterprises know nothing about it.
    """
    position = {id_: index for index, id_ in enumerate(enterprises.ids)}
    index = np.array([position.get(owner, -1) for owner in rows.owner_ids()], dtype=np.int64)
    found = index >= 0
    joined: dict[Slot, Column] = {}
    if len(enterprises):
        for slot, column in enterprises.columns.items():
            taken = column.take(np.where(found, index, 0))
            known = found if taken.known is None else found & taken.known
            joined[slot] = Column(taken.values, known, taken.dictionary)
    return Table(rows.about, rows.ids, {**joined, **rows.columns}, rows.owners, rows.names)


@dataclass
class Builder:
    """Collects cells row by row; slow and simple, for small tables and single subjects."""

    vocabulary: Vocabulary
    rows: list[Facts] = field(default_factory=list)

    def table(self, about: About, ids: Sequence[str], owners: Sequence[str] = ()) -> Table:
        """Return the table of the collected rows."""
        slots = sorted({slot for row in self.rows for slot in row})
        return Table(about, ids, {slot: self._column(slot) for slot in slots}, owners)

    def _column(self, slot: Slot) -> Column:
        fact = self.vocabulary[slot.fact]
        cells = [row.get(slot) for row in self.rows]
        known = np.array([cell is not None for cell in cells], dtype=np.bool_)
        if fact.type.kind == "text" and not slot.began:
            dictionary = tuple(sorted({str(cell) for cell in cells if cell is not None}))
            codes = {text: code for code, text in enumerate(dictionary)}
            values = [0 if cell is None else codes[str(cell)] for cell in cells]
            return Column(np.array(values, dtype=np.int64), known, dictionary or ("",))
        values = [0 if cell is None else to_stored(cell, slot, self.vocabulary) for cell in cells]
        return Column(np.array(values, dtype=np.int64), known)


def to_stored(value: Known, slot: Slot, vocabulary: Vocabulary) -> int:
    """Return a value in base units as the stored integer.

    Raises:
        ValueError: it has more decimals than the fact keeps, or is too large.
    """
    fact = vocabulary[slot.fact]
    if fact.type.kind != "number" or slot.began or isinstance(value, str):
        return int(value)
    stored = Fraction(value) / fact.scale
    if stored.denominator != 1:
        raise ValueError(f"more decimals than {slot.fact} keeps")
    if abs(stored) >= 1 << 62:
        raise ValueError(f"too large for {slot.fact}")
    return stored.numerator
