"""Why: one finding as a tree from the clause to the facts, and the amount line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wotu.match.ballot import Change
from wotu.match.checkup import Award, ClauseAnswer, Finding, Status, limit_closure
from wotu.match.plan import Limit, Plan
from wotu.rules.benefits import TYPES
from wotu.rules.evaluate import Facts, Known, compile_node, rounded
from wotu.rules.model import Benefit, Citation, Publication
from wotu.rules.nodes import Compare, FactRef, Logic, Named, Node, Not
from wotu.rules.quantity import quantity_text
from wotu.rules.text import Text
from wotu.rules.vocabulary import Slot, Type
from wotu.rules.words import in_words, value_in_words

Answer = Literal["met", "not_met", "unknown"]
PUBLISHED = Publication()
_ANSWER: dict[bool | None, Answer] = {True: "met", False: "not_met", None: "unknown"}


@dataclass(frozen=True)
class FactSeen:
    """A fact cell a condition looked at: its value and where that is from; None where unknown."""

    slot: Slot
    label: Text
    value: Text
    known: bool
    source: str


@dataclass(frozen=True)
class Part:
    """A piece of a condition: in words, its answer, the value seen, the threshold, the distance between."""

    words: Text
    answer: Answer
    seen: Text | None = None
    threshold: Text | None = None
    distance: Text | None = None
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class ConditionExplained:
    """One condition: its text, answer, pieces, and the facts it used."""

    id: str
    label: Text
    answer: Answer
    veto: bool
    exception: Text | None
    written: str
    publication: Publication
    part: Part
    facts: tuple[FactSeen, ...]


@dataclass(frozen=True)
class AmountLine:
    """One step from the base to the award; `bit` marks a cap or rule that lowered it."""

    label: Text
    value: Text
    bit: bool = False
    publication: Publication = PUBLISHED


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say about one finding."""

    finding: Finding
    title: Text
    clause: Text
    status: Status
    citation: Citation | None
    publication: Publication
    conditions: tuple[ConditionExplained, ...]
    amount: tuple[AmountLine, ...]
    award: Text


def explain(plan: Plan, finding: Finding) -> Explanation:
    """Explain one finding, in Chinese and in English."""
    version = finding.line.version
    return Explanation(
        finding=finding, title=finding.line.measure.title, clause=version.clause, status=finding.status,
        citation=version.citation, publication=version.publication,
        conditions=tuple(_condition(plan, finding, answer) for answer in finding.clauses),
        amount=tuple(_amount_lines(plan, finding)) if finding.status != "not_entitled" else (),
        award=award_text(finding),
    )  # fmt: skip


def award_text(finding: Finding) -> Text:
    """Return an award in words: an amount, a range, "at least", "case by case", or what is unknown."""
    return award_words(finding.line.version.benefit, finding.award)


def award_words(benefit: Benefit, award: Award) -> Text:
    """Return an award of a benefit in words."""
    if benefit.form == "service":
        return Text("服务", "service")
    low, high = (_units(benefit, end) for end in (award.low, award.high))
    if low and high and low == high:
        return high
    if low and high:
        return Text(f"{low.zh}—{high.zh}", f"{low.en} to {high.en}")
    if benefit.form == "at_least" and low:
        return Text(f"不低于{low.zh}", f"at least {low.en}")
    if benefit.form == "case_by_case":
        return (
            Text(f"一事一议，最高{high.zh}", f"case by case, up to {high.en}")
            if high
            else Text("一事一议", "case by case")
        )
    return Text("金额待定（有事实未知）", "amount open: a fact is unknown")


def _units(benefit: Benefit, units: int | None) -> Text | None:
    return None if units is None else _amount_words(units * TYPES[benefit.type][1], benefit)


def amount_words(value: Fraction | int, finding: Finding) -> Text:
    """Return an amount of a finding's benefit in words."""
    return _amount_words(value, finding.line.version.benefit)


