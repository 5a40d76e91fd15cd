"""What is wrong with a row, in both languages: where it stands, what, and how to mend it."""

from dataclasses import asdict, dataclass
from typing import Self

from wotu.facts.imports.sheet import Cells
from wotu.match.cells import CellError, parse_cell
from wotu.rules.quantity import unit_text
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a sheet: the row as a person counts it, the column, what stands there."""

    row: int
    column: str
    value: str
    problem: Text
    fix: Text

    def kept(self) -> dict[str, object]:
        """Return it as JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, dict[str, str]]) -> Self:
        """Return what was kept as JSON."""
        plain: dict[str, object] = dict(kept)
        plain |= {"problem": Text(**kept["problem"]), "fix": Text(**kept["fix"])}
        return cls(**plain)  # type: ignore[arg-type]  # what `kept` wrote


def ragged(cells: Cells) -> list[Problem]:
    """Return the lines that could not be told apart into cells."""
    fix = Text("含逗号的内容要用引号括起来", "put quotes round a cell with a comma in it")
    return [
        Problem(number, "", text, Text("这一行的格数和表头不一致", why), fix)
        for number, text, why in cells.ragged
    ]


def missing_column(label: Text) -> Problem:
    """Return what is wrong with a sheet that lacks a column."""
    return Problem(
        1, label.zh, "", Text("缺少这一列", "this column is missing"),
        Text(f"第一行加上“{label.zh}”", f"add the heading “{label.en}” to the first row"),
    )  # fmt: skip


def cell_problem(fact: Fact, text: str, unit: str, error: CellError) -> tuple[Text, Text]:
    """Return what is wrong with a cell of a fact, and what to write instead."""
    return _SAYS[fact.type.kind](fact, text[:SHOWN], unit, error)


def _boolean(fact: Fact, text: str, unit: str, error: CellError) -> tuple[Text, Text]:
    del fact, unit
    return (
        Text(f"“{text}”既不是“是”，也不是“否”", error.problem),
        Text("填是或否；不清楚就留空", "write yes or no; leave it empty if not known"),
    )


def _date(fact: Fact, text: str, unit: str, error: CellError) -> tuple[Text, Text]:
    del fact, unit
    return Text(f"“{text}”不是日期", error.problem), Text("写成 2024-01-05", error.fix)


def _text(fact: Fact, text: str, unit: str, error: CellError) -> tuple[Text, Text]:
    del unit
    if not fact.values:
        return Text("文字太长", error.problem), Text("请缩短", error.fix)
    choices = "、".join(fact.value_labels[v].zh if v in fact.value_labels else v for v in fact.values)
    return Text(f"“{text}”不在可选的值里", error.problem), Text(f"可选：{choices}", error.fix)


def _number(fact: Fact, text: str, unit: str, error: CellError) -> tuple[Text, Text]:
    if fact.type.percent and not unit and _reads(fact, text, "%"):
        return (
            Text(f"“{text}”没有写明是百分数还是比例", error.problem),
            Text(f"写成 {text}%，或在列的单位里填 %", error.fix),
        )
    if _reads(fact, text, unit, rounding=True):
        return (
            Text(f"“{text}”的小数位太多", error.problem),
            Text("减少小数位，或核对单位", "give fewer decimals, or check the unit"),
        )
    if "too large" in error.problem:
        return Text(f"“{text}”太大", error.problem), Text("请核对单位", error.fix)
    wanted = fact.unit or unit_text(fact.type.dimension)
    sample = "2000000 或 200万元" if wanted == "元" else f"12{wanted}"
    number = f"以{wanted}计的数" if wanted else "数"
    return Text(f"“{text}”不是{number}", error.problem), Text(f"写成 {sample}", error.fix)


def _reads(fact: Fact, text: str, unit: str, *, rounding: bool = False) -> bool:
    try:
        parse_cell(fact, text, unit or None, rounding=rounding)
    except ValueError:
        return False
    return True


_SAYS = {"boolean": _boolean, "date": _date, "text": _text, "number": _number}
