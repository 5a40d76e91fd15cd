"""Fixing the date: a tree for any date becomes the tree for one date.

Dated parameters and definitions are written as choices over the as-of date; once that is known they
fold away, so no engine ever sees them.
"""

from dataclasses import fields, replace

from wotu.rules.nodes import (
    Arithmetic,
    AsOf,
    Choose,
    Compare,
    Const,
    Extreme,
    FactRef,
    Logic,
    Named,
    Node,
    Not,
    Whole,
    bare,
)  # fmt: skip
from wotu.rules.vocabulary import BOOLEAN, DATE

_ORDER = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def fold(node: Node, as_of: int) -> Node:
    """Return `node` as of a day: the date put in, choices and conditions that it settles removed."""
    if isinstance(node, AsOf):
        return Const(DATE, as_of)
    if isinstance(node, Choose):
        return _fold_choice(node, as_of)
    changed = _with_children(node, tuple(fold(child, as_of) for child in node.children))
    if isinstance(changed, Compare):
        return _fold_compare(changed)
    if isinstance(changed, Logic):
        return _fold_logic(changed)
    if isinstance(changed, Not) and isinstance(changed.arg, Const):
        return Const(BOOLEAN, not changed.arg.value)
    return changed


def _fold_choice(node: Choose, as_of: int) -> Node:
    test = fold(node.test, as_of)
    if isinstance(test, Const):
        return fold(node.then if test.value else node.otherwise, as_of)
    return Choose(node.type, test, fold(node.then, as_of), fold(node.otherwise, as_of))


def _fold_compare(node: Compare) -> Node:
    left, right = bare(node.left), bare(node.right)
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(BOOLEAN, bool(_ORDER[node.op](left.value, right.value)))
    return node


def _fold_logic(node: Logic) -> Node:
    settles = node.op == "or"
    parts = tuple(part for part in node.args if part != Const(BOOLEAN, not settles))
    if Const(BOOLEAN, settles) in parts:
        return Const(BOOLEAN, settles)
    if not parts:
        return Const(BOOLEAN, not settles)
    return parts[0] if len(parts) == 1 else Logic(BOOLEAN, node.op, parts)


def unnamed(node: Node) -> Node:
    """Return the tree without names, so that equal conditions are equal nodes."""
    if isinstance(node, Named):
        return unnamed(node.body)
    return _with_children(node, tuple(unnamed(child) for child in node.children))


class Interner:
    """Keeps one copy of every distinct tree, so that equal nodes are the same object."""

    def __init__(self) -> None:
        self._kept: dict[Node, Node] = {}

    def unnamed(self, node: Node) -> Node:
        """Return the kept copy of a tree without names."""
        if isinstance(node, Named):
            return self.unnamed(node.body)
        plain = _with_children(node, tuple(self.unnamed(child) for child in node.children))
        return self._kept.setdefault(plain, plain)


def _with_children(node: Node, children: tuple[Node, ...]) -> Node:
    if all(new is old for new, old in zip(children, node.children, strict=True)):
        return node
    rest = iter(children)
    changes: dict[str, object] = {}
    for spec in fields(node):
        value = getattr(node, spec.name)
        if isinstance(value, Node):
            changes[spec.name] = next(rest)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            changes[spec.name] = tuple(next(rest) for _ in value)
    return replace(node, **changes)  # type: ignore[arg-type]


def is_strict(node: Node) -> bool:
    """Tell whether a number is unknown wherever one of its facts is; where it may not be, False.

    A choice is where it chooses between different constants by one and the same fact, as tiers do.
    """
    node = bare(node)
    if isinstance(node, Choose):
        return _strict_choice(node)
    return isinstance(node, Const | FactRef) or (
        isinstance(node, Arithmetic | Extreme | Whole) and all(is_strict(child) for child in node.children)
    )


def _strict_choice(choice: Choose) -> bool:
    tests: list[Node] = []
    leaves: list[Node] = []
    waiting: list[Node] = [choice]
    while waiting:
        node = bare(waiting.pop())
        if isinstance(node, Choose):
            tests.append(node.test)
            waiting += [node.then, node.otherwise]
        else:
            leaves.append(node)
    constants = {leaf.value for leaf in leaves if isinstance(leaf, Const)}
    return (
        all(isinstance(leaf, Const) for leaf in leaves)
        and len(constants) == len(leaves)
        and len({slot for test in tests for slot in test.slots}) == 1
        and all(
            isinstance(test, Compare) and all(is_strict(side) for side in test.children) for test in tests
        )
    )
