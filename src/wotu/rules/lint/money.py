"""Amounts, caps, stacking groups and accounts that do not fit together."""

from collections.abc import Iterator
from fractions import Fraction

from wotu.rules.fold import fold
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.model import PackSet, Version
from wotu.rules.nodes import Const, Node, bare
from wotu.rules.quantity import MONEY, RATIO
from wotu.rules.text import Text

LARGEST_AWARD = Fraction(10**10)
"""A single award above ten billion yuan is more likely a slip of units than a policy."""


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is odd about the amounts of one text."""
    benefit = text.version.benefit
    high = _constant(benefit.high, text)
    for cap in benefit.caps:
        limit = _constant(cap.limit, text)
        if high is not None and limit is not None and high <= limit and cap.already is None:
            yield text.finding(
                "M1",
                "note",
                None,
                Text(f"上限“{cap.label.zh}”不会起作用", f"The cap “{cap.label.en}” never bites"),
                Text("固定金额不高于上限", "The fixed amount is not above it"),
            )
        if cap.per in ("person", "site", "project") and text.measure.about not in (cap.per, "enterprise"):
            yield text.finding(
                "M2",
                "warning",
                None,
                Text(
                    f"上限按{cap.per}计，措施却针对{text.measure.about}",
                    f"A cap per {cap.per} on a measure about a {text.measure.about}",
                ),
                Text("两者的对象不同", "They are about different things"),
            )
    if benefit.dimension == MONEY and high is not None and high > LARGEST_AWARD:
        yield text.finding(
            "M3",
            "warning",
            None,
            Text("金额大得可疑", "The amount is suspiciously large"),
            Text("检查单位：元、万元、亿元", "Check the unit: yuan, ten thousand, hundred million"),
        )
    for parameter in text.version.parameters.values():
        for _, quantity in parameter.values:
            if quantity.dimension == RATIO and quantity.percent and quantity.value > 1:
                yield text.finding(
                    "M4",
                    "warning",
                    None,
                    Text(f"参数“{parameter.label.zh}”超过100%", f"“{parameter.label.en}” is above 100%"),
                    Text("确认不是笔误", "Make sure it is meant"),
                )


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
