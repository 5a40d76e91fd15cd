"""What is missing: the smallest change of facts that would make a subject entitled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wotu.match.checkup import Award, Checker, ClauseAnswer, Finding
from wotu.rules.evaluate import Evaluator, Facts, Known, compile_node, plain
from wotu.rules.nodes import FactRef, Logic, Named, Node
from wotu.rules.text import Text
from wotu.rules.vocabulary import Kind, Slot, Type, Vocabulary
from wotu.rules.words import in_words, value_in_words

MOST_CHANGES = 2
"""More facts than this is not "nearly"."""
_FARTHEST: dict[Kind, int] = {"number": 1 << 52, "date": 1 << 15}
"""How far to look, in steps of a fact's smallest unit: some ninety years for a date."""

Changes = Mapping[Slot, Known]


@dataclass(frozen=True)
class FactChange:
    """One fact that would have to be different."""

    slot: Slot
    now: Known
    needed: Known
    words: Text


@dataclass(frozen=True)
class Shortfall:
    """What a subject lacks for a measure, and what it would then get."""

    changes: tuple[FactChange, ...]
    award: Award
    distance: Fraction


def nearest(checker: Checker, finding: Finding) -> Shortfall | None:
    """Return the smallest change that makes a refused subject entitled, or None.

    Only facts that are known and that a firm can change are changed, at most two; a rise is preferred
    to a fall, and among those the smallest in proportion. The answer is checked by asking again.
    """
    if finding.status != "not_entitled":
        return None
    vocabulary, facts = checker.plan.packs.vocabulary, dict(finding.subject.facts)
    changes: dict[Slot, Known] = {}
    for answer in finding.clauses:
        known, node = {**facts, **changes}, answer.clause.node
        if answer.answer is False and compile_node(node)(known) is not True:
            found = _mend(node, known, vocabulary)
            if found is None:
                return None
            changes |= found
    again = checker.check_line(finding.line, finding.subject.knowing(changes))
    if (
        len(changes) > MOST_CHANGES
        or again.status == "not_entitled"
        or _worse(again.clauses, finding.clauses)
    ):
        return None
    listed = tuple(_describe(slot, facts[slot], value, vocabulary) for slot, value in changes.items())
    distance = sum((_relative(facts[slot], value) for slot, value in changes.items()), Fraction(0))
    return Shortfall(listed, again.award, distance)


def _worse(after: tuple[ClauseAnswer, ...], before: tuple[ClauseAnswer, ...]) -> bool:
    """Whether the change made a condition unknown that was known."""
    return any(a.answer is None and b.answer is not None for a, b in zip(after, before, strict=True))


def _mend(node: Node, facts: Facts, vocabulary: Vocabulary) -> Changes | None:
    """Return changes that make a condition met: one fact if possible, else each failing part's own."""
    test = compile_node(node)
    singles = list(_single_changes(node, test, facts, vocabulary))
    if singles:
        slot, value = min(
            singles,
            key=lambda change: (_falls(facts, *change), _relative(facts[change[0]], change[1])),
        )
        return {slot: value}
    node = node.body if isinstance(node, Named) else node
    if not isinstance(node, Logic) or node.op != "and":
        return None
    changes: dict[Slot, Known] = {}
    for part in node.args:
        known = {**facts, **changes}
        if compile_node(part)(known) is False:
            found = _mend(part, known, vocabulary)
            if found is None:
                return None
            changes |= found
    return changes if test({**facts, **changes}) is True else None


def _falls(facts: Facts, slot: Slot, value: Known) -> bool:
    return not isinstance(value, bool | str) and value < facts[slot]  # type: ignore[operator]


def _relative(now: Known, needed: Known) -> Fraction:
    if isinstance(now, bool | str) or isinstance(needed, bool | str):
        return Fraction(1)
    before = Fraction(now)
    return abs(Fraction(needed) - before) / max(abs(before), Fraction(1))


def _single_changes(
    node: Node, test: Evaluator, facts: Facts, vocabulary: Vocabulary
) -> Iterator[tuple[Slot, Known]]:
    """Yield the nearest value of each single fact that makes the condition met."""
    for slot in sorted(node.slots & facts.keys()):
        fact = vocabulary[slot.fact]
        if not fact.changeable or slot.began or slot.offset or slot.year:
            continue
        now = facts[slot]
        if isinstance(now, bool):
            if test({**facts, slot: not now}) is True:
                yield slot, not now
        elif not isinstance(now, str):
            step = fact.scale if fact.type.kind == "number" else Fraction(1)
            for direction in (1, -1):
                value = _search(test, facts, slot, step * direction, fact.type.kind)
                if value is not None:
                    yield slot, value
                    break


def _search(test: Evaluator, facts: Facts, slot: Slot, step: Fraction, kind: Kind) -> Known | None:
    """Walk away from the present value in doubling strides until met, then halve back to the nearest."""
    now = Fraction(facts[slot])

    def met(units: int) -> bool:
        value = now + units * step
        return not (kind == "number" and value < 0) and test({**facts, slot: plain(value)}) is True

    near, far = 0, 1
    while not met(far):
        near, far = far, far * 2
        if far > _FARTHEST[kind]:
            return None
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if met(middle) else (middle, far)
    return plain(now + far * step)


def _describe(slot: Slot, now: Known, needed: Known, vocabulary: Vocabulary) -> FactChange:
    type_: Type = vocabulary[slot.fact].type
    label = in_words(FactRef(type_, slot), vocabulary)
    before, after = (value_in_words(value, type_, vocabulary, slot) for value in (now, needed))
    if isinstance(now, bool | str):
        words = Text(
            f"{label.zh}：现为{before.zh}，需为{after.zh}",
            f"{label.en}: now {before.en}, needs {after.en}",
        )
        return FactChange(slot, now, needed, words)
    gap = Fraction(needed) - Fraction(now)
    size = value_in_words(plain(abs(gap)), type_, vocabulary)
    if type_.kind == "date":
        size = Text(f"{abs(gap)}天", f"{abs(gap)} days")
    words = Text(
        f"{label.zh}：现为{before.zh}，需{after.zh}，{'还差' if gap > 0 else '需减少'}{size.zh}",
        f"{label.en}: now {before.en}, needs {after.en}, {size.en} {'more' if gap > 0 else 'less'}",
    )
    return FactChange(slot, now, needed, words)
