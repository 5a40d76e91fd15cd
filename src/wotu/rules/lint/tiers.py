"""Tiers: steps that overlap, fall, or leave a gap to the entry condition; bands short of everybody."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from wotu.rules.fold import fold, unnamed
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.lint.intervals import Range, bounds, ranges
from wotu.rules.model import Step, Tiers
from wotu.rules.nodes import Const, FactRef, Node, bare
from wotu.rules.text import Text


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is odd about the tiers and bands of one text."""
    tiers = text.version.benefit.tiers
    if tiers:
        yield from _order(text, tiers)
        yield from _entry(text, tiers)
    ranking = text.version.ranking
    if ranking and ranking.bands and ranking.bands[-1].to < 1:
        rest = f"{float((1 - ranking.bands[-1].to) * 100):g}%"
        yield text.finding(
            "T5",
            "note",
            None,
            Text(f"最后{rest}不在任何档次", f"The last {rest} are in no band"),
            Text("确认这部分确实不予支持", "Make sure that they get nothing"),
        )


def _value(node: Node, text: Reviewed) -> Fraction | None:
    folded = bare(fold(node, text.day))
    return Fraction(folded.value) if isinstance(folded, Const) and not isinstance(folded.value, str) else None


def _order(text: Reviewed, tiers: Tiers) -> Iterator[Finding]:
    for before, after in pairwise(tiers.steps):
        starts, amounts = [
            [_value(getattr(s, part), text) for s in (before, after)] for part in ("start", "amount")
        ]
        if starts[0] is not None and starts[1] is not None and starts[1] <= starts[0]:
            same = starts[0] == starts[1]
            message = (
                Text("两档起点相同", "Two steps begin at the same value")
                if same
                else Text("档次没有递增", "The steps do not rise")
            )
            why = Text("后一档会覆盖前一档", "The later one hides the earlier one")
            yield _at(text, "T1", after, message, why)
        if amounts[0] is not None and amounts[1] is not None and amounts[1] < amounts[0]:
            yield _at(
                text,
                "T2",
                after,
                Text("更高一档反而更少", "A higher step pays less"),
                Text("确认不是笔误", "Make sure it is meant"),
            )


def _at(text: Reviewed, code: str, step: Step, message: Text, why: Text) -> Finding:
    return Finding(code, "warning", step.place, text.version.key, "tiers", message, why)


def _entry(text: Reviewed, tiers: Tiers) -> Iterator[Finding]:
    """Compare the first step with what the conditions let in."""
    of, first = bare(unnamed(tiers.of)), _value(tiers.steps[0].start, text)
    if not isinstance(of, FactRef) or first is None:
        return
    conditions = (b for c in text.version.conditions for b in bounds(fold(c.node, text.day)))
    low = ranges(conditions).get(of.slot, Range()).low
    if low is None:
        return
    second = _value(tiers.steps[1].start, text) if len(tiers.steps) > 1 else None
    if low[0] < first:
        yield _at(
            text,
            "T3",
            tiers.steps[0],
            Text("入门条件与第一档之间有空档", "A gap between the entry condition and the first step"),
            Text("符合条件却拿不到任何一档", "Some who meet the conditions reach no step"),
        )
    if second is not None and low[0] >= second:
        yield _at(
            text,
            "T4",
            tiers.steps[0],
            Text("第一档永远用不到", "The first step is never used"),
            Text("入门条件已高于第二档起点", "The entry condition is already at the second step"),
        )
