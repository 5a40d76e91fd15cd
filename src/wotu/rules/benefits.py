"""The forms of a benefit: each becomes one pair of expressions, the least and the most that is given."""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal, cast, get_args

from wotu.rules import model as m
from wotu.rules.expressions import MAX_TREE_DEPTH
from wotu.rules.nodes import (
    AS_OF,
    Arithmetic,
    Choose,
    Compare,
    Const,
    Elapsed,
    Extreme,
    Node,
    NotKnown,
    size_and_depth,
)
from wotu.rules.quantity import MONEY, RATIO, Dimension
from wotu.rules.reader import Reader
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import BARE, BOOLEAN, DATE, PERCENT, Type

TYPES: dict[str, tuple[Dimension, Fraction]] = {
    "money": (MONEY, Fraction(1, 100)),
    "credit_line": (MONEY, Fraction(1, 100)),
    "bed_night": ((("bed", 1), ("night", 1)), Fraction(1)),
    "area_month": ((("m2", 1), ("month", 1)), Fraction(1)),
    "area": ((("m2", 1),), Fraction(1)),
    "daily_load": ((("day", -1), ("t", 1)), Fraction(1)),
    "minute": ((("minute", 1),), Fraction(1)),
    "rate": (RATIO, Fraction(1, 1_000_000)),
    "service": (RATIO, Fraction(1)),
}
"""What can be given: its unit, and the smallest part of it that is ever given."""

Ends = tuple[m.Form, Node | None, Node | None]
_SERVICE: Ends = ("service", None, None)
_ROUNDING: dict[str, Literal["floor", "ceil", "half_up"]] = {
    "down": "floor",
    "up": "ceil",
    "half_up": "half_up",
}


def read_benefit(reader: Reader, scope: Scope) -> m.Benefit:
    """Read a benefit in any of its forms.

    Raises:
        Invalid: the form is missing, given twice, or its expressions do not fit the type.
    """
    kind = reader.choice("type", TYPES, "money")
    dimension, smallest = TYPES[kind]
    expected = Type("number", dimension, percent=kind == "rate")
    given = [form for form in _FORMS if reader.has(form)]
    if len(given) != (0 if kind == "service" else 1):
        hint = "a service has no amount" if kind == "service" else f"exactly one of {', '.join(_FORMS)}"
        raise reader.fail("the benefit's form is not clear", hint)
    tiers: m.Tiers | None = None
    if not given:
        form, low, high = _SERVICE
    elif given == ["tiers"]:
        tiers, low = _read_tiers(reader.child("tiers"), scope, expected)
        form, high = "tiers", low
    else:
        form, low, high = _FORMS[given[0]](reader, scope, expected)
    benefit = m.Benefit(
        type=kind, dimension=dimension, form=form, low=low, high=high,
        rounding=_ROUNDING[reader.choice("rounding", _ROUNDING, "down")],
        step=reader.quantity("step").value if reader.has("step") else smallest,
        caps=reader.each(reader.items("caps"), lambda cap: _read_cap(cap, scope, expected)),
        minimum=reader.optional_expression("minimum", scope, expected),
        tiers=tiers, written=_written(reader, given),
    )  # fmt: skip
    if any(size_and_depth(end)[1] > MAX_TREE_DEPTH for end in (low, high) if end is not None):
        raise reader.fail("the benefit has too many steps or is nested too deeply", "split it into measures")
    if benefit.step <= 0 or benefit.step % smallest:
        reader.complain("`step` must be a multiple of the smallest unit")
    reader.finish()
    return benefit


def _written(reader: Reader, given: list[str]) -> str:
    value = reader.map[given[0]].value if given else ""
    return value if isinstance(value, str) else ""


def _amount(reader: Reader, scope: Scope, expected: Type) -> Ends:
    node = reader.expression("amount", scope, expected)
    return "amount", node, node


def _band(reader: Reader, scope: Scope, expected: Type) -> Ends:
    inner = reader.child("band")
    of = inner.expression("of", scope, expected)
    low, high = (inner.expression(key, scope, PERCENT) for key in ("from", "to"))
    inner.finish()
    return "band", _share(of, low, expected), _share(of, high, expected)


def _share(of: Node, rate: Node, expected: Type) -> Node:
    return Arithmetic(expected, "*", of, rate)


