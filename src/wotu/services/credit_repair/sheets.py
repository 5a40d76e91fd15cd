"""A sheet of entries: which column is what, and each row checked with row, field, problem and fix."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from stdnum.cn.uscc import compact

from wotu.facts.imports.firms import NOBODY, NamedFirms, Trouble
from wotu.facts.imports.problems import Problem, missing_column, ragged
from wotu.facts.imports.sheet import Cells
from wotu.match.credit_code import WrongCreditCode, checked
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.services.credit_repair.forms import LABELS, read_entry
from wotu.services.credit_repair.models import CreditEntry

FIRM: Final[dict[str, Text]] = {
    "credit_code": Text("统一社会信用代码", "Unified social credit code"),
    "name": Text("企业名称", "Enterprise name"),
}
COLUMNS: Final[dict[str, Text]] = FIRM | LABELS
REQUIRED: Final = ("sort", "document_number", "document_date", "decided_by", "violation")
EXAMPLE: Final = (
    "914403001922038216", "演示·晨光软件有限公司", "行政处罚信息", "演示罚〔2026〕1号", "2026-05-06",
    "生态环境部门", "一般", "超标排放废水", "30000", "是", "是", "信用中国、决定机关自己的网站", "2026-05-08",
)  # fmt: skip


@dataclass(frozen=True)
class Good:
    """A row that can be recorded: its number as a person counts, the firm, and what it says."""

    number: int
    party: Party
    values: dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """A sheet looked through."""

    good: Sequence[Good]
    problems: Sequence[Problem]
    rows: int

    @property
    def bad(self) -> int:
        """How many rows stay out."""
        return self.rows - len(self.good)


def check_sheet(cells: Cells, zone: str, today: dt.date) -> Checked:
    """Look a sheet through; nothing is recorded."""
    places, rows = _places(cells.columns), len(cells.rows) + len(cells.ragged)
    missing = [name for name in REQUIRED if name not in places]
    if missing or not FIRM.keys() & places.keys():
        return Checked((), _no_columns(missing, places), rows)
    codes, names = ([row[places[one]] for row in cells.rows] if one in places else () for one in FIRM)
    firms = NamedFirms(zone, codes, names)
    good: list[Good] = []
    problems: list[Problem] = []
    seen: dict[tuple[int, str], int] = {}
    for number, row in zip(cells.numbers, cells.rows, strict=True):
        said = {name: row[place] for name, place in places.items()}
        wrong = list(_row(number, said, firms, today, good))
        if not wrong:
            wrong = list(_twice(good[-1], seen))
            if wrong:
                good.pop()
        problems += wrong
    return Checked(good, sorted([*problems, *ragged(cells)], key=lambda one: one.row), rows)


def _places(columns: Sequence[str]) -> dict[str, int]:
    by_words = {word: name for name, label in COLUMNS.items() for word in (label.zh, label.en, name)}
    by_words |= {"罚款": "fine", "罚款(元)": "fine", "文号": "document_number", "统一代码": "credit_code"}
    found: dict[str, int] = {}
    for place, column in enumerate(columns):
        name = by_words.get(column.strip())
        if name is not None:
            found.setdefault(name, place)
    return found


def _no_columns(missing: Sequence[str], places: Mapping[str, int]) -> list[Problem]:
    wanted = [COLUMNS[name] for name in missing]
    if not FIRM.keys() & places.keys():
        wanted.insert(0, FIRM["credit_code"])
    return [missing_column(label) for label in wanted]


def _row(
    number: int, said: Mapping[str, str], firms: NamedFirms, today: dt.date, good: list[Good]
) -> Iterator[Problem]:
    party = _firm(said, firms)
    if not isinstance(party, Party):
        name = "credit_code" if said.get("credit_code") else "name"
        yield Problem(number, COLUMNS[name].zh, said.get(name, ""), *party)
    typed = read_entry(said, today)
    for name, mistake in typed.mistakes.items():
        yield Problem(number, COLUMNS[name].zh, said.get(name, "")[:60], mistake.problem, mistake.fix)
    if isinstance(party, Party) and not typed.mistakes:
        good.append(Good(number, party, typed.values))


def _firm(said: Mapping[str, str], firms: NamedFirms) -> Party | Trouble:
    """Return whose row it is, or why that is not known."""
    code, name = compact(said.get("credit_code", "")), said.get("name", "")
    if not code:
        return firms.named(name, _UNKNOWN) if name else NOBODY
    if code in firms.by_code:
        return firms.by_code[code]
    try:
        checked(code)
    except WrongCreditCode as error:
        return error.text, Text("与营业执照核对", "compare it with the business licence")
    return _UNKNOWN


def _twice(row: Good, seen: dict[tuple[int, str], int]) -> Iterator[Problem]:
    number = row.values["document_number"]
    label = COLUMNS["document_number"].zh
    fix = Text("删去这一行", "delete the row")
    at = seen.setdefault((row.party.pk, number), row.number)
    if at != row.number:
        problem = Text(f"与第{at}行是同一份决定书", f"the same decision as row {at}")
        yield Problem(row.number, label, number, problem, fix)
    elif CreditEntry.objects.filter(party=row.party, document_number=number).exclude(state="void").exists():
        yield Problem(row.number, label, number, Text("已经登记过", "is on record already"), fix)


_UNKNOWN = (
    Text("本园区没有登记这家企业", "this firm is not on record in the zone"),
    Text("核对代码和名称，或先登记企业", "check code and name, or register the firm first"),
)
