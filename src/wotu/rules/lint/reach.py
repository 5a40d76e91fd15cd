"""Conditions that can never be met, or always are."""

from collections.abc import Iterator
from itertools import chain

from wotu.rules.fold import fold
from wotu.rules.lint.finding import Clause, Finding, Reviewed
from wotu.rules.lint.intervals import Range, bounds, ranges
from wotu.rules.nodes import Const, Node
from wotu.rules.text import Text


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield contradictions, constants and redundancies among the conditions of one text."""
    folded = [(clause, fold(clause.nodes[0], text.day)) for clause in text.clauses() if clause.is_condition]
    for clause, node in folded:
        yield from _constant(text, clause, node)
    yield from _contradictions(text, folded)
    yield from _redundant(text, folded)


def _constant(text: Reviewed, clause: Clause, node: Node) -> Iterator[Finding]:
    if isinstance(node, Const):
        message = (
            Text("条件恒成立", "Is always met") if node.value else Text("条件永不成立", "Can never be met")
        )
        why = Text("条件不随任何事实变化", "It does not depend on any fact")
        yield text.finding("U1", "warning", clause, message, why)
    elif any(left.is_empty() for left in ranges(bounds(node)).values()):
        yield text.finding(
            "U2",
            "warning",
            clause,
            Text("条件永不成立", "Can never be met"),
            Text("条件内部互相矛盾", "Its own parts contradict each other"),
        )


def _contradictions(text: Reviewed, folded: list[tuple[Clause, Node]]) -> Iterator[Finding]:
    together = ranges(chain.from_iterable(bounds(node) for _, node in folded))
    alone = [ranges(bounds(node)) for _, node in folded]
    for slot, left in together.items():
        if not left.is_empty() or any(own.get(slot, Range()).is_empty() for own in alone):
            continue
        involved = [clause for (clause, _), own in zip(folded, alone, strict=True) if slot in own]
        names = ", ".join(clause.id for clause in involved)
        label = text.vocabulary[slot.fact].label
        yield text.finding(
            "U3",
            "warning",
            involved[-1],
            Text(f"条件 {names} 不可能同时成立", f"Conditions {names} cannot be met together"),
            Text(f"对“{label.zh}”的要求互相矛盾", f"They ask contradictory things of “{label.en}”"),
        )


def _redundant(text: Reviewed, folded: list[tuple[Clause, Node]]) -> Iterator[Finding]:
    """Flag a condition that the others already imply."""
    for index, (clause, node) in enumerate(folded):
        own = list(bounds(node))
        others = ranges(chain.from_iterable(bounds(n) for i, (_, n) in enumerate(folded) if i != index))
        if len(own) != 1 or own[0].slot not in others:
            continue
        before = others[own[0].slot]
        if own[0].op != "<>" and not before.is_empty() and own[0].apply(before) == before:
            yield text.finding(
                "U4",
                "note",
                clause,
                Text("条件多余", "Is implied by the other conditions"),
                Text("其他条件成立时它必然成立", "It holds whenever they do"),
            )
