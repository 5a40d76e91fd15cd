"""A graph from a folder of CSV files, one per relation, read strictly: mistakes named by file, row, field.

Products and firms have to exist before anything is said of them; a word that is not known is a mistake, not
a new word. All mistakes are reported together.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from wotu.chain.graph.relations import KINDS, RELATIONS, STATES, USES, Graph, Row
from wotu.chain.names.normal import normal
from wotu.rules.text import Text

FILES = {
    "firms": "firms",
    "zones": "zones",
    "products": "products",
    "product_names": "names",
    "stages": "stages",
    "makes": "makes",
    "input_of": "inputs",
    "supplies": "supplies",
    "figures": "figures",
    "serves": "serves",
    "described": "described",
}
NEEDED = {
    "firms": ("id", "name"),
    "zones": ("id", "name"),
    "products": ("id", "zh", "en"),
    "product_names": ("name", "product"),
    "stages": ("chain", "product", "stage"),
    "makes": ("firm", "product"),
    "input_of": ("input", "output", "use"),
    "supplies": ("id", "buyer"),
    "figures": ("firm", "year", "income_fen", "source"),
    "serves": ("firm", "whom"),
    "described": ("firm", "words"),
}
"""Columns that may not be empty."""
_LEVELS = (1, 2, 3)
_KNOWN: dict[str, tuple[object, ...]] = {
    "use": USES,
    "kind": KINDS,
    "state": STATES,
    "criticality": _LEVELS,
    "substitutability": _LEVELS,
    "stage": _LEVELS,
}
_REFERS = {
    "product": "products",
    "input": "products",
    "output": "products",
    "parent": "products",
    "seller": "firms",
    "buyer": "firms",
    "firm": "firms",
}
_UNIQUE: dict[str, tuple[str, ...]] = {
    "firms": ("id",),
    "zones": ("id",),
    "products": ("id",),
    "stages": ("chain", "product"),
    "supplies": ("id",),
    "figures": ("firm", "year"),
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend. The head is row 1, the first line below it row 2."""

    file: str
    row: int
    field: str
    problem: str
    problem_en: str

    @property
    def text(self) -> Text:
        """The mistake as a sentence."""
        return Text(
            f"{self.file} 第 {self.row} 行，{self.field}：{self.problem}",
            f"{self.file}, row {self.row}, {self.field}: {self.problem_en}",
        )


class ChainMistakes(Exception):
    """The files cannot be used; `mistakes` holds every reason found."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(mistake.text.en for mistake in self.mistakes))


def read_graph(folder: Path) -> Graph:
    """Return the graph written down in a folder; a file that is not there is an empty relation.

    `firms.csv` may have a column `source`; it is read by people only.

    Raises:
        ChainMistakes: something in the files cannot be used.
    """
    mistakes: list[Mistake] = []
    tables = {name: list(_rows(folder / f"{file}.csv", name, mistakes)) for name, file in FILES.items()}
    if not mistakes:
        mistakes = [*_not_unique(tables), *_not_there(tables), *_two_meanings(tables)]
    if mistakes:
        raise ChainMistakes(mistakes)
    return Graph(tables)


def _rows(path: Path, relation: str, mistakes: list[Mistake]) -> Iterator[Row]:
    if not path.is_file():
        return
    columns = RELATIONS[relation]
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        strange = sorted(set(reader.fieldnames or ()) - columns.keys() - {"source"})
        mistakes += [
            Mistake(path.name, 1, field, "没有这一列", "there is no such column") for field in strange
        ]
        for number, line in enumerate(reader, start=2):
            written = {field: (line.get(field) or "").strip() for field in columns}
            row: Row = {}
            read = _read(written, columns, row)
            mistakes += [Mistake(path.name, number, field, *problem) for field, problem in read]
            missing = [field for field in NEEDED[relation] if not written[field]]
            mistakes += [Mistake(path.name, number, field, "必填", "is needed") for field in missing]
            yield row


def _read(
    written: dict[str, str], columns: dict[str, Any], row: Row
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Fill the row; yield each field that cannot be read, with the problem in both languages."""
    for field, text in written.items():
        try:
            row[field] = _value(field, text, columns[field])
        except ValueError:
            yield field, (f"看不懂“{text}”", f"cannot read {text!r}")


def _value(field: str, written: str, type_: Any) -> Any:
    if not written:
        return None
    value = _READ[type_](written)
    if field in _KNOWN and value not in _KNOWN[field]:
        raise ValueError(written)
    return value


def _yes(written: str) -> bool:
    return {"true": True, "false": False}[written] if written in ("true", "false") else _refuse(written)


def _refuse(written: str) -> bool:
    raise ValueError(written)


_READ: dict[Any, Callable[[str], Any]] = {
    pa.string(): str,
    pa.int64(): int,
    pa.float64(): float,
    pa.bool_(): _yes,
    pa.date32(): dt.date.fromisoformat,
}


def _not_unique(tables: dict[str, list[Row]]) -> Iterator[Mistake]:
    for relation, key in _UNIQUE.items():
        seen: set[tuple[Any, ...]] = set()
        for number, row in enumerate(tables[relation], start=2):
            value = tuple(row[field] for field in key)
            if value in seen:
                named = " ".join(map(str, value))
                yield Mistake(
                    f"{FILES[relation]}.csv", number, key[-1], f"{named} 重复", f"{named} stands twice"
                )
            seen.add(value)


def _not_there(tables: dict[str, list[Row]]) -> Iterator[Mistake]:
    known = {name: {row["id"] for row in tables[name]} for name in ("firms", "products")}
    for relation, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            for field in _REFERS.keys() & row.keys():
                if row[field] is not None and row[field] not in known[_REFERS[field]]:
                    yield Mistake(
                        f"{FILES[relation]}.csv",
                        number,
                        field,
                        f"没有 {row[field]}",
                        f"there is no {row[field]}",
                    )


def _two_meanings(tables: dict[str, list[Row]]) -> Iterator[Mistake]:
    meaning: dict[str, str] = {}
    for relation, name, product in (("products", "zh", "id"), ("product_names", "name", "product")):
        for number, row in enumerate(tables[relation], start=2):
            if meaning.setdefault(normal(row[name]), row[product]) != row[product]:
                yield Mistake(
                    f"{FILES[relation]}.csv",
                    number,
                    name,
                    f"“{row[name]}”已是另一产品的名称",
                    f"{row[name]!r} means another product too",
                )
