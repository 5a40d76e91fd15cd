"""Writing subjects' facts as a wide file: `read_facts` reads the same cells back, without a mapping."""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction

import pyarrow as pa

from wotu.match.cells import unit_factor
from wotu.match.read import OF_DAY
from wotu.match.subject import Subject
from wotu.rules.dates import from_day_number
from wotu.rules.evaluate import Known
from wotu.rules.quantity import unit_text
from wotu.rules.vocabulary import Fact, Slot, Vocabulary

_TYPES = {"boolean": pa.bool_(), "date": pa.date32(), "number": pa.string(), "text": pa.string()}
DIGITS = 30
"""A number read from a file has at most so many digits on either side of the point."""


def facts_table(subjects: Sequence[Subject], owners: Sequence[str], vocabulary: Vocabulary) -> pa.Table:
    """Return one row a subject, one column a cell of the wide table.

    Cells are those of one date, so the file is read back as of that date. Numbers are written as texts in the
    fact's own unit: no number passes through a float.

    Args:
        subjects: rows of one kind.
        owners: the enterprise of each; empty where they are enterprises themselves.
        vocabulary: what the facts mean; cells of other facts are left out.
    """
    columns = {"id": pa.array([s.id for s in subjects]), "name": pa.array([s.name for s in subjects])}
    if owners:
        columns["enterprise"] = pa.array(owners)
    for slot in sorted({slot for s in subjects for slot in _written(s.facts, vocabulary)}):
        cells = [_cell(vocabulary[slot.fact], slot, s.facts.get(slot)) for s in subjects]
        kind = "date" if slot.began else vocabulary[slot.fact].type.kind
        columns[str(slot)] = pa.array(cells, _TYPES[kind])
    return pa.table(columns)


def of_day(table: pa.Table, on: dt.date) -> pa.Table:
    """Return cells of one date with a note of it in the file: who reads them as of another day is told."""
    return table.replace_schema_metadata({OF_DAY: on.isoformat()})


def _written(slots: Iterable[Slot], vocabulary: Vocabulary) -> Iterable[Slot]:
    """Leave out what another column says already: a year has a name beside its distance."""
    for slot in slots:
        fact = vocabulary.get(slot.fact)
        if fact is not None and (fact.period != "year" or slot.year):
            yield slot


def _cell(fact: Fact, slot: Slot, value: Known | None) -> object:
    if value is None:
        return None
    if slot.began or fact.type.kind == "date":
        return from_day_number(int(value))
    return value if isinstance(value, str | bool) else number_cell(fact, Fraction(value))


def number_cell(fact: Fact, value: Fraction) -> str:
    """Write a number in base units as a cell of its fact, exactly.

    Raises:
        ValueError: it has no end in decimals, neither in the fact's own unit nor in the base unit.
    """
    if fact.type.percent:
        return f"{_decimal(value * 100)}%"
    own = value / (unit_factor(fact, None) or 1)
    if _ends(own):
        return _decimal(own)
    return f"{_decimal(value)}{unit_text(fact.type.dimension)}"


def _ends(value: Fraction) -> bool:
    left: int = 10**DIGITS % value.denominator
    return left == 0


def _decimal(value: Fraction) -> str:
    if not _ends(value):
        raise ValueError(f"{value} has no end in decimals")
    whole, rest = divmod(abs(value.numerator) * (10**DIGITS // value.denominator), 10**DIGITS)
    decimals = f"{rest:0{DIGITS}}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
