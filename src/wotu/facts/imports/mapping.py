"""Which column of a sheet is what: kept as JSON, and checked before any row is read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from wotu.match.cells import CellError, parse_date, unit_factor
from wotu.match.guess import ColumnUse, Role
from wotu.match.periods import parse_period
from wotu.rules.problems import did_you_mean
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Vocabulary

ROLES: dict[Role, Text] = {
    "credit_code": Text("统一社会信用代码", "Unified social credit code"),
    "name": Text("企业名称", "Enterprise name"),
    "period": Text("时期（年度、季度）", "Period (year, quarter)"),
}
SEPARATOR = " · "


def kept(uses: Sequence[ColumnUse]) -> list[dict[str, Any]]:
    """Return a mapping as JSON."""
    return [asdict(use) for use in uses]


def uses_of(kept: Sequence[Mapping[str, Any]]) -> list[ColumnUse]:
    """Return what was kept as JSON."""
    return [ColumnUse(**{**use, "why": Text(**use["why"]) if use.get("why") else None}) for use in kept]


def facts_of(vocabulary: Vocabulary) -> list[Fact]:
    """Return the facts a sheet of enterprises may bring."""
    return [fact for fact in vocabulary.values() if fact.about == "enterprise" and fact.name != "credit_code"]


def choice_of(use: ColumnUse, vocabulary: Vocabulary) -> Text:
    """Return how a column's use is written on the mapping screen."""
    if use.role == "fact" and use.fact in vocabulary:
        label = vocabulary[use.fact].label
        return Text(f"{label.zh}{SEPARATOR}{use.fact}", f"{label.en}{SEPARATOR}{use.fact}")
    return ROLES.get(use.role, Text("", ""))


def choices(vocabulary: Vocabulary) -> list[Text]:
    """Return everything a column may be."""
    facts = (ColumnUse("", "fact", fact.name) for fact in facts_of(vocabulary))
    return [*ROLES.values(), *(choice_of(use, vocabulary) for use in facts)]


def chosen(column: str, typed: str, period: str, unit: str, vocabulary: Vocabulary) -> ColumnUse | Text:
    """Return the use somebody typed for a column, or what is wrong with it."""
    typed = typed.strip()
    if not typed:
        return ColumnUse(column)
    for role, label in ROLES.items():
        if typed in (label.zh, label.en, role):
            return ColumnUse(column, role)
    name = typed.rpartition(SEPARATOR)[2]
    by_label = {label: f.name for f in facts_of(vocabulary) for label in (f.label.zh, f.label.en, f.name)}
    if name in by_label:
        return ColumnUse(column, "fact", by_label[name], period.strip(), unit.strip())
    hint = did_you_mean(typed, by_label)
    near = hint.removeprefix("did you mean ").removesuffix("?")
    return Text(
        f"没有“{typed}”这项事实。"
        + (f"是不是“{near}”？" if near else "请从列表中选，或清空表示不用这一列。"),
        f"There is no fact “{typed}”. "
        + (hint or "Choose one from the list, or empty it to leave the column."),
    )


def mistakes_in(uses: Sequence[ColumnUse], vocabulary: Vocabulary) -> dict[str, Text]:
    """Return what is wrong with a mapping, by column; what concerns the whole stands under ""."""
    found: dict[str, Text] = {}
    roles = {use.role for use in uses}
    if not roles & {"credit_code", "name"}:
        found[""] = Text(
            "请指定哪一列是统一社会信用代码或企业名称，否则不知道每一行说的是谁。",
            "Say which column is the credit code or the enterprise name; else nobody knows whose row it is.",
        )
    elif "fact" not in roles:
        found[""] = Text("请至少指定一列是什么事实。", "Say at least of one column which fact it is.")
    taken: dict[tuple[str, str, str], str] = {}
    for use in uses:
        if not use.role:
            continue
        place = (use.role, use.fact, use.period)
        if place in taken:
            found[use.column] = Text(
                f"“{taken[place]}”一列已经是这一项。请改一列，或清空。",
                f"The column “{taken[place]}” is this already. Change one of them, or empty it.",
            )
        taken.setdefault(place, use.column)
        if use.role == "fact":
            wrong = _wrong(use, vocabulary[use.fact], rows_say="period" in roles)
            found |= {use.column: wrong} if wrong else {}
    return found


def _wrong(use: ColumnUse, fact: Fact, *, rows_say: bool) -> Text | None:
    if use.unit:
        try:
            if fact.type.kind != "number":
                return Text("这一项没有单位，请清空单位。", "This fact has no unit; empty it.")
            unit_factor(fact, use.unit)
        except CellError as error:
            return Text(f"单位“{use.unit}”不能用于这一项；例如{fact.unit or '%'}。", str(error))
    try:
        check_period(fact, use.period, required=not rows_say)
    except CellError as error:
        return Text(_PERIOD_ZH[fact.period], str(error))
    return None


def check_period(fact: Fact, period: str, *, required: bool) -> None:
    """See that a period fits a fact.

    Raises:
        CellError: it does not, or is missing.
    """
    if fact.period in ("year", "quarter"):
        if period or required:
            parse_period(fact.period, period)
    elif fact.period in ("since", "at"):
        if period:
            parse_date(period)
    elif period:
        raise CellError("this fact does not change", "leave the period empty")


_PERIOD_ZH = {
    "year": "这是年度数据，请在“时期”里填年份，例如 2024。",
    "quarter": "这是季度数据，请在“时期”里填季度，例如 2024Q3。",
    "since": "“时期”填状态开始的日期，例如 2024-01-05；不知道就留空。",
    "at": "“时期”填测量的日期，例如 2024-12-31；不知道就留空。",
    "once": "这一项不随时间变化，请清空“时期”。",
}


def with_periods(use: ColumnUse, period: str) -> ColumnUse:
    """Return a use with the period of its row, where the column names none."""
    return use if use.period else replace(use, period=period)
