"""Tiers: steps that overlap, fall, or leave a gap to the entry condition; bands short of everybody."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from wotu.rules.fold import fold, unnamed
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.lint.intervals import Range, bounds, ranges
from wotu.rules.model import Band, Step, Tiers
from wotu.rules.nodes import Const, FactRef, Node, bare
from wotu.rules.text import Text


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is odd about the tiers and bands of one text."""
    tiers, ranking = text.version.benefit.tiers, text.version.ranking
    if tiers:
        for before, after in pairwise(tiers.steps):
            yield from _pair(text, before, after)
        yield from _reached(text, tiers)
    if ranking and ranking.bands:
        yield from _bands(text, ranking.bands)


def _value(node: Node | None, text: Reviewed) -> Fraction | None:
    folded = bare(fold(node, text.day)) if node is not None else None
    if not isinstance(folded, Const) or isinstance(folded.value, str | bool):
        return None
    return Fraction(folded.value)


def _pair(text: Reviewed, before: Step, after: Step) -> Iterator[Finding]:
    start, following = _value(before.start, text), _value(after.start, text)
    if start is not None and following is not None and following == start:
        message = Text("两档起点相同", "Two steps begin at the same value")
        yield _at(
            text, "T1", after, message, Text("后一档会覆盖前一档", "The later one hides the earlier one")
        )
    elif start is not None and following is not None and following < start:
        message = Text("档次没有递增", "The steps do not rise")
        why = Text("后写的低档会覆盖高档", "A lower step written later hides the higher one")
        yield _at(text, "T1", after, message, why)
    paid, then = _value(before.amount, text), _value(after.amount, text)
    slices = before.amount.type.percent and text.version.benefit.type != "rate"
    if paid is not None and then is not None and then < paid and not slices:
        message = Text("更高一档反而更少", "A higher step pays less")
        yield _at(text, "T2", after, message, Text("确认不是笔误", "Make sure it is meant"))


def _at(text: Reviewed, code: str, step: Step, message: Text, why: Text) -> Finding:
    return Finding(code, "warning", step.place, text.version.key, "tiers", message, why)


def _reached(text: Reviewed, tiers: Tiers) -> Iterator[Finding]:
    """Compare the steps with what the conditions let in."""
    of = bare(unnamed(tiers.of))
    if not isinstance(of, FactRef):
        return
    conditions = (b for c in text.version.conditions for b in bounds(fold(c.node, text.day)))
    let_in = ranges(conditions).get(of.slot, Range())
    starts = [_value(step.start, text) for step in tiers.steps]
    first = starts[0]
    if let_in.low and first is not None and let_in.low[0] < first and tiers.entry is not None:
        message = Text("入门条件与第一档之间有空档", "A gap between the entry condition and the first step")
        why = Text("符合条件却拿不到任何一档", "Some who meet the conditions reach no step")
        yield _at(text, "T3", tiers.steps[0], message, why)
    for step, start, following in zip(tiers.steps, starts, [*starts[1:], None], strict=True):
        if let_in.low and following is not None and let_in.low[0] >= following:
            message = Text("这一档永远用不到", "The step is never used")
            why = Text("入门条件已达到下一档起点", "The entry condition is already at the next step")
            yield _at(text, "T4", step, message, why)
        if let_in.high and start is not None and _above(start, let_in):
            message = Text("这一档永远达不到", "The step is never reached")
            why = Text("条件不允许这么高的数值", "The conditions do not let in so high a value")
            yield _at(text, "T6", step, message, why)


def _above(start: Fraction, let_in: Range) -> bool:
    return let_in.high is not None and (
        start > let_in.high[0] or (start == let_in.high[0] and not let_in.high[1])
    )


def _bands(text: Reviewed, bands: tuple[Band, ...]) -> Iterator[Finding]:
    if bands[-1].to < 1:
        rest = f"{float((1 - bands[-1].to) * 100):g}%"
        message = Text(f"最后{rest}不在任何档次", f"The last {rest} are in no band")
        why = Text("确认这部分确实不予支持", "Make sure that they get nothing")
        yield text.finding("T5", "note", None, message, why)
    for better, worse in pairwise(bands):
        paid, less = _value(better.amount, text), _value(worse.amount, text)
        if paid is not None and less is not None and less > paid:
            message = Text(
                f"{worse.id}档多于更靠前的{better.id}档",
                f"Band {worse.id} pays more than the better {better.id}",
            )
            why = Text("确认不是笔误", "Make sure it is meant")
            yield text.finding("T7", "warning", None, message, why)
