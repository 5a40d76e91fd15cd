"""Whether a condition must hold, cannot hold, or may do either, given the ranges of the facts."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product

from wotu.rules import nodes as n
from wotu.rules.lint.intervals import End, Range, Ranges, bounds, ranges, start
from wotu.rules.vocabulary import Slot, Vocabulary


@dataclass(frozen=True)
class Span:
    """From where to where a number or date may lie; None is without end."""

    low: End | None = None
    high: End | None = None


_ANY = Span()


@dataclass(frozen=True)
class Given:
    """What is known about the facts."""

    ranges: Ranges
    vocabulary: Vocabulary

    def of(self, slot: Slot) -> Range:
        """Return the range of a cell."""
        return self.ranges.get(slot) or start(slot, self.vocabulary)

    def and_also(self, *nodes: n.Node) -> "Given":
        """Return what is known when conditions hold as well."""
        found = chain.from_iterable(bounds(node) for node in nodes)
        more = dict(self.ranges)
        for bound in found:
            more[bound.slot] = bound.apply(more.get(bound.slot) or start(bound.slot, self.vocabulary))
        return Given(more, self.vocabulary)

    def is_impossible(self) -> bool:
        """Tell whether some fact has no value left."""
        return any(left.is_empty() for left in self.ranges.values())


def given(vocabulary: Vocabulary, *nodes: n.Node) -> Given:
    """Return what is known when conditions hold."""
    return Given(ranges((), vocabulary), vocabulary).and_also(*nodes)


def possible(node: n.Node, known: Given) -> bool:
    """Tell whether a condition can be met at all."""
    node = n.bare(node)
    if isinstance(node, n.Logic) and node.op == "or":
        return any(possible(arg, known) for arg in node.args)
    if isinstance(node, n.Logic):
        together = known.and_also(node)
        return not together.is_impossible() and all(possible(arg, together) for arg in node.args)
    return not known.and_also(node).is_impossible() and decide(node, known) is not False


def decide(node: n.Node, known: Given) -> bool | None:
    """Return whether a condition must hold (True), cannot (False), or may do either."""
    node = n.bare(node)
    decider = _DECIDERS.get(type(node))
    return decider(node, known) if decider else None


def _decide_const(node: n.Const, _known: Given) -> bool:
    return bool(node.value)


def _decide_fact(node: n.FactRef, known: Given) -> bool | None:
    flags = known.of(node.slot).flags
    return next(iter(flags)) if len(flags) == 1 else None


def _decide_not(node: n.Not, known: Given) -> bool | None:
    answer = decide(node.arg, known)
    return None if answer is None else not answer


def _decide_logic(node: n.Logic, known: Given) -> bool | None:
    settles = node.op == "or"
    answers = {decide(arg, known) for arg in node.args}
    if settles in answers:
        return settles
    return None if None in answers else not settles


def _decide_one_of(node: n.OneOf, known: Given) -> bool | None:
    texts = _texts(node.arg, known)
    if texts is None:
        return None
    found = {text.startswith(node.values) if node.prefix else text in node.values for text in texts}
    return found.pop() if len(found) == 1 else None


def _texts(node: n.Node, known: Given) -> frozenset[str] | None:
    node = n.bare(node)
    if isinstance(node, n.Const):
        return frozenset({str(node.value)})
    return known.of(node.slot).texts if isinstance(node, n.FactRef) else None


def _decide_compare(node: n.Compare, known: Given) -> bool | None:
    if node.left.type.kind == "text":
        left, right = _texts(node.left, known), _texts(node.right, known)
        if left is None or right is None:
            return None
        equal = {a == b for a, b in product(left, right)}
        return None if len(equal) != 1 else equal.pop() is (node.op == "=")
    if _off_grid(node, known):
        return node.op == "<>" if node.op in ("=", "<>") else None
    return _compare_spans(str(node.op), span(node.left, known), span(node.right, known))


def _off_grid(node: n.Compare, known: Given) -> bool:
    """Tell whether a fact is compared with a value that it cannot have."""
    left, right = n.bare(node.left), n.bare(node.right)
    for fact, other in ((left, right), (right, left)):
        if isinstance(fact, n.FactRef) and isinstance(other, n.Const) and isinstance(other.value, Fraction):
            return node.op in ("=", "<>") and not known.of(fact.slot).allows(other.value)
    return False


def _compare_spans(op: str, a: Span, b: Span) -> bool | None:
    if op in (">", ">="):
        return _compare_spans({">": "<", ">=": "<="}[op], b, a)
    if op in ("<", "<="):
        if _before(a.high, b.low, strictly=op == "<"):
            return True
        return False if _before(b.high, a.low, strictly=op == "<=") else None
    apart = _before(a.high, b.low, strictly=True) or _before(b.high, a.low, strictly=True)
    point = a.low is not None and a.low == a.high == b.low == b.high and a.low[1]
    equal = False if apart else True if point else None
    return equal if equal is None or op == "=" else not equal


def _before(high: End | None, low: End | None, *, strictly: bool) -> bool:
    """Tell whether everything up to `high` lies before everything from `low`."""
    if high is None or low is None:
        return False
    touching = not strictly or not (high[1] and low[1])
    return high[0] < low[0] or (high[0] == low[0] and touching)


def span(node: n.Node, known: Given) -> Span:
    """Return where the value of an expression may lie."""
    node = n.bare(node)
    measure = _SPANS.get(type(node))
    return measure(node, known) if measure else _ANY


def _const(node: n.Const, _known: Given) -> Span:
    if isinstance(node.value, bool | str):
        return _ANY
    end = (Fraction(node.value), True)
    return Span(end, end)


def _fact(node: n.FactRef, known: Given) -> Span:
    left = known.of(node.slot)
    return Span(left.low, left.high)


def _arithmetic(node: n.Arithmetic, known: Given) -> Span:
    a, b = span(node.left, known), span(node.right, known)
    if node.op == "+":
        return Span(_added(a.low, b.low), _added(a.high, b.high))
    if node.op == "-":
        return Span(_added(a.low, _minus(b.high)), _added(a.high, _minus(b.low)))
    if node.op == "*":
        return _product(a, b)
    if b.low is not None and b.low == b.high and b.low[0] > 0:
        return Span(_scaled(a.low, 1 / b.low[0]), _scaled(a.high, 1 / b.low[0]))
    return _ANY


def _added(a: End | None, b: End | None) -> End | None:
    return None if a is None or b is None else (a[0] + b[0], a[1] and b[1])


def _minus(end: End | None) -> End | None:
    return None if end is None else (-end[0], end[1])


def _scaled(end: End | None, factor: Fraction) -> End | None:
    return None if end is None else (end[0] * factor, end[1])


def _product(a: Span, b: Span) -> Span:
    """Multiply what is not negative; anything else may lie anywhere."""
    if a.low is None or b.low is None or a.low[0] < 0 or b.low[0] < 0:
        return _ANY
    low = (a.low[0] * b.low[0], True)
    high = None if a.high is None or b.high is None else (a.high[0] * b.high[0], True)
    return Span(low, high)


def _extreme(node: n.Extreme, known: Given) -> Span:
    spans = [span(arg, known) for arg in node.args]
    pick = min if node.which == "least" else max
    lows, highs = [s.low for s in spans], [s.high for s in spans]
    return Span(
        _picked(lows, pick, every=node.which == "least"), _picked(highs, pick, every=node.which != "least")
    )


def _picked(ends: "list[End | None]", pick: Callable[..., Fraction], *, every: bool) -> End | None:
    """Pick the end of several; where `every` is needed, one without end leaves none."""
    finite = [end for end in ends if end is not None]
    if not finite or (every and len(finite) < len(ends)):
        return None
    value = pick(end[0] for end in finite)
    return value, any(end == (value, True) for end in finite)


def _whole(node: n.Whole, known: Given) -> Span:
    inner = span(node.arg, known)
    round_ = math.floor if node.mode == "floor" else math.ceil
    low, high = (
        None if e is None else (round_(e[0] / node.step) * node.step, True) for e in (inner.low, inner.high)
    )
    return Span(low, high) if node.mode != "half_up" else _ANY


def _choose(node: n.Choose, known: Given) -> Span:
    answer = decide(node.test, known)
    if answer is not None:
        return span(node.then if answer else node.otherwise, known)
    a, b = span(node.then, known), span(node.otherwise, known)
    return Span(_picked([a.low, b.low], min, every=True), _picked([a.high, b.high], max, every=True))


_SPANS: dict[type[n.Node], Callable[..., Span]] = {
    n.Const: _const, n.FactRef: _fact, n.Arithmetic: _arithmetic, n.Extreme: _extreme, n.Whole: _whole,
    n.Choose: _choose,
}  # fmt: skip
_DECIDERS: dict[type[n.Node], Callable[..., bool | None]] = {
    n.Const: _decide_const, n.FactRef: _decide_fact, n.Not: _decide_not, n.Logic: _decide_logic,
    n.OneOf: _decide_one_of, n.Compare: _decide_compare,
}  # fmt: skip
