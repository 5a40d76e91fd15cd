"""One subject at a time: an expression becomes a closure over its facts.

Unknown is `None`. Numbers are exact (`int` or `Fraction`), dates are day numbers. The columnar kernel
in `wotu.match` answers the same questions for a whole table; a property test holds the two together.
"""

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from wotu.rules import nodes as n
from wotu.rules.dates import completed_months, from_day_number, shift_days, shift_months
from wotu.rules.vocabulary import Slot

Known: TypeAlias = int | Fraction | bool | str
Facts: TypeAlias = Mapping[Slot, Known]
"""What is known about one subject; a cell that is missing is unknown."""
Evaluator: TypeAlias = Callable[[Facts], Known | None]

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip


def compile_node(node: n.Node) -> Evaluator:
    """Return the closure of an expression already fixed to a date (see `fold`), made once per node."""
    made: Evaluator | None = node.__dict__.get("closure")
    if made is None:
        made = node.__dict__["closure"] = _COMPILERS[type(node)](node)
    return made


def plain(value: Fraction) -> int | Fraction:
    """Return a whole number as `int`, which is several times faster than `Fraction`."""
    return value.numerator if value.denominator == 1 else value


def _fact(node: n.FactRef) -> Evaluator:
    slot = node.slot
    return lambda facts: facts.get(slot)


def _const(node: n.Const) -> Evaluator:
    value: Known = plain(node.value) if isinstance(node.value, Fraction) else node.value
    return lambda _facts: value


def _not_known(_node: n.NotKnown) -> Evaluator:
    return lambda _facts: None


def _named(node: n.Named) -> Evaluator:
    return compile_node(node.body)


def _binary(node: n.Arithmetic | n.Compare) -> Evaluator:
    left, right = compile_node(node.left), compile_node(node.right)
    if node.op == "/":
        return _quotient(left, right)
    apply = _OPERATORS[node.op]

    def run(facts: Facts) -> Known | None:
        a = left(facts)
        if a is None:
            return None
        b = right(facts)
        return None if b is None else apply(a, b)

    return run


def _quotient(left: Evaluator, right: Evaluator) -> Evaluator:
    def run(facts: Facts) -> Known | None:
        a, b = left(facts), right(facts)
        return None if a is None or not b else plain(Fraction(a) / Fraction(b))

    return run


def _extreme(node: n.Extreme) -> Evaluator:
    args = [compile_node(arg) for arg in node.args]
    pick: Callable[[list[Known]], Known] = min if node.which == "least" else max

    def run(facts: Facts) -> Known | None:
        values = [arg(facts) for arg in args]
        return None if None in values else pick(values)  # type: ignore[arg-type]

    return run


def rounded(value: int | Fraction, step: Fraction, mode: str) -> int | Fraction:
    """Round to a multiple of `step`: down, up, or half away from zero for positive values."""
    units = Fraction(value) / step
    if mode == "floor":
        whole = math.floor(units)
    elif mode == "ceil":
        whole = math.ceil(units)
    else:
        whole = math.floor(units + Fraction(1, 2))
    return plain(whole * step)


def _whole(node: n.Whole) -> Evaluator:
    arg, step, mode = compile_node(node.arg), node.step, node.mode

    def run(facts: Facts) -> Known | None:
        value = arg(facts)
        return None if value is None else rounded(value, step, mode)  # type: ignore[arg-type]

    return run


def _one_of(node: n.OneOf) -> Evaluator:
    arg, values = compile_node(node.arg), node.values
    exact = frozenset(values)

    def run(facts: Facts) -> Known | None:
        value = arg(facts)
        if value is None:
            return None
        return str(value).startswith(values) if node.prefix else value in exact

    return run


def _logic(node: n.Logic) -> Evaluator:
    args = [compile_node(arg) for arg in node.args]
    settles = node.op == "or"

    def run(facts: Facts) -> Known | None:
        answer: bool | None = not settles
        for arg in args:
            value = arg(facts)
            if value is settles:
                return settles
            if value is None:
                answer = None
        return answer

    return run


def _not(node: n.Not) -> Evaluator:
    arg = compile_node(node.arg)

    def run(facts: Facts) -> Known | None:
        value = arg(facts)
        return None if value is None else not value

    return run


def _choose(node: n.Choose) -> Evaluator:
    test, then, otherwise = (compile_node(part) for part in node.children)

    def run(facts: Facts) -> Known | None:
        answer = test(facts)
        if answer is not None:
            return then(facts) if answer else otherwise(facts)
        a, b = then(facts), otherwise(facts)
        return a if a == b else None

    return run


def _year_of(node: n.YearOf) -> Evaluator:
    arg = compile_node(node.arg)

    def run(facts: Facts) -> Known | None:
        day = arg(facts)
        return None if day is None else from_day_number(day).year  # type: ignore[arg-type]

    return run


def _elapsed(node: n.Elapsed) -> Evaluator:
    start, end = compile_node(node.start), compile_node(node.end)

    def run(facts: Facts) -> Known | None:
        a, b = start(facts), end(facts)
        if a is None or b is None:
            return None
        if node.unit == "days":
            return b - a  # type: ignore[operator]
        months = completed_months(a, b)  # type: ignore[arg-type]
        return months if node.unit == "months" else months // 12 * 12

    return run


def _shift(node: n.Shift) -> Evaluator:
    date, by = compile_node(node.date), compile_node(node.by)
    move = shift_days if node.unit == "days" else shift_months

    def run(facts: Facts) -> Known | None:
        day, count = date(facts), by(facts)
        return None if day is None or count is None else move(day, math.floor(count))  # type: ignore[arg-type]

    return run


_COMPILERS: dict[type[n.Node], Callable[..., Evaluator]] = {
    n.FactRef: _fact, n.Const: _const, n.NotKnown: _not_known, n.Named: _named, n.Arithmetic: _binary,
    n.Compare: _binary, n.Extreme: _extreme, n.Whole: _whole, n.OneOf: _one_of, n.Logic: _logic,
    n.Not: _not, n.Choose: _choose, n.YearOf: _year_of, n.Elapsed: _elapsed, n.Shift: _shift,
}  # fmt: skip
