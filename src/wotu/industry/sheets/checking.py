"""A sheet looked through: each row that can be recorded, and every problem with row, column and fix."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from wotu.chain.names.normal import normal
from wotu.facts.imports.problems import Problem, missing_column, ragged
from wotu.facts.imports.sheet import Cells
from wotu.industry.sheets.cells import (
    FIRST_YEAR,
    KINDS,
    USES,
    Unreadable,
    read_choice,
    read_code,
    read_fen,
    read_level,
    read_period,
    read_sector,
    read_yes_no,
)
from wotu.industry.sheets.columns import INCOME, SORTS, Found, find_columns
from wotu.industry.sheets.firms import FirmBook, NewFirm, Said, code_of
from wotu.industry.sheets.on_record import DELETE, Inputs, Makers, Meanings, Papers, Purchases
from wotu.rules.text import Text

ROLES: Final = {
    "firms": ("firm",), "products": ("firm",),
    "suppliers": ("buyer", "seller"), "invoices": ("buyer", "seller"), "input_of": (),
}  # fmt: skip
_KIND: Final = {"suppliers": "statement", "invoices": "invoice"}
"""What a row of a sheet is as evidence, where it does not say."""


@dataclass(frozen=True)
class Good:
    """A row that can be recorded: its number as a person counts, its firms by role, and what it says."""

    number: int
    firms: Mapping[str, str | None]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """A sheet looked through. `warnings` are worth a look; their rows are recorded all the same.

    `places` says where firms on record are of which no place is known yet.
    """

    good: Sequence[Good]
    problems: Sequence[Problem]
    warnings: Sequence[Problem] = ()
    rows: int = 0
    new_firms: Mapping[str, NewFirm] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        """How many rows stay out."""
        return self.rows - len(self.good)


def check_sheet(sort_id: str, cells: Cells, zone: str, this_year: int) -> Checked:
    """Look a sheet through; nothing is recorded. An income is of this year at the latest."""
    sort = SORTS[sort_id]
    columns = find_columns(sort, cells.columns)
    rows = len(cells.rows) + len(cells.ragged)
    if missing := [name for name in sort.required if name not in columns]:
        return Checked((), [missing_column(sort.columns[name].label) for name in missing], rows=rows)
    looked = _Looking(sort_id, cells, zone, columns, this_year)
    for number, row in zip(cells.numbers, cells.rows, strict=True):
        looked.look(number, row)
    problems = sorted([*looked.problems, *ragged(cells)], key=lambda one: one.row)
    used = {key for row in looked.good for key in row.firms.values() if key}
    new = {key: firm for key, firm in looked.book.new.items() if key in used}
    places = {key: place for key, place in looked.book.places.items() if key in used}
    return Checked(looked.good, problems, looked.warnings, rows, new, places)


class _Looking:
    """Looking through the rows of a sheet, one after the other."""

    def __init__(
        self, sort: str, cells: Cells, zone: str, columns: Mapping[str, Found], this_year: int
    ) -> None:
        self.sort, self.columns = sort, columns
        self.good: list[Good] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.roles = ROLES[sort]
        self.book = FirmBook(zone, (self._said(role, row) for row in cells.rows for role in self.roles))
        self._seen: dict[tuple[object, ...], int] = {}
        self._meanings = Meanings(
            zone, {self._cell(name, row) for row in cells.rows for name in ("product", "output")}
        )
        self._inputs = Inputs(zone, self._meanings) if sort == "input_of" else None
        self._makers = Makers(zone, self._meanings) if sort == "products" else None
        self._papers = Papers(zone, {self._cell("paper", row) for row in cells.rows}, self._meanings)
        self._purchases = Purchases(zone, self._buyers(cells), self._meanings)
        self._readers = _readers(columns, this_year)

    def look(self, number: int, row: Sequence[str]) -> None:
        wrong: list[Problem] = []
        firms: dict[str, str | None] = {}
        for role in self.roles:
            found = self.book.find(
                role,
                self._said(role, row),
                number,
                self.columns,
                must=role != "seller" or self._must_sell(row),
            )
            firms[role], problems, warnings = found
            wrong += problems
            self.warnings += warnings
        values: dict[str, Any] = {}
        for name in self.columns.keys() & self._readers.keys():
            text = self._cell(name, row)
            try:
                if not text and name in SORTS[self.sort].required:
                    raise _EMPTY
                values[name] = self._readers[name](text) if text else None
            except Unreadable as error:
                wrong.append(self._problem(number, name, text, error.problem, error.fix))
        if self.sort == "firms":
            values["place"] = self._cell("firm_place", row)
        if values.get("in_zone") is False and firms["firm"] in self.book.inside:
            self.warnings.append(self._problem(number, "in_zone", self._cell("in_zone", row), *_IS_HERE))
        if not wrong:
            wrong = list(self._together(Good(number, firms, values)))
        if wrong:
            self.problems += wrong
        else:
            self.good.append(Good(number, firms, values))

    def _must_sell(self, row: Sequence[str]) -> bool:
        return not self._cell("product", row)

    def _together(self, row: Good) -> Iterator[Problem]:
        """Yield what is wrong with a row as a whole: a firm buying from itself, or something said twice."""
        if row.firms.get("seller") and row.firms["seller"] == row.firms["buyer"]:
            yield self._problem(row.number, "seller_code", row.firms["seller"] or "", *_ITSELF)
            return
        if paper := row.values.get("paper"):
            if trouble := self._papers.trouble(row.number, row.firms, row.values):
                yield self._problem(row.number, "paper", paper, *trouble)
            return
        if self._inputs and (trouble := self._inputs.trouble(row.values)):
            yield self._problem(row.number, "product", row.values["product"], *trouble)
            return
        if self._makers and (known := self._makers.trouble(row.firms["firm"], row.values)):
            yield self._problem(row.number, "product", row.values["product"], *known)
            return
        first = f"{self.roles[0]}_code" if self.roles else "product"
        at = self._seen.setdefault(self._what(row), row.number)
        if at != row.number:
            what = Text(f"与第{at}行说的是同一件事", f"says the same as row {at}")
            fix = _DELETE_OR_NUMBER if self.sort == "invoices" else DELETE
            said = row.firms[self.roles[0]] if self.roles else row.values["product"]
            yield self._problem(row.number, first, said or "", what, fix)
        elif "buyer" in self.roles:
            kind = row.values.get("kind") or _KIND[self.sort]
            if trouble := self._purchases.trouble(kind, row.firms, row.values):
                yield self._problem(row.number, first, row.firms["buyer"] or "", *trouble)

    def _what(self, row: Good) -> tuple[object, ...]:
        """Return what a row says, so that two saying the same are told."""
        if self.sort == "firms":
            return (row.firms["firm"],)
        if self._inputs:
            return self._inputs.key(row.values)
        said = {**row.values, "product": self._meanings.of(row.values.get("product") or "")}
        return (*row.firms.values(), *sorted((name, str(value)) for name, value in said.items()))

    def _buyers(self, cells: Cells) -> set[str]:
        if "buyer" not in self.roles:
            return set()
        written = {self._cell("buyer_code", row) for row in cells.rows}
        return written | {code_of(one) for one in written}

    def _said(self, role: str, row: Sequence[str]) -> Said:
        return Said(*(self._cell(f"{role}_{part}", row) for part in ("code", "name", "place")))

    def _cell(self, name: str, row: Sequence[str]) -> str:
        column = self.columns.get(name)
        return row[column.at].strip() if column else ""

    def _problem(self, row: int, name: str, value: str, problem: Text, fix: Text) -> Problem:
        column = self.columns.get(name)
        return Problem(row, column.heading if column else "", value[:60], problem, fix)


_NO_TROUBLE = {"无", "否", "正常", "none", "no"}
_EMPTY = Unreadable("没有填", "is empty", "请填写", "fill it in")
_ITSELF = (
    Text("采购方和供应商是同一家", "buyer and seller are one firm"),
    Text("核对两个代码", "compare the two codes"),
)
_IS_HERE = (
    Text("登记的生产地在本园区，表里写的是“否”", "on record the firm is in the zone, in the sheet it is not"),
    Text(
        "仍按在本园区登记；如已迁出，请在企业页上关闭那个生产地",
        "it stays in the zone; if it has left, close that site on the firm’s page",
    ),
)
_DELETE_OR_NUMBER = Text(
    "删去这一行；确是两张单据的，填上号码", "delete the row; where they are two papers, give their numbers"
)


def _readers(columns: Mapping[str, Found], this_year: int) -> dict[str, Callable[[str], Any]]:
    def amount(name: str, usual: str = "元") -> Callable[[str], int]:
        column = columns.get(name)
        return partial(read_fen, unit=(column.unit if column else "") or usual)

    incomes = {
        name: amount(name, "") if FIRST_YEAR <= int(name.removeprefix(INCOME)) <= this_year
        else partial(_no_such_year, this_year=this_year)
        for name in columns if name.startswith(INCOME)
    }  # fmt: skip
    return incomes | {
        "product": partial(_words, most=200, named=True), "use": partial(read_choice, choices=USES),
        "amount": amount("amount"), "capacity": amount("capacity", ""), "size": amount("size", ""),
        "period": read_period, "imported": read_yes_no, "in_zone": read_yes_no,
        "paper": partial(_words, most=60), "kind": partial(read_choice, choices=KINDS),
        "industry": partial(_words, most=100), "sector": read_sector,
        "signs": partial(_words, most=500), "distress": _trouble,
        "dissolved": read_yes_no, "group": read_code,
        "output": partial(_words, most=200, named=True), "source": partial(_words, most=300),
        "criticality": read_level, "substitutability": read_level,
    }  # fmt: skip


def _no_such_year(_text: str, this_year: int) -> int:
    raise Unreadable(
        "这一年还没有到，或太早", "this year has not come, or is too long ago",
        f"核对列名，年份在{FIRST_YEAR}到{this_year}之间；不要的就清空",
        f"check the heading: {FIRST_YEAR} to {this_year}; empty the cell if it is not wanted",
    )  # fmt: skip


def _trouble(text: str) -> str:
    """Return what trouble a firm is in; empty where a cell says that it is in none."""
    return "" if text in _NO_TROUBLE else _words(text, most=500)


def _words(text: str, most: int, named: bool = False) -> str:
    if len(text) > most:
        raise Unreadable(f"超过{most}字", f"longer than {most} characters", "请缩短", "shorten it")
    if named and not normal(text):
        raise Unreadable(f"“{text}”不是名称", "is no name", "填产品的名称", "write the product’s name")
    return text
