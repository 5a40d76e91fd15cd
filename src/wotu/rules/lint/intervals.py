"""What a conjunction of conditions leaves open for each fact, and what follows from it.

Everything errs on the side of saying nothing: a range is never smaller than what is possible.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wotu.rules.nodes import Compare, Const, FactRef, Logic, Node, Not, OneOf, bare
from wotu.rules.vocabulary import Fact, Slot, Vocabulary

_FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEGATED = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_NEVER_NEGATIVE = {
    "person", "firm", "piece", "item", "case", "time", "bed", "night", "m2", "m3", "kwh", "t",
}  # fmt: skip

End = tuple[Fraction, bool]
"""The end of a range: a value, and whether it is inside."""


@dataclass(frozen=True)
class Range:
    """The values of one fact that are still possible; numbers lie on a grid of `step`."""

    low: End | None = None
    high: End | None = None
    texts: frozenset[str] | None = None
    flags: frozenset[bool] = field(default_factory=lambda: frozenset({True, False}))
    holes: frozenset[Fraction] = frozenset()
    step: Fraction | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing is left."""
        if not self.flags or self.texts == frozenset():
            return True
        if self.low is None or self.high is None:
            return False
        if self.low[0] == self.high[0]:
            return not (self.low[1] and self.high[1] and self.allows(self.low[0]))
        return self.low[0] > self.high[0]

    def allows(self, value: Fraction) -> bool:
        """Tell whether a number lies on the grid, as half a person does not, and outside the holes."""
        return value not in self.holes and (self.step is None or value % self.step == 0)

    def narrowed(self, op: str, value: Fraction) -> "Range":
        """Return what is left when a comparison with a number must hold."""
        if op == "<>":
            return replace(self, holes=self.holes | {value})
        low, high = self.low, self.high
        if op in (">", ">=", "="):
            low = _tighter(low, (value, op != ">"), 1)
        if op in ("<", "<=", "="):
            high = _tighter(high, (value, op != "<"), -1)
        return replace(self, low=low, high=high)


def _tighter(old: End | None, new: End, sign: int) -> End:
    if old is None or (new[0] - old[0]) * sign > 0:
        return new
    return (old[0], old[1] and new[1]) if new[0] == old[0] else old


Ranges = Mapping[Slot, Range]


def domain(fact: Fact) -> Range:
    """Return what is possible before any condition: no fact counts fewer than nobody."""
    if fact.type.kind == "text":
        return Range(texts=frozenset(fact.values) if fact.values else None)
    if fact.type.kind != "number":
        return Range()
    bases = {base for base, exponent in fact.type.dimension if exponent == 1}
    counted = len(fact.type.dimension) == 1 and bool(bases & _NEVER_NEGATIVE)
    return Range(low=(Fraction(0), True) if counted else None, step=fact.scale)


@dataclass(frozen=True)
class Bound:
    """A simple condition: one fact against one literal."""

    slot: Slot
    op: str
    value: Fraction | bool | frozenset[str]

    def apply(self, before: Range) -> Range:
        """Return the range left when this must hold as well."""
        if isinstance(self.value, bool):
            return replace(before, flags=before.flags & {self.value})
        if isinstance(self.value, frozenset):
            texts = self.value if before.texts is None else before.texts & self.value
            return replace(before, texts=texts)
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
    left, right, op = bare(node.left), bare(node.right), str(node.op)
    if isinstance(left, Const) and isinstance(right, FactRef):
        left, right, op = right, left, _FLIPPED[op]
    if not (isinstance(left, FactRef) and isinstance(right, Const)):
        return
    op = _NEGATED[op] if negated else op
    if isinstance(right.value, str):
        if op == "=":
            yield Bound(left.slot, "=", frozenset({right.value}))
    elif not isinstance(right.value, bool):
        yield Bound(left.slot, op, Fraction(right.value))


def ranges(found: Iterable[Bound], vocabulary: Vocabulary | None = None) -> dict[Slot, Range]:
    """Return what is left for each fact when all of the conditions hold."""
    left: dict[Slot, Range] = {}
    for bound in found:
        left[bound.slot] = bound.apply(left.get(bound.slot) or start(bound.slot, vocabulary))
    return left


def start(slot: Slot, vocabulary: Vocabulary | None) -> Range:
    """Return what is possible for a cell before any condition."""
    if vocabulary is None or slot.began or slot.fact not in vocabulary:
        return Range()
    return domain(vocabulary[slot.fact])
