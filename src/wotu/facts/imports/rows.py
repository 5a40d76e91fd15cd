"""Checking the rows of a mapped sheet: each becomes facts of one firm, or problems to mend."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from stdnum.cn.uscc import compact

from wotu.facts.imports.firms import NOBODY, NamedFirms, Trouble
from wotu.facts.imports.mapping import check_period, with_periods
from wotu.facts.imports.problems import Problem, cell_problem
from wotu.facts.imports.sheet import Cells
from wotu.facts.verbs import NewFact
from wotu.match.cells import CellError, is_unknown, parse_cell, parse_date
from wotu.match.credit_code import WrongCreditCode, checked
from wotu.match.guess import ColumnUse
from wotu.parties.models import Party
from wotu.parties.verbs import NewParty
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Source, Vocabulary

_BARE = re.compile(r"^-?\d+(?:\.\d+)?$")
_RATIOS = ("1", "ratio")


@dataclass(frozen=True)
class Target:
    """Where a sheet goes: its zone, kind of source, and what happens with firms not on record."""

    zone: str
    vocabulary: Vocabulary
    kind: Source
    source: str
    register_new: bool


@dataclass
class Row:
    """One row: the firm it is about, or the one to register; what it says; what is wrong with it."""

    number: int
    party: Party | None = None
    new: NewParty | None = None
    said: list[tuple[ColumnUse, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def facts(self, party: Party, target: Target) -> Iterator[NewFact]:
        """Yield what the row says about its firm."""
        for use, text in self.said:
            fact = target.vocabulary[use.fact]
            day = parse_date(use.period) if use.period and fact.period in ("since", "at") else None
            yield NewFact(
                party, fact.name, text, target.source, kind=target.kind,
                period=use.period if fact.period in ("year", "quarter") else "",
                since=day if fact.period == "since" else None, at=day if fact.period == "at" else None,
            )  # fmt: skip


class Checker:
    """Checks rows of one sheet. Firms are looked up for the rows in question only, in two queries."""

    def __init__(self, cells: Cells, uses: Sequence[ColumnUse], target: Target) -> None:
        self.cells, self.target = cells, target
        self.index = {name: number for number, name in enumerate(cells.columns)}
        by_role = {use.role: use for use in uses if use.role != "fact"}
        self.code, self.name, self.period = (by_role.get(r) for r in ("credit_code", "name", "period"))
        self.facts = [use for use in uses if use.role == "fact"]
        self.first = self._first_rows()

    def check(self, start: int = 0, stop: int | None = None) -> list[Row]:
        """Check some rows, by their place in the sheet."""
        places = range(len(self.cells.rows))[start:stop]
        codes = (self._cell(place, self.code) for place in places)
        firms = NamedFirms(self.target.zone, codes, (self._cell(place, self.name) for place in places))
        return [self._row(place, firms) for place in places]

    def _cell(self, place: int, use: ColumnUse | None) -> str:
        return self.cells.rows[place][self.index[use.column]] if use else ""

    def _key(self, place: int) -> tuple[str, str]:
        who = compact(self._cell(place, self.code)) or self._cell(place, self.name)
        return who, self._cell(place, self.period)

    def _first_rows(self) -> Mapping[tuple[str, str], int]:
        first: dict[tuple[str, str], int] = {}
        for place in range(len(self.cells.rows)):
            first.setdefault(self._key(place), place)
        return first

    def _row(self, place: int, firms: NamedFirms) -> Row:
        row = Row(self.cells.numbers[place])
        self._find_firm(place, row, firms)
        period = self._cell(place, self.period)
        for use in self.facts:
            text = self._cell(place, use)
            fact = self.target.vocabulary[use.fact]
            if is_unknown(fact, text):
                continue
            dated = with_periods(use, period if fact.period in ("year", "quarter") else "")
            problem = self._problem(row.number, dated, fact, text)
            if problem is None:
                row.said.append((dated, _written(fact, text, use.unit)))
            elif problem not in row.problems:
                row.problems.append(problem)
        if not row.said and not row.problems:
            row.problems.append(
                Problem(
                    row.number, self.facts[0].column, "", Text("这一行没有任何数据", "this row says nothing"),
                    Text("填上数据，或删去这一行", "fill it in, or delete the row"),
                )
            )  # fmt: skip
        return row

    def _problem(self, number: int, use: ColumnUse, fact: Fact, text: str) -> Problem | None:
        try:
            check_period(fact, use.period, required=True)
        except CellError as error:
            column = self.period.column if self.period else use.column
            wanted = "2024" if fact.period == "year" else "2024Q3" if fact.period == "quarter" else ""
            return Problem(
                number, column, use.period, Text(f"时期“{use.period}”读不懂", error.problem),
                Text(f"写成 {wanted}", error.fix),
            )  # fmt: skip
        try:
            parse_cell(fact, text, use.unit or None)
        except CellError as error:
            return Problem(number, use.column, text, *cell_problem(fact, text, use.unit, error))
        return None

    def _find_firm(self, place: int, row: Row, firms: NamedFirms) -> None:
        first = self.first[self._key(place)]
        code, name = compact(self._cell(place, self.code)), self._cell(place, self.name)
        column, shown = (self.code, code) if self.code and (code or not name) else (self.name, name)
        wrong: Trouble | None = None
        if not code and not name:
            wrong = NOBODY
        elif first != place:
            at = self.cells.numbers[first]
            wrong = (
                Text(f"第{at}行已有这家企业（同一时期）", f"row {at} is about this firm and period already"),
                Text("只留一行", "keep one of them"),
            )
        elif code:
            wrong = self._by_code(row, code, name, firms)
        else:
            found = firms.named(name, _UNKNOWN_NAME)
            row.party, wrong = (found, None) if isinstance(found, Party) else (None, found)
        if wrong:
            row.problems.append(Problem(row.number, column.column if column else "", shown, *wrong))

    def _by_code(self, row: Row, code: str, name: str, firms: NamedFirms) -> Trouble | None:
        try:
            code = checked(code)
        except WrongCreditCode as error:
            problem = Text(error.text.zh.rstrip("。"), error.text.en.rstrip("."))
            return problem, Text("与营业执照核对", "compare it with the business licence")
        row.party = firms.by_code.get(code)
        if row.party is not None:
            return None
        namesake = next((p for p in firms.by_name.get(name, []) if p.credit_code), None)
        if namesake is not None:
            return (
                Text(
                    f"登记在册的“{name}”代码是{namesake.credit_code}，与这里不同",
                    f"“{name}” is on record with the code {namesake.credit_code}",
                ),
                Text("核对名称和代码是不是同一家", "see whether name and code are of the same firm"),
            )
        if not self.target.register_new:
            return _UNKNOWN_FIRM
        return self._register(row, code, name)

    def _register(self, row: Row, code: str, name: str) -> Trouble | None:
        is_demo = self.target.kind == "demonstration"
        if not name:
            return (
                Text("新企业没有名称", "the new firm has no name"),
                Text("补上企业名称一列", "add its name"),
            )
        if is_demo and "演示" not in name:
            return (
                Text("演示企业的名称里要有“演示”", "the name of a demonstration firm must say 演示"),
                Text("改名称，或换来源类别", "change the name, or the kind of source"),
            )
        slug = f"{self.target.zone}-{code.lower()}"
        row.new = NewParty(slug, "enterprise", self.target.zone, name[:200], code, is_demo=is_demo)
        return None


_UNKNOWN_FIRM = (
    Text("本园区没有登记这家企业", "this firm is not on record in the zone"),
    Text("先登记企业，或导入时选“登记新企业”", "register it first, or choose to register new firms"),
)
_UNKNOWN_NAME = (
    Text("本园区没有叫这个名称的企业", "no firm of this name is on record in the zone"),
    Text("核对名称，或补上统一社会信用代码", "check the name, or add the credit code"),
)


def _written(fact: Fact, text: str, unit: str) -> str:
    """Return a value as it can be read without the sheet: bare numbers get their unit."""
    plain = text.replace(",", "")
    if fact.type.kind != "number" or not unit or not _BARE.match(plain):
        return text
    if unit in _RATIOS:
        return f"{Decimal(plain) * 100:f}%" if fact.type.percent else plain
    return f"{plain}{unit}"