def _amount_words(value: Fraction | int, benefit: Benefit) -> Text:
    percent = benefit.type == "rate"
    return Text(
        quantity_text(Fraction(value), benefit.dimension, percent, "zh"),
        quantity_text(Fraction(value), benefit.dimension, percent, "en"),
    )


def _condition(plan: Plan, finding: Finding, answer: ClauseAnswer) -> ConditionExplained:
    condition, node, subject = answer.clause.condition, answer.clause.node, finding.subject
    vocabulary = plan.packs.vocabulary
    facts = tuple(
        FactSeen(
            slot, in_words(FactRef(_slot_type(plan, slot), slot), vocabulary),
            value_in_words(subject.facts.get(slot), _slot_type(plan, slot), vocabulary, slot),
            slot in subject.facts, subject.sources.get(slot, ""),
        )
        for slot in sorted(node.slots)
    )  # fmt: skip
    return ConditionExplained(
        condition.id, condition.label, _ANSWER[answer.answer], condition.veto, condition.exception,
        condition.written, condition.publication, _part(plan, node, subject.facts), facts,
    )  # fmt: skip


def _slot_type(plan: Plan, slot: Slot) -> Type:
    return Type("date") if slot.began else plan.packs.vocabulary[slot.fact].type


def _part(plan: Plan, node: Node, facts: Facts) -> Part:
    """Take a condition apart down to its comparisons."""
    words = in_words(node, plan.packs.vocabulary)
    answer = _ANSWER[compile_node(node)(facts)]  # type: ignore[index]
    if isinstance(node, Logic):
        return Part(words, answer, parts=tuple(_part(plan, arg, facts) for arg in node.args))
    if isinstance(node, Not) and isinstance(node.arg, Logic):
        return Part(words, answer, parts=tuple(_part(plan, arg, facts) for arg in node.arg.args))
    if isinstance(node, Named) and isinstance(node.body, Logic | Not | Compare):
        return Part(words, answer, parts=(_part(plan, node.body, facts),))
    if isinstance(node, Compare):
        return _comparison(plan, node, words, answer, facts)
    return Part(words, answer)


def _comparison(plan: Plan, node: Compare, words: Text, answer: Answer, facts: Facts) -> Part:
    """Show the side that has facts as the one seen, whichever side the clause wrote it on."""
    mine, other = (
        (node.left, node.right) if node.left.slots or not node.right.slots else (node.right, node.left)
    )
    seen, threshold = compile_node(mine)(facts), compile_node(other)(facts)
    vocabulary = plan.packs.vocabulary
    slot = mine.slot if isinstance(mine, FactRef) else None
    distance = None
    if seen is not None and threshold is not None and node.left.type.kind != "text":
        distance = _distance(plan, node, seen, threshold)
    return Part(
        words, answer, value_in_words(seen, _shown_type(mine, other), vocabulary, slot),
        value_in_words(threshold, _shown_type(other, mine), vocabulary, slot), distance,
    )  # fmt: skip


def _shown_type(node: Node, other: Node) -> Type:
    """A quotient of two amounts is shown as a percentage, a bare number in the other side's unit."""
    return other.type if node.type.bare else node.type


def _distance(plan: Plan, node: Compare, left: Known, right: Known) -> Text:
    gap = abs(Fraction(left) - Fraction(right))
    if node.left.type.kind == "date":
        return Text(f"{gap}天", f"{gap} days")
    if _shown_type(node.left, node.right).percent:
        points = quantity_text(gap, (), percent=True).rstrip("%")
        return Text(f"{points}个百分点", f"{points} percentage points")
    return value_in_words(
        gap if gap.denominator != 1 else int(gap),
        _shown_type(node.left, node.right),
        plan.packs.vocabulary,
    )


def caps_that_bit(finding: Finding) -> set[str]:
    """Return the ids of the line's own caps that lowered the most the subject could get."""
    return {limit.cap.id for limit, _, bit in _caps(finding) if bit}