def _range(reader: Reader, scope: Scope, expected: Type) -> Ends:
    inner = reader.child("range")
    low, high = (inner.expression(key, scope, expected) for key in ("from", "to"))
    inner.finish()
    return "range", low, high


def _at_least(reader: Reader, scope: Scope, expected: Type) -> Ends:
    return "at_least", reader.expression("at_least", scope, expected), None


def _case_by_case(reader: Reader, scope: Scope, expected: Type) -> Ends:
    inner = reader.child("case_by_case")
    high = inner.optional_expression("up_to", scope, expected)
    inner.finish()
    return "case_by_case", None, high


def _schedule(reader: Reader, scope: Scope, expected: Type) -> Ends:
    """Read an award whose share declines period by period from a date."""
    inner = reader.child("schedule")
    start = inner.expression("from", scope, DATE)
    each = inner.quantity("each")
    if each.dimension != (("month", 1),) or each.value <= 0 or each.value.denominator != 1:
        raise inner.fail("`each` is a number of whole months", "write 12月")
    of = inner.expression("of", scope, expected)
    shares = [inner.as_expression(item, scope, PERCENT) for item in inner.items("shares")]
    months = Type("number", (("month", 1),))
    elapsed = Elapsed(months, start, AS_OF, "months")
    node: Node = Const(expected, Fraction(0))
    for index in reversed(range(len(shares))):
        ends = Const(months, each.value * (index + 1))
        node = Choose(
            expected,
            Compare(BOOLEAN, "<", elapsed, ends),
            _share(of, shares[index], expected),
            node,
        )
    before = Compare(BOOLEAN, "<", elapsed, Const(months, Fraction(0)))
    node = Choose(expected, before, Const(expected, Fraction(0)), node)
    inner.finish()
    return "schedule", node, node


_FORMS: dict[str, Callable[[Reader, Scope, Type], Ends]] = {
    "amount": _amount,
    "tiers": lambda *_: ("tiers", None, None),
    "band": _band,
    "range": _range,
    "at_least": _at_least,
    "case_by_case": _case_by_case,
    "schedule": _schedule,
}


def _read_tiers(reader: Reader, scope: Scope, expected: Type) -> tuple[m.Tiers, Node]:
    """Read tiers; unless `below` says what is paid below the first step, reaching it is a condition."""
    of = reader.expression("of", scope)
    marginal = reader.boolean("marginal", default=False)

    def step(inner: Reader) -> m.Step:
        start = inner.expression("from", scope, of.type)
        if marginal:
            amount = inner.expression("rate", scope)
            if amount.type.kind != "number":
                raise inner.fail("`rate` must be a number")
        else:
            amount = inner.expression("amount", scope, expected)
        return m.Step(start, amount, inner.string("from"), inner.item.place)

    steps = reader.each(reader.items("steps"), step)
    if not steps:
        raise reader.fail("tiers need `steps`")
    below = reader.optional_expression("below", scope, expected)
    reader.finish()
    entry = None if below is not None else Compare(BOOLEAN, ">=", of, steps[0].start)
    floor = below or Const(expected, Fraction(0))
    node = _marginal(of, steps, expected) if marginal else _highest_step(of, steps, floor, expected)
    return m.Tiers(of, steps, entry), node


def _highest_step(of: Node, steps: tuple[m.Step, ...], below: Node, expected: Type) -> Node:
    node = below
    for step in steps:
        node = Choose(expected, Compare(BOOLEAN, ">=", of, step.start), step.amount, node)
    return node


def _marginal(of: Node, steps: tuple[m.Step, ...], expected: Type) -> Node:
    """Each slice pays its own rate: the sum of rate × what lies inside the slice."""
    zero = Const(BARE, Fraction(0))
    total: Node | None = None
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        upper = Extreme(of.type, "least", (of, following.start)) if following else of
        inside = Arithmetic(of.type, "-", upper, step.start)
        slice_ = Extreme(of.type, "greatest", (inside, zero))
        part = Arithmetic(expected, "*", slice_, step.amount)
        total = part if total is None else Arithmetic(expected, "+", total, part)
    return total if total is not None else NotKnown(expected)


def _read_cap(reader: Reader, scope: Scope, expected: Type) -> m.Cap:
    per = cast(m.CapScope, reader.choice("per", get_args(m.CapScope), "claim"))
    limit = reader.expression("limit", scope, expected)
    already = reader.optional_expression("already", scope, expected)
    return m.Cap(reader.name("id"), per, limit, reader.here(), already)
