"""Worked examples that are missing where a figure is worked out: a ratio, a term, a step of tiers.

`examples` looks at facts that stand beside a number; here both sides of a comparison are evaluated on the
examples themselves, each on its own date.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known, compile_node
from wotu.rules.fold import fold
from wotu.rules.lint.intervals import bounds
from wotu.rules.model import Pack, Version
from wotu.rules.nodes import AsOf, Compare, Logic, Named, Node, Not
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot

Shown = Sequence[tuple[dt.date, Mapping[Slot, Known]]]
"""The examples of a measure: as of when, and what is known."""


def missing_turning_points(pack: Pack, on: dt.date, shown: Mapping[str, Shown]) -> list[Text]:
    """Return the comparisons and the steps at which no example of the measure stands exactly."""
    found = []
    for measure in pack.measures:
        examples = shown.get(measure.id, ())
        for version in measure.versions:
            for where, left, right in _turning_points(version, on):
                if not any(_meet(left, right, day, facts) for day, facts in examples):
                    found.append(
                        Text(
                            f"{version.key} {where.zh}：没有算例恰在界上",
                            f"{version.key} {where.en}: no example stands exactly at the limit",
                        )
                    )
    return list(dict.fromkeys(found))


def _turning_points(version: Version, on: dt.date) -> Iterator[tuple[Text, Node, Node]]:
    for condition in version.conditions:
        where = Text(f"条件 {condition.id}", f"condition {condition.id}")
        for comparison in _comparisons(condition.node):
            if comparison.op not in ("=", "<>") and not _is_looked_at(comparison, on):
                yield where, comparison.left, comparison.right
    if version.benefit.tiers:
        for step in version.benefit.tiers.steps:
            where = Text(f"分档 {step.written}", f"step {step.written}")
            yield where, version.benefit.tiers.of, step.start


def _is_looked_at(comparison: Compare, on: dt.date) -> bool:
    """Tell whether `examples` looks at it: a fact beside a number that does not move with the date."""
    moves = any(isinstance(part, AsOf) for part in comparison.walk())
    return not moves and any(bounds(fold(comparison, day_number(on))))


def _comparisons(node: Node) -> Iterator[Compare]:
    """Yield the comparisons of a condition; a definition has examples of its own."""
    while isinstance(node, Named):
        if node.kind == "definition":
            return
        node = node.body
    if isinstance(node, Compare):
        yield node
    elif isinstance(node, Logic | Not):
        for child in node.children:
            yield from _comparisons(child)


def _meet(left: Node, right: Node, day: dt.date, facts: Mapping[Slot, Known]) -> bool:
    value = compile_node(fold(left, day_number(day)))(facts)
    return value is not None and value == compile_node(fold(right, day_number(day)))(facts)
