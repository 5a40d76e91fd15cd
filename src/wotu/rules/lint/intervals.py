"""What a conjunction of simple conditions leaves open for each fact."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from wotu.rules.nodes import Compare, Const, FactRef, Logic, Node, Not, OneOf, bare
from wotu.rules.vocabulary import Slot

_FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEGATED = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass
class Range:
    """The values of one fact that are still possible. An end is a value and whether it is inside."""

    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None
    texts: frozenset[str] | None = None
    flags: frozenset[bool] = field(default_factory=lambda: frozenset({True, False}))

    def is_empty(self) -> bool:
        """Tell whether nothing is left."""
        if not self.flags or self.texts == frozenset():
            return True
        if self.low is None or self.high is None:
            return False
        touching = self.low[0] == self.high[0] and not (self.low[1] and self.high[1])
        return self.low[0] > self.high[0] or touching

    def narrowed(self, op: str, value: Fraction) -> "Range":
        """Return what is left when a comparison with a number must hold."""
        low, high = self.low, self.high
        if op in (">", ">=", "="):
            low = _tighter(low, (value, op != ">"), 1)
        if op in ("<", "<=", "="):
            high = _tighter(high, (value, op != "<"), -1)
        return Range(low, high, self.texts, self.flags)


def _tighter(
    old: tuple[Fraction, bool] | None, new: tuple[Fraction, bool], sign: int
) -> tuple[Fraction, bool]:
    if old is None or (new[0] - old[0]) * sign > 0:
        return new
    return (old[0], old[1] and new[1]) if new[0] == old[0] else old


@dataclass(frozen=True)
class Bound:
    """A simple condition: one fact against one literal."""

    slot: Slot
    op: str
    value: Fraction | str | bool | frozenset[str]

    def apply(self, before: Range) -> Range:
        """Return the range left when this must hold as well."""
        if isinstance(self.value, bool):
            return Range(before.low, before.high, before.texts, before.flags & {self.value})
        if isinstance(self.value, frozenset):
            texts = self.value if before.texts is None else before.texts & self.value
            return Range(before.low, before.high, texts, before.flags)
        if isinstance(self.value, str):
            return before
        return before.narrowed(self.op, self.value)


def bounds(node: Node, *, negated: bool = False) -> Iterator[Bound]:
    """Yield the simple conditions that must hold for a condition to be met; others are passed over."""
    node = bare(node)
    if isinstance(node, Not):
        yield from bounds(node.arg, negated=not negated)
    elif isinstance(node, Logic) and node.op == ("or" if negated else "and"):
        for arg in node.args:
            yield from bounds(arg, negated=negated)
    elif isinstance(node, FactRef) and node.type.kind == "boolean":
        yield Bound(node.slot, "=", not negated)
    elif isinstance(node, OneOf) and isinstance(node.arg, FactRef) and not node.prefix and not negated:
        yield Bound(node.arg.slot, "=", frozenset(node.values))
    elif isinstance(node, Compare):
        yield from _compared(node, negated=negated)


def _compared(node: Compare, *, negated: bool) -> Iterator[Bound]:
    left, right, op = bare(node.left), bare(node.right), node.op
    if isinstance(left, Const) and isinstance(right, FactRef):
        left, right, op = right, left, _FLIPPED[op]  # type: ignore[assignment]
    if not (isinstance(left, FactRef) and isinstance(right, Const)):
        return
    op = _NEGATED[op] if negated else op  # type: ignore[assignment]
    if isinstance(right.value, str):
        if op == "=":
            yield Bound(left.slot, "=", frozenset({right.value}))
    elif not isinstance(right.value, bool):
        yield Bound(left.slot, op, Fraction(right.value))


def ranges(found: Iterator[Bound]) -> dict[Slot, Range]:
    """Return what is left for each fact when all of the conditions hold."""
    left: dict[Slot, Range] = {}
    for bound in found:
        left[bound.slot] = bound.apply(left.get(bound.slot, Range()))
    return left
