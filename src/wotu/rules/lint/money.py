"""Amounts, caps, stacking groups and accounts that do not fit together."""

from collections.abc import Iterator
from fractions import Fraction

from wotu.rules.fold import fold
from wotu.rules.lint.deciding import given, span
from wotu.rules.lint.finding import Clause, Finding, Reviewed
from wotu.rules.model import Cap, PackSet, Version
from wotu.rules.nodes import Arithmetic, Const, Named, Node, bare
from wotu.rules.quantity import MONEY, RATIO
from wotu.rules.text import Text

LARGEST_AWARD = Fraction(10**10)
"""A single award above ten billion yuan is more likely a slip of units than a policy."""
SMALLEST_AWARD = Fraction(100)
"""Nor is a fixed award below a hundred yuan likely: somebody left out the 万."""
OVER_ROWS = ("enterprise_year", "enterprise_life")


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is odd about the amounts of one text."""
    yield from _caps(text)
    yield from _sizes(text)
    yield from _rates(text)
    yield from _rounding(text)


def _caps(text: Reviewed) -> Iterator[Finding]:
    benefit, about = text.version.benefit, text.measure.about
    most, bands = _most(benefit.high, text), text.version.ranking is not None and text.version.ranking.bands
    for cap in benefit.caps:
        limit = _least(cap.limit, text)
        shared = cap.per in OVER_ROWS and about != "enterprise"
        may_bite = cap.already is not None or shared or bands
        if most is not None and limit is not None and most <= limit and not may_bite:
            message = Text(f"上限“{cap.label.zh}”不会起作用", f"The cap “{cap.label.en}” never bites")
            why = Text(
                "金额不会高于上限；若要计入此前已领的金额，请写 already",
                "The amount is never above it; write `already` if what was received before counts",
            )
            yield text.finding("M1", "note", _cap(cap, text), message, why)
        if cap.per in ("person", "site", "project") and about not in (cap.per, "enterprise"):
            message = Text(
                f"上限按{cap.per}计，措施却针对{about}", f"A cap per {cap.per} on a measure about a {about}"
            )
            why = Text("两者的对象不同", "They are about different things")
            yield text.finding("M2", "warning", _cap(cap, text), message, why)
        if (least := _least(benefit.minimum, text)) is not None and _is_below(cap.limit, least, text):
            message = Text("起付额高于上限", "The least that is paid is above the cap")
            why = Text("达不到起付额，永远不会支付", "Nothing can ever be paid")
            yield text.finding("M9", "warning", _cap(cap, text), message, why)


def _is_below(limit: Node, value: Fraction, text: Reviewed) -> bool:
    most = _most(limit, text)
    return most is not None and most < value


def _sizes(text: Reviewed) -> Iterator[Finding]:
    benefit = text.version.benefit
    high = _constant(benefit.high, text) if benefit.dimension == MONEY else None
    if high is not None and high > LARGEST_AWARD:
        message = Text("金额大得可疑", "The amount is suspiciously large")
        why = Text("检查单位：元、万元、亿元", "Check the unit: yuan, ten thousand, hundred million")
        yield text.finding("M3", "warning", None, message, why)
    if high is not None and 0 < high < SMALLEST_AWARD:
        message = Text("金额小得可疑", "The amount is suspiciously small")
        why = Text("检查单位：是否漏写“万”", "Check the unit: is 万 (ten thousand) missing?")
        yield text.finding("M8", "warning", None, message, why)


def _rates(text: Reviewed) -> Iterator[Finding]:
    """Flag a parameter above 100% that the award is multiplied with."""
    factors = {
        part.name
        for end in (text.version.benefit.low, text.version.benefit.high)
        for node in (end.walk() if end is not None else ())
        if isinstance(node, Arithmetic) and node.op == "*"
        for part in (node.left, node.right)
        if isinstance(part, Named)
    }
    for parameter in text.version.parameters.values():
        above = any(q.dimension == RATIO and q.percent and q.value > 1 for _, q in parameter.values)
        if above and parameter.name in factors:
            clause = Clause(parameter.name, parameter.label, parameter.place, (parameter.node,))
            message = Text(f"参数“{parameter.label.zh}”超过100%", f"“{parameter.label.en}” is above 100%")
            yield text.finding(
                "M4", "warning", clause, message, Text("确认不是笔误", "Make sure it is meant")
            )


def _rounding(text: Reviewed) -> Iterator[Finding]:
    """Flag a rounding step that takes part of a fixed amount away, or all of it."""
    benefit = text.version.benefit
    high = _constant(benefit.high, text)
    if high is not None and high > 0 and benefit.step > 0 and high % benefit.step:
        message = Text("固定金额不是取整单位的倍数", "The fixed amount is no multiple of the rounding step")
        why = Text("实际支付的数与公布的数不同", "What is paid differs from what is published")
        yield text.finding("M10", "warning", None, message, why)


def _most(node: Node | None, text: Reviewed) -> Fraction | None:
    """Return the most an expression can be, as far as anything is known."""
    high = span(fold(node, text.day), given(text.vocabulary)).high if node is not None else None
    return high[0] if high else None


def _least(node: Node | None, text: Reviewed) -> Fraction | None:
    low = span(fold(node, text.day), given(text.vocabulary)).low if node is not None else None
    return low[0] if low else None


def _cap(cap: Cap, text: Reviewed) -> Clause:
    return Clause(cap.id, cap.label, text.measure.place, (cap.limit,))


def _constant(node: Node | None, text: Reviewed) -> Fraction | None:
    folded = bare(fold(node, text.day)) if node is not None else None
    return folded.value if isinstance(folded, Const) and isinstance(folded.value, Fraction) else None


def review_together(packs: PackSet, versions: list[Version]) -> Iterator[Finding]:
    """Yield what is odd about measures taken together."""
    by_id = {version.measure.id: version for version in versions}
    for rule in packs.stacking:
        members = [by_id[name] for name in (rule.measure, *rule.members) if name in by_id]
        given = {version.benefit.dimension for version in members if version.benefit.form != "service"}
        if len(given) > 1 and rule.rule in ("highest_only", "top_up"):
            yield Finding(
                "M5",
                "warning",
                rule.place,
                "",
                rule.id,
                Text(
                    "同一叠加规则混合了不同单位的待遇", "One stacking rule mixes benefits of different units"
                ),
                Text("不同单位无法比较高低", "They cannot be compared"),
            )
    yield from _accounts(packs, versions)


def _accounts(packs: PackSet, versions: list[Version]) -> Iterator[Finding]:
    first: dict[str, Version] = {}
    for version in versions:
        if version.capacity is None:
            continue
        account = packs.accounts[version.capacity.account]
        if account.limit.dimension != version.benefit.dimension:
            yield Finding(
                "M6",
                "warning",
                version.measure.place,
                version.key,
                "capacity",
                Text(
                    f"账户“{account.label.zh}”与待遇的单位不同",
                    f"The account “{account.label.en}” has another unit",
                ),
                Text("无法从中扣减", "Nothing can be drawn from it"),
            )
        other = first.setdefault(version.capacity.account, version)
        if other.capacity and other.capacity.when_short != version.capacity.when_short:
            yield Finding(
                "M7",
                "warning",
                version.measure.place,
                version.key,
                "capacity",
                Text("同一账户的分配规则不一致", "Measures on one account disagree on who goes first"),
                Text(f"与 {other.key} 不同", f"It differs from {other.key}"),
            )
