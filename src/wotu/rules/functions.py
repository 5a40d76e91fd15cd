"""The functions of the language: a table from name to what it builds. Nothing else can be called."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Literal

from sqlglot import exp

from wotu.rules.nodes import (
    AS_OF,
    Arithmetic,
    Const,
    Elapsed,
    Extreme,
    FactRef,
    Named,
    Node,
    Shift,
    Whole,
    YearOf,
)
from wotu.rules.problems import ExpressionError
from wotu.rules.quantity import CALENDAR_YEAR, DAYS, MONTHS
from wotu.rules.text import Text
from wotu.rules.typing import Builder, Function, require
from wotu.rules.vocabulary import BARE, DATE, PERCENT, Fact, Slot, Type

_MAX_PERIODS = 12


def _arguments(args: Sequence[exp.Expr], least: int, most: int, usage: str, offset: int) -> None:
    if not least <= len(args) <= most:
        raise ExpressionError(f"wrong number of arguments; write {usage}", offset=offset)


def _indexed_fact(build: Builder, syntax: exp.Expr, offset: int) -> Fact:
    node = build.build(syntax)
    if not isinstance(node, FactRef) or node.slot != Slot(node.slot.fact):
        raise ExpressionError("this function needs the name of a fact", offset=offset)
    fact = build.scope.facts[node.slot.fact]
    if fact.period not in ("year", "quarter"):
        raise ExpressionError(
            f"{fact.name} has no earlier periods: its period is {fact.period}", offset=offset
        )
    return fact


def _digits(syntax: exp.Expr | None) -> str:
    """Return a whole number as it is written, or nothing if something else is."""
    text = str(syntax.this) if isinstance(syntax, exp.Literal) and not syntax.args.get("is_string") else ""
    return text if text.isascii() and text.isdigit() and len(text) <= 9 else ""


def _count(args: Sequence[exp.Expr], offset: int, default: int | None = None) -> int:
    if len(args) < 2 and default is not None:
        return default
    literal = args[1] if len(args) > 1 else None
    text = _digits(literal)
    if not text:
        raise ExpressionError("the number of periods must be a whole number", offset=offset)
    count = int(text)
    if not 1 <= count <= _MAX_PERIODS:
        raise ExpressionError(f"the number of periods must be 1 to {_MAX_PERIODS}", offset=offset)
    return count


def _cells(fact: Fact, first: int, count: int) -> tuple[Node, ...]:
    return tuple(FactRef(fact.type, Slot(fact.name, first + back)) for back in range(count))


def _previous(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 1, 2, "previous(fact, n)", offset)
    fact = _indexed_fact(build, args[0], offset)
    return _cells(fact, _count(args, offset, 1), 1)[0]


def _sum(type_: Type, cells: Sequence[Node]) -> Node:
    total = cells[0]
    for cell in cells[1:]:
        total = Arithmetic(type_, "+", total, cell)
    return total


def _over_periods(
    name: Literal["average", "total", "best", "best_before"],
    build: Builder,
    args: Sequence[exp.Expr],
    offset: int,
) -> Node:
    _arguments(args, 2, 2, f"{name}(fact, n)", offset)
    fact, count = _indexed_fact(build, args[0], offset), _count(args, offset)
    if fact.type.kind != "number":
        raise ExpressionError(f"{name} needs a number, {fact.name} is {fact.type}", offset=offset)
    cells = _cells(fact, 1 if name == "best_before" else 0, count)
    if name in ("best", "best_before"):
        body = Extreme(fact.type, "greatest", cells) if count > 1 else cells[0]
    else:
        body = _sum(fact.type, cells)
    if name == "average":
        body = Arithmetic(fact.type, "/", body, Const(BARE, Fraction(count)))
    return Named(fact.type, "function", name, _period_label(name, fact, count), body)


def _period_label(name: str, fact: Fact, count: int) -> Text:
    span_zh, span_en = {
        "year": (f"近{count}年", f"{count} years"),
        "quarter": (f"近{count}个季度", f"{count} quarters"),
    }[fact.period]
    zh, en = {
        "average": (f"{span_zh}平均{fact.label.zh}", f"{fact.label.en}, average of {span_en}"),
        "total": (f"{span_zh}累计{fact.label.zh}", f"{fact.label.en}, total of {span_en}"),
        "best": (f"{span_zh}最高{fact.label.zh}", f"{fact.label.en}, best of {span_en}"),
        "best_before": (
            f"此前{span_zh[1:]}最高{fact.label.zh}",
            f"{fact.label.en}, best of the {span_en} before",
        ),
    }[name]
    return Text(zh, en)


def _growth(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 1, 1, "growth(fact)", offset)
    fact = _indexed_fact(build, args[0], offset)
    now, before = _cells(fact, 0, 2)
    body = Arithmetic(PERCENT, "/", Arithmetic(fact.type, "-", now, before), before)
    return Named(
        PERCENT,
        "function",
        "growth",
        Text(f"{fact.label.zh}同比增幅", f"growth of {fact.label.en}"),
        body,
    )


def _in_year(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 2, 2, "in_year(fact, 2023)", offset)
    fact = _indexed_fact(build, args[0], offset)
    year = _digits(args[1])
    if fact.period != "year" or not (year and 1949 <= int(year) <= 2100):
        raise ExpressionError("write in_year(annual fact, 2023)", offset=offset)
    return FactRef(fact.type, Slot(fact.name, year=int(year)))


def _since(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 1, 1, "since(fact)", offset)
    node = build.build(args[0])
    if not isinstance(node, FactRef) or build.scope.facts[node.slot.fact].period != "since":
        raise ExpressionError("since() needs a fact whose period is `since`", offset=offset)
    return FactRef(DATE, Slot(node.slot.fact, began=True))


def _increase(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 2, 2, "increase(a, b)", offset)
    difference = build.build(exp.Sub(this=args[0], expression=args[1]))
    zero = Const(BARE, Fraction(0))
    label = Text("增量", "increase")
    return Named(
        difference.type,
        "function",
        "increase",
        label,
        Extreme(difference.type, "greatest", (difference, zero)),
    )


def _whole(mode: Literal["floor", "ceil"], build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 1, 1, f"{mode}(x)", offset)
    node = build.build(args[0])
    if node.type.kind != "number":
        raise ExpressionError(f"{mode} needs a number, found {node.type}", offset=offset)
    return Whole(node.type, node, Fraction(1), mode)


def _date(build: Builder, syntax: exp.Expr, offset: int) -> Node:
    node = build.build(syntax, DATE)
    require(node, DATE, offset)
    return node


def _year(build: Builder, args: Sequence[exp.Expr], offset: int) -> Node:
    _arguments(args, 1, 1, "year(date)", offset)
    return YearOf(Type("number", CALENDAR_YEAR), _date(build, args[0], offset))


def _elapsed(
    unit: Literal["days", "months", "years"],
    build: Builder,
    args: Sequence[exp.Expr],
    offset: int,
) -> Node:
    _arguments(args, 1, 1, f"{unit}_since(date)", offset)
    dimension = DAYS if unit == "days" else MONTHS
    return Elapsed(Type("number", dimension), _date(build, args[0], offset), AS_OF, unit)


def _in_months(years: Node) -> Node:
    months = Type("number", MONTHS)
    if isinstance(years, Const) and isinstance(years.value, Fraction):
        return Const(months, years.value * 12)
    return Arithmetic(months, "*", years, Const(months, Fraction(12)))


def _shift(
    unit: Literal["days", "months", "years"],
    build: Builder,
    args: Sequence[exp.Expr],
    offset: int,
) -> Node:
    _arguments(args, 2, 2, f"add_{unit}(date, n)", offset)
    date, by = _date(build, args[0], offset), build.build(args[1])
    wanted = DAYS if unit == "days" else MONTHS
    if by.type.kind != "number" or not (by.type.bare or by.type.dimension == wanted):
        raise ExpressionError(
            f"add_{unit} needs a whole number or a duration, found {by.type}", offset=offset
        )
    if unit == "years" and by.type.bare:
        by = _in_months(by)
    return Shift(DATE, date, by, "days" if unit == "days" else "months")


FUNCTIONS: dict[str, Function] = {
    "least": lambda build, args, offset: build.extreme("least", list(args), offset),
    "greatest": lambda build, args, offset: build.extreme("greatest", list(args), offset),
    "increase": _increase,
    "floor": partial(_whole, "floor"),
    "ceil": partial(_whole, "ceil"),
    "previous": _previous,
    "average": partial(_over_periods, "average"),
    "total": partial(_over_periods, "total"),
    "best": partial(_over_periods, "best"),
    "best_before": partial(_over_periods, "best_before"),
    "growth": _growth,
    "in_year": _in_year,
    "since": _since,
    "year": _year,
    "days_since": partial(_elapsed, "days"),
    "months_since": partial(_elapsed, "months"),
    "years_since": partial(_elapsed, "years"),
    "add_days": partial(_shift, "days"),
    "add_months": partial(_shift, "months"),
    "add_years": partial(_shift, "years"),
}
