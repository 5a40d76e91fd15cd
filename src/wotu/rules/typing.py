"""From syntax to the typed tree: names are resolved, types and units checked, the rest refused."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from sqlglot import exp

from wotu.rules.dates import day_number
from wotu.rules.grammar import offset_of
from wotu.rules.nodes import (
    AS_OF,
    Arithmetic,
    Choose,
    Compare,
    Const,
    Extreme,
    FactRef,
    Logic,
    Node,
    Not,
    OneOf,
    size_and_depth,
)
from wotu.rules.problems import ExpressionError, did_you_mean
from wotu.rules.quantity import COUNTABLE, RATIO, multiply, parse_quantity
from wotu.rules.vocabulary import BARE, BOOLEAN, DATE, TEXT, Slot, Type, Vocabulary

MAX_TREE_SIZE = 20_000
_NUMBER = re.compile(r"\d{1,18}\.?|\d{0,18}\.\d{1,9}", re.ASCII)
"""A literal without unit; no exponents, so that no number is larger than it looks."""


@dataclass(frozen=True)
class Scope:
    """The names an expression may use: facts, then what the measure and the pack define."""

    facts: Vocabulary
    named: Mapping[str, Node] = field(default_factory=dict)

    def resolve(self, name: str, offset: int) -> Node:
        """Return what a bare name stands for.

        Raises:
            ExpressionError: nothing has this name.
        """
        if name == "as_of":
            return AS_OF
        if name in self.named:
            return self.named[name]
        if name in self.facts:
            return FactRef(self.facts[name].type, Slot(name))
        known = [*self.facts, *self.named, "as_of"]
        raise ExpressionError(f"unknown name {name!r}", did_you_mean(name, known), offset)


def bare_literal(text: str, expected: Type | None) -> Node | None:
    """Return what a quantity or a date stands for, or None if the text is neither."""
    try:
        quantity = parse_quantity(text)
    except ValueError:
        pass
    else:
        bare = quantity.dimension == RATIO and not quantity.percent
        return Const(Type("number", quantity.dimension, quantity.percent, bare), quantity.value)
    if expected is None or expected.kind == "date":
        try:
            return Const(DATE, day_number(dt.date.fromisoformat(text.strip())))
        except ValueError:
            pass
    return None


def require(node: Node, expected: Type, offset: int) -> None:
    """Check that a node can stand where `expected` is wanted.

    Raises:
        ExpressionError: the type or the unit differs.
    """
    if not _agree(node, Const(expected, True)):
        raise ExpressionError(
            f"expected {expected}, found {node.type}", _unit_hint(expected, node.type), offset
        )


def _agree(left: Node, right: Node) -> bool:
    """Tell whether two operands may be compared or added."""
    a, b = left.type, right.type
    if a.kind != b.kind:
        return False
    if a.kind != "number":
        return True
    if a.bare != b.bare:
        bare, other = (left, b) if a.bare else (right, a)
        return _is_zero(bare) or _countable(other)
    return a.dimension == b.dimension


def _is_zero(node: Node) -> bool:
    return isinstance(node, Const) and node.value == 0 and not isinstance(node.value, bool)


def _countable(type_: Type) -> bool:
    return len(type_.dimension) == 1 and type_.dimension[0][1] == 1 and type_.dimension[0][0] in COUNTABLE


def _unit_hint(a: Type, b: Type) -> str:
    if a.kind == b.kind == "number" and (a.bare or b.bare):
        other = b if a.bare else a
        example = "'5%'" if other.dimension == RATIO else "'2000万元'" if "money" in str(other) else "'3年'"
        return f"give the number a unit, for example {example}"
    return ""


_COMPARE: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_REFUSED: dict[type[exp.Expr], str] = {
    exp.Is: "IS NULL would turn unknown into a value; unknown stays unknown",
    exp.Null: "NULL cannot be written; leave the fact out to make it unknown",
    exp.Query: "a query is not an expression",
    exp.Cast: "casts are not needed: types are declared in the vocabulary",
    exp.Mod: "% is not an operator here; write percentages as '5%'",
}


_UNDERSTOOD = {
    "this", "expression", "expressions", "is_string", "low", "high", "negate", "ifs", "default",
    "table", "query", "field",
}  # fmt: skip
"""The parts of a syntax node that are looked at; a node with any other is refused, never half read."""

Function = Callable[["Builder", Sequence[exp.Expr], int], Node]
"""Builds a call from its arguments and the place it stands at."""


class Builder:
    """Builds the typed tree of one expression inside a scope."""

    def __init__(self, scope: Scope, functions: Mapping[str, "Function"]) -> None:
        self.scope, self.functions = scope, functions
        self.spent = 0

    def build(self, syntax: exp.Expr, expected: Type | None = None) -> Node:
        """Return the typed node of a syntax node; `expected` helps to read a quoted literal."""
        for refused, reason in _REFUSED.items():
            if isinstance(syntax, refused):
                raise ExpressionError(reason, offset=offset_of(syntax))
        expecting, handler = self._expecting.get(type(syntax)), self._handlers.get(type(syntax))
        if expecting is None and handler is None:
            what = type(syntax).__name__.upper()
            raise ExpressionError(f"{what} is not in the language", offset=offset_of(syntax))
        if added := {name for name, part in syntax.args.items() if part} - _UNDERSTOOD:
            raise ExpressionError(f"{min(added).upper()} is not in the language", offset=offset_of(syntax))
        return expecting(self, syntax, expected) if expecting else handler(self, syntax)  # type: ignore[misc]

    def _paren(self, syntax: exp.Expr, expected: Type | None) -> Node:
        return self.build(syntax.this, expected)

    def _name(self, syntax: exp.Expr) -> Node:
        if syntax.args.get("table") or not isinstance(syntax.this, exp.Identifier):
            raise ExpressionError("names have no dots or stars", offset=offset_of(syntax))
        node = self.scope.resolve(syntax.name, offset_of(syntax))
        self._spend(node, offset_of(syntax))
        return node

    def _spend(self, node: Node, offset: int, times: int = 1) -> None:
        """Account for a part that the tree holds `times` more than it is written."""
        self.spent += size_and_depth(node)[0] * times
        if self.spent > MAX_TREE_SIZE:
            raise ExpressionError("written out, the expression is too large", "use definitions", offset)

    def _literal(self, syntax: exp.Expr, expected: Type | None) -> Node:
        text, offset = str(syntax.this), offset_of(syntax)
        if not syntax.args.get("is_string"):
            if not _NUMBER.fullmatch(text):
                hint = "at most 18 digits before and 9 behind the point"
                raise ExpressionError(f"{text[:40]} is not a number", hint, offset)
            return Const(BARE, Fraction(text))
        if expected is not None and expected.kind == "text":
            return Const(TEXT, text)
        literal = bare_literal(text, expected if expected and expected.kind == "date" else None)
        if literal is not None:
            return literal
        if expected is not None and expected.kind in ("number", "date"):
            raise ExpressionError(f"'{text[:40]}' is not {expected}", offset=offset)
        return Const(TEXT, text)

    def _boolean(self, syntax: exp.Expr) -> Node:
        return Const(BOOLEAN, bool(syntax.this))

    def _negative(self, syntax: exp.Expr) -> Node:
        arg = self.build(syntax.this)
        if isinstance(arg, Const) and isinstance(arg.value, Fraction):
            return Const(arg.type, -arg.value)
        return self._operate("-", Const(BARE, Fraction(0)), arg, offset_of(syntax))

    def _not(self, syntax: exp.Expr) -> Node:
        return Not(BOOLEAN, self._condition(syntax.this))

    def _condition(self, syntax: exp.Expr) -> Node:
        node = self.build(syntax, BOOLEAN)
        require(node, BOOLEAN, offset_of(syntax))
        return node

    def _logic(self, syntax: exp.Expr) -> Node:
        op = "and" if isinstance(syntax, exp.And) else "or"
        parts: list[Node] = []
        for part in syntax.flatten():
            node = self._condition(part)
            parts += node.args if isinstance(node, Logic) and node.op == op else (node,)
        return Logic(BOOLEAN, op, tuple(dict.fromkeys(parts)))  # type: ignore[arg-type]

    def _compare(self, syntax: exp.Expr) -> Node:
        left, right = self._pair(syntax.this, syntax.args["expression"])
        op = _COMPARE[type(syntax)]
        self._check_comparable(left, right, offset_of(syntax))
        if left.type.kind in ("text", "boolean") and op not in ("=", "<>"):
            raise ExpressionError(f"{left.type} has no order", "use = or <>", offset_of(syntax))
        if left.type.kind == "boolean":
            return self._same(left, right, offset_of(syntax), equal=op == "=")
        return Compare(BOOLEAN, op, left, right)  # type: ignore[arg-type]

    def _same(self, left: Node, right: Node, offset: int, *, equal: bool) -> Node:
        """Build the (in)equality of two conditions; beside TRUE or FALSE it is the other, or its opposite."""
        if isinstance(left, Const):
            left, right = right, left
        if isinstance(right, Const):
            return left if bool(right.value) is equal else Not(BOOLEAN, left)
        self._spend(right, offset)
        same = Choose(BOOLEAN, left, right, Not(BOOLEAN, right))
        return same if equal else Not(BOOLEAN, same)

    def _pair(self, left: exp.Expr, right: exp.Expr) -> tuple[Node, Node]:
        """Build two operands; a quoted literal takes its meaning from the other side."""
        if _is_quoted(left) and not _is_quoted(right):
            second = self.build(right)
            return self.build(left, second.type), second
        first = self.build(left)
        return first, self.build(right, first.type)

    def _check_comparable(self, left: Node, right: Node, offset: int) -> None:
        if not _agree(left, right):
            hint = _unit_hint(left.type, right.type)
            raise ExpressionError(f"cannot compare {left.type} with {right.type}", hint, offset)
        for fact, literal in ((left, right), (right, left)):
            if isinstance(fact, FactRef) and isinstance(literal, Const) and isinstance(literal.value, str):
                self._check_value(fact, literal.value, offset)

    def _check_value(self, node: Node, value: str, offset: int) -> None:
        values = self.scope.facts[node.slot.fact].values if isinstance(node, FactRef) else ()
        if values and value not in values:
            hint = did_you_mean(value, values) or f"one of {', '.join(values)}"
            raise ExpressionError(f"{value!r} is not a value of {node.slot.fact}", hint, offset)  # type: ignore[attr-defined]

    def _between(self, syntax: exp.Expr) -> Node:
        value = self.build(syntax.this)
        low = self.build(syntax.args["low"], value.type)
        high = self.build(syntax.args["high"], value.type)
        for bound in (low, high):
            self._check_comparable(value, bound, offset_of(syntax))
        if value.type.kind not in ("number", "date"):
            raise ExpressionError(f"{value.type} has no order", offset=offset_of(syntax))
        self._spend(value, offset_of(syntax))
        return Logic(
            BOOLEAN,
            "and",
            (Compare(BOOLEAN, ">=", value, low), Compare(BOOLEAN, "<=", value, high)),
        )

    def _in(self, syntax: exp.Expr) -> Node:
        if syntax.args.get("query") or syntax.args.get("field") or not syntax.expressions:
            raise ExpressionError("IN needs a list of literals", offset=offset_of(syntax))
        value, offset = self.build(syntax.this), offset_of(syntax)
        if value.type.kind == "boolean":
            raise ExpressionError("IN is not for yes/no", "write the condition itself, or NOT", offset)
        options = [self.build(option, value.type) for option in syntax.expressions]
        for option in options:
            if not isinstance(option, Const):
                raise ExpressionError("IN needs a list of literals", offset=offset)
            self._check_comparable(value, option, offset)
        if value.type.kind == "text":
            values = {str(option.value) for option in options if isinstance(option, Const)}
            return OneOf(BOOLEAN, value, tuple(sorted(values)))
        self._spend(value, offset_of(syntax), len(options) - 1)
        parts = tuple(dict.fromkeys(Compare(BOOLEAN, "=", value, option) for option in options))
        return parts[0] if len(parts) == 1 else Logic(BOOLEAN, "or", parts)

    def _like(self, syntax: exp.Expr) -> Node:
        value, pattern = self.build(syntax.this), self.build(syntax.expression, TEXT)
        text = pattern.value if isinstance(pattern, Const) else ""
        if value.type.kind != "text" or not isinstance(text, str) or not text.endswith("%"):
            raise ExpressionError("LIKE takes a text and a pattern 'C39%'", offset=offset_of(syntax))
        if set(text[:-1]) & {"%", "_"} or len(text) < 2:
            raise ExpressionError("LIKE knows prefixes only: 'C39%'", offset=offset_of(syntax))
        begins = OneOf(BOOLEAN, value, (text[:-1],), prefix=True)
        return Not(BOOLEAN, begins) if syntax.args.get("negate") else begins

    def _arithmetic(self, syntax: exp.Expr) -> Node:
        op = _ARITHMETIC[type(syntax)]
        left, right = self.build(syntax.this), self.build(syntax.args["expression"])
        return self._operate(op, left, right, offset_of(syntax))

    def _operate(self, op: str, left: Node, right: Node, offset: int) -> Node:
        if left.type.kind != "number" or right.type.kind != "number":
            dated = "date" in (left.type.kind, right.type.kind)
            hint = "use add_days, add_months, days_since …" if dated else ""
            raise ExpressionError(f"cannot compute {left.type} {op} {right.type}", hint, offset)
        return Arithmetic(self._result_type(op, left, right, offset), op, left, right)  # type: ignore[arg-type]

    def _result_type(self, op: str, left: Node, right: Node, offset: int) -> Type:
        a, b = left.type, right.type
        if op in "*/":
            dimension = multiply(a.dimension, b.dimension, 1 if op == "*" else -1)
            bare = a.bare and b.bare
            return Type("number", dimension, percent=dimension == RATIO and not bare, bare=bare)
        if not _agree(left, right):
            raise ExpressionError(f"cannot compute {a} {op} {b}", _unit_hint(a, b), offset)
        return b if a.bare else a

    def _case(self, syntax: exp.Expr, expected: Type | None) -> Node:
        default = syntax.args.get("default")
        if default is None or syntax.this is not None:
            raise ExpressionError(
                "write CASE WHEN … THEN … ELSE … END; ELSE is required", offset=offset_of(syntax)
            )
        branches = [(self._condition(part.this), part.args["true"]) for part in syntax.args["ifs"]]
        values = self._aligned([value for _, value in branches] + [default], expected, offset_of(syntax))
        node = values[-1]
        for (test, _), value in reversed(list(zip(branches, values, strict=False))):
            node = Choose(value.type if not value.type.bare else node.type, test, value, node)
        return node

    def _aligned(self, parts: Iterable[exp.Expr], expected: Type | None, offset: int) -> list[Node]:
        """Build several alternatives of one value; they must agree in type and unit."""
        nodes = [self.build(part, expected) for part in parts]
        typed = next((node for node in nodes if not node.type.bare), nodes[0])
        for node in nodes:
            if not _agree(node, typed):
                raise ExpressionError(
                    f"alternatives differ: {typed.type} and {node.type}",
                    _unit_hint(typed.type, node.type),
                    offset,
                )
        return nodes

    def _call(self, syntax: exp.Expr) -> Node:
        name, offset = str(syntax.this).lower(), offset_of(syntax)
        if name == "coalesce":
            raise ExpressionError(
                "COALESCE would turn unknown into a value; unknown stays unknown", offset=offset
            )
        if name not in self.functions:
            raise ExpressionError(f"unknown function {name!r}", did_you_mean(name, self.functions), offset)
        return self.functions[name](self, syntax.expressions, offset)

    def extreme(self, which: str, parts: list[exp.Expr], offset: int) -> Node:
        """Build `least` or `greatest`."""
        if len(parts) < 2:
            raise ExpressionError(f"{which} needs at least two values", offset=offset)
        nodes = self._aligned(parts, None, offset)
        kind = next((node.type for node in nodes if not node.type.bare), nodes[0].type)
        if kind.kind not in ("number", "date"):
            raise ExpressionError(f"{which} needs numbers or dates", offset=offset)
        return Extreme(kind, which, tuple(nodes))  # type: ignore[arg-type]

    _handlers: ClassVar[dict[type[exp.Expr], Callable[["Builder", exp.Expr], Node]]] = {}
    _expecting: ClassVar[dict[type[exp.Expr], Callable[["Builder", exp.Expr, Type | None], Node]]] = {}


def _is_quoted(syntax: exp.Expr) -> bool:
    return isinstance(syntax, exp.Literal) and bool(syntax.args.get("is_string"))


Builder._handlers = {
    exp.Column: Builder._name,
    exp.Boolean: Builder._boolean,
    exp.Neg: Builder._negative,
    exp.Not: Builder._not,
    exp.And: Builder._logic,
    exp.Or: Builder._logic,
    exp.Between: Builder._between,
    exp.In: Builder._in,
    exp.Like: Builder._like,
    exp.Anonymous: Builder._call,
    **dict.fromkeys(_COMPARE, Builder._compare),
    **dict.fromkeys(_ARITHMETIC, Builder._arithmetic),
}
Builder._expecting = {
    exp.Paren: Builder._paren,
    exp.Literal: Builder._literal,
    exp.Case: Builder._case,
}