def _caps(finding: Finding) -> Iterator[tuple[Limit, Fraction | int | None, bool]]:
    if finding.line.high is None:
        return
    amount = compile_node(finding.line.high)(finding.subject.facts)
    for limit in finding.line.row_limits():
        most = limit_closure(limit)(finding.subject.facts)
        bites = amount is not None and most is not None and most < amount  # type: ignore[operator]
        yield limit, most, bites  # type: ignore[misc]
        amount = most if bites else amount


def _amount_lines(plan: Plan, finding: Finding) -> Iterator[AmountLine]:
    line, facts = finding.line, finding.subject.facts
    if line.version.benefit.form == "service":
        return
    for slot in sorted(_award_slots(finding)):
        node = FactRef(_slot_type(plan, slot), slot)
        vocabulary = plan.packs.vocabulary
        yield AmountLine(
            in_words(node, vocabulary), value_in_words(facts.get(slot), node.type, vocabulary, slot)
        )
    for parameter in _parameters(finding):
        value = compile_node(parameter.body)(facts)
        publication = line.version.parameters[parameter.name].publication
        yield AmountLine(
            parameter.label,
            value_in_words(value, parameter.type, plan.packs.vocabulary),
            publication=publication,
        )
    yield from _bases(plan, finding)
    for limit, most, bit in _caps(finding):
        shown = Text("未知", "unknown") if most is None else amount_words(most, finding)
        yield AmountLine(limit.cap.label, shown, bit)
    yield from _rounding(finding)
    for change in finding.changes:
        yield AmountLine(
            rule_label(plan, finding, change),
            amount_words(change.after * line.unit, finding),
            bit=True,
        )


def _award_slots(finding: Finding) -> set[Slot]:
    return {slot for node in finding.line.award_nodes() for slot in node.slots}


def _parameters(finding: Finding) -> list[Named]:
    named = (node for award in finding.line.award_nodes() for node in award.walk() if isinstance(node, Named))
    return list({node.name: node for node in named if node.kind == "parameter"}.values())


def _bases(plan: Plan, finding: Finding) -> Iterator[AmountLine]:
    line, facts = finding.line, finding.subject.facts
    ends = [line.high] if line.low == line.high else [line.low, line.high]
    for node in ends:
        if node is not None:
            words = in_words(node, plan.packs.vocabulary)
            value = compile_node(node)(facts)
            shown = Text("未知", "unknown") if value is None else amount_words(value, finding)  # type: ignore[arg-type]
            yield AmountLine(words, shown)


def _rounding(finding: Finding) -> Iterator[AmountLine]:
    benefit = finding.line.version.benefit
    if finding.line.high is None:
        return
    value = compile_node(finding.line.high)(finding.subject.facts)
    for _, most, bit in _caps(finding):
        value = most if bit else value
    if value is None or rounded(value, benefit.step, benefit.rounding) == value:  # type: ignore[arg-type]
        return
    after = rounded(value, benefit.step, benefit.rounding)  # type: ignore[arg-type]
    way = {"floor": ("向下取整", "rounded down"), "ceil": ("向上取整", "rounded up")}
    yield AmountLine(
        Text(*way.get(benefit.rounding, ("四舍五入", "rounded half up"))),
        amount_words(after, finding),
    )


def rule_label(plan: Plan, finding: Finding, change: Change) -> Text:
    """Return the words of the rule that changed an award."""
    kind, _, name = change.rule.partition(":")
    labels = {rule.id: rule.label for rule in plan.stacking} if kind == "stacking" else {}
    if kind == "cap":
        labels = {cap.id: cap.label for cap in plan.shared_caps}
        labels |= {limit.cap.id: limit.cap.label for limit in finding.line.limits}
    if kind == "budget":
        labels = {key: account.label for key, account in plan.packs.accounts.items()}
    defaults = {
        "ranking": Text("未进入排名范围", "Not among those ranked in"),
        "band": Text(f"排名档次{name}", f"Ranked in band {name}"),
    }
    return labels.get(name) or defaults.get(kind) or Text(change.rule, change.rule)
