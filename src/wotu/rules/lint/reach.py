"""Conditions that can never be met, or always are; windows that never open."""

import datetime as dt
from collections.abc import Iterator

from wotu.rules.dates import from_day_number
from wotu.rules.fold import fold
from wotu.rules.lint.deciding import decide, given, possible
from wotu.rules.lint.finding import Clause, Finding, Reviewed
from wotu.rules.nodes import Node
from wotu.rules.text import Text

Folded = list[tuple[Clause, Node]]


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield contradictions, constants and redundancies among the conditions of one text."""
    folded = [(clause, fold(clause.nodes[0], text.day)) for clause in text.clauses() if clause.is_condition]
    open_ones: Folded = []
    for clause, node in folded:
        found = list(_alone(text, clause, node))
        yield from found
        if not found:
            open_ones.append((clause, node))
    if not (contradictions := list(_contradictions(text, open_ones))):
        yield from _redundant(text, open_ones)
    yield from contradictions
    yield from _window(text)


def _alone(text: Reviewed, clause: Clause, node: Node) -> Iterator[Finding]:
    """Flag a condition that is settled whatever the others say."""
    nothing = given(text.vocabulary)
    never = not possible(node, nothing)
    if not never and decide(node, nothing) is not True:
        return
    if clause.is_veto and never:
        message = Text("一票否决恒成立", "The veto always applies")
        yield text.finding(
            "U6", "warning", clause, message, Text("没有人能获得支持", "Nobody can be entitled")
        )
        return
    message = Text("条件永不成立", "Can never be met") if never else Text("条件恒成立", "Is always met")
    if not node.slots:
        why = Text("条件不随任何事实变化", "It does not depend on any fact")
        yield text.finding("U1", "warning", clause, message, why)
    elif never:
        why = Text(
            "条件内部互相矛盾，或要求了不可能的值",
            "Its own parts contradict each other, or it asks for an impossible value",
        )
        yield text.finding("U2", "warning", clause, message, why)
    else:
        why = Text("事实只要已知就成立", "It holds as soon as the fact is known")
        yield text.finding("U5", "note", clause, message, why)


def _contradictions(text: Reviewed, folded: Folded) -> Iterator[Finding]:
    """Flag facts of which the conditions leave no value, or a condition the others rule out."""
    together = given(text.vocabulary, *(node for _, node in folded))
    empty = [slot for slot, left in together.ranges.items() if left.is_empty()]
    for slot in empty:
        involved = [clause for clause, node in folded if slot in given(text.vocabulary, node).ranges]
        label = text.vocabulary[slot.fact].label
        yield _cannot_meet(text, involved, label)
    if empty:
        return
    for index, (clause, node) in enumerate(folded):
        others = given(text.vocabulary, *(other for i, (_, other) in enumerate(folded) if i != index))
        if not possible(node, others):
            slots = {fact for c, other in folded if c is not clause for fact in other.slots} & node.slots
            named = [c for c, other in folded if c is clause or other.slots & slots]
            facts = sorted(slots or node.slots)
            yield _cannot_meet(text, named, text.vocabulary[facts[0].fact].label)
            return


def _cannot_meet(text: Reviewed, involved: list[Clause], label: Text) -> Finding:
    names = ", ".join(clause.id for clause in involved)
    message = Text(f"条件 {names} 不可能同时成立", f"Conditions {names} cannot be met together")
    why = Text(f"对“{label.zh}”的要求互相矛盾", f"They ask contradictory things of “{label.en}”")
    return text.finding("U3", "warning", involved[-1], message, why)


def _redundant(text: Reviewed, folded: Folded) -> Iterator[Finding]:
    """Flag a condition that the others already imply; of two that say the same, the later one."""
    kept = list(folded)
    for pair in reversed(folded):
        clause, node = pair
        others = given(text.vocabulary, *(other for c, other in kept if c is not clause))
        if decide(node, others) is True:
            kept.remove(pair)
            message = Text("条件多余", "Is implied by the other conditions")
            why = Text("其他条件成立时它必然成立", "It holds whenever they do")
            yield text.finding("U4", "note", clause, message, why)


def _window(text: Reviewed) -> Iterator[Finding]:
    window, today = text.version.window, from_day_number(text.day)
    if any(closes < opens for opens, closes in window.dates):
        message = Text("申报窗口先关闭后开启", "A window closes before it opens")
        yield text.finding("U7", "warning", None, message, Text("窗口永不开放", "It is never open"))
    elif window.dates and not window.yearly and max(last for _, last in window.dates) < today:
        last: dt.date = max(last for _, last in window.dates)
        message = Text(f"申报窗口均已结束，最后一次至{last}", f"Every window is over, the last on {last}")
        yield text.finding("U8", "note", None, message, Text("现在无法申报", "Nobody can apply now"))
