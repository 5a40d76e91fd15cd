"""The typed tree of an expression: what parsing produces and every engine evaluates.

Nodes are immutable and compare by structure, so the same condition written in two measures is the
same node and is evaluated once. Numbers are `Fraction`s in base units, dates are days since
1970-01-01, texts are texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, DATE, Slot, Type

Literals: TypeAlias = Fraction | bool | str | int
"""Number, truth value, text, or a date as a day number."""


@dataclass(frozen=True)
class Node:
    """A typed expression."""

    type: Type

    @cached_property
    def children(self) -> tuple["Node", ...]:
        """The parts this node is made of, in the order they are declared."""
        found: list[Node] = []
        for spec in fields(self):
            value = getattr(self, spec.name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple):
                found += [part for part in value if isinstance(part, Node)]
        return tuple(found)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def slots(self) -> frozenset[Slot]:
        """Every fact cell the expression may read; a part used twice is looked at once."""
        own = {self.slot} if isinstance(self, FactRef) else set()
        return frozenset(own.union(*(child.slots for child in self.children)))


@dataclass(frozen=True)
class FactRef(Node):
    """The value of one fact cell."""

    slot: Slot


@dataclass(frozen=True)
class Const(Node):
    """A literal."""

    value: Literals


@dataclass(frozen=True)
class NotKnown(Node):
    """A value that is unknown whatever the facts are: a parameter before its first date."""


@dataclass(frozen=True)
class AsOf(Node):
    """The date of evaluation: handed in, never read from a clock."""


@dataclass(frozen=True)
class Arithmetic(Node):
    """`left op right` on numbers, units already checked."""

    op: Literal["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True)
class Extreme(Node):
    """The least or greatest of several values; unknown if any of them is."""

    which: Literal["least", "greatest"]
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Whole(Node):
    """`arg` rounded to a multiple of `step` (in base units)."""

    arg: Node
    step: Fraction
    mode: Literal["floor", "ceil", "half_up"]


@dataclass(frozen=True)
class Compare(Node):
    """`left op right` on two numbers, dates or texts."""

    op: Literal["=", "<>", "<", "<=", ">", ">="]
    left: Node
    right: Node


@dataclass(frozen=True)
class OneOf(Node):
    """A text is one of `values`, or begins with one of them where `prefix` is set."""

    arg: Node
    values: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Logic(Node):
    """Kleene AND / OR over several conditions."""

    op: Literal["and", "or"]
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    """Kleene NOT."""

    arg: Node


@dataclass(frozen=True)
class Choose(Node):
    """`then` if `test`, else `otherwise`; where `test` is unknown, known only if both agree."""

    test: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True)
class YearOf(Node):
    """The calendar year of a date."""

    arg: Node


@dataclass(frozen=True)
class Elapsed(Node):
    """Completed days or months from `start` to `end`; `years` counts whole years, in months."""

    start: Node
    end: Node
    unit: Literal["days", "months", "years"]


@dataclass(frozen=True)
class Shift(Node):
    """`date` moved by a number of days or months; a day past the month's end becomes its last day."""

    date: Node
    by: Node
    unit: Literal["days", "months"]


@dataclass(frozen=True)
class Named(Node):
    """A parameter, a definition or a function of time, written by name; evaluates as `body`."""

    kind: Literal["parameter", "definition", "function"]
    name: str
    label: Text
    body: Node


TRUE = Const(BOOLEAN, True)
FALSE = Const(BOOLEAN, False)
AS_OF = AsOf(DATE)


def both(*args: Node) -> Node:
    """Return the conjunction of conditions, flattened."""
    flat = [
        part for arg in args for part in (arg.args if isinstance(arg, Logic) and arg.op == "and" else (arg,))
    ]
    kept = tuple(dict.fromkeys(part for part in flat if part != TRUE))
    return TRUE if not kept else kept[0] if len(kept) == 1 else Logic(BOOLEAN, "and", kept)


def bare(node: Node) -> Node:
    """Return the node without the name it was written by."""
    while isinstance(node, Named):
        node = node.body
    return node


def size_and_depth(node: Node) -> tuple[int, int]:
    """Return how large and how deep a tree is, without ever walking a shared part twice."""
    known: dict[int, tuple[int, int]] = {}
    stack = [node]
    while stack:
        top = stack[-1]
        waiting = [child for child in top.children if id(child) not in known]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        below = [known[id(child)] for child in top.children]
        known[id(top)] = (1 + sum(s for s, _ in below), 1 + max((d for _, d in below), default=0))
    return known[id(node)]
