"""The texts of a measure, ready to read: conditions and amounts in words, money, combination, source."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from wotu.measures.zones import Zone
from wotu.portal import phrases
from wotu.rules.dates import day_number
from wotu.rules.evaluate import compile_node
from wotu.rules.fold import fold
from wotu.rules.model import Account, Condition, Figure, Measure, Parameter, Publication, Version
from wotu.rules.nodes import Node
from wotu.rules.quantity import quantity_text
from wotu.rules.text import Language, Text
from wotu.rules.words import in_words

LANGUAGES: tuple[Language, Language] = ("zh", "en")
_SHORT = {
    "first_come": Text("先到先得", "first come, first served"),
    "by_score": Text("按得分高低", "by score, highest first"),
    "pro_rata": Text("按比例折减", "reduced pro rata"),
}
_PERIODS = {"year": Text("每年", "a year"), "life": Text("合计", "in all")}
_COMBINED = {
    "highest_only": Text("只取最高的一项", "only the highest is paid"),
    "exclusive": Text("不可兼得", "one excludes the other"),
    "stackable": Text("可以叠加", "may be combined"),
    "on_top": Text("在另一项之上叠加", "paid on top of the other"),
    "top_up": Text("补足与另一项的差额", "tops the other up"),
}


@dataclass(frozen=True)
class Setting:
    """A parameter with its value on a date."""

    parameter: Parameter
    value: Text

    @property
    def publication(self) -> Publication:
        """Whether the value was published."""
        return self.parameter.publication


@dataclass(frozen=True)
class Money:
    """Where the money or the capacity comes from. What is left of it is not known here."""

    account: Account
    limit: Text
    period: Text
    when_short: Text


@dataclass(frozen=True)
class Combined:
    """A rule about taking this measure together with others."""

    label: Text
    rule: Text
    others: tuple[Measure, ...]


@dataclass(frozen=True)
class Shown:
    """One text of a measure, ready to read."""

    version: Version
    in_force: bool
    conditions: tuple[tuple[Condition, Text], ...]
    settings: tuple[Setting, ...]
    amount: tuple[Text, ...]
    caps: tuple[Text, ...]
    kind: Text
    window: phrases.When
    process: Text
    money: Money | None
    unpublished: tuple[tuple[Text, Publication], ...]


def texts_of(zone: Zone, measure: Measure, on: dt.date) -> list[Shown]:
    """Return every text of a measure; those in force first, then the latest."""
    shown = [_shown(zone, version, on) for version in measure.versions]
    latest = sorted(shown, key=lambda text: text.version.valid_from or dt.date.min, reverse=True)
    return sorted(latest, key=lambda text: not text.in_force)


def combined_with(zone: Zone, measure: Measure) -> list[Combined]:
    """Return the rules about taking a measure together with others, shared limits included."""
    every = zone.packs.measures

    def others(names: tuple[str, ...]) -> tuple[Measure, ...]:
        return tuple(every[name] for name in dict.fromkeys(names) if name != measure.id and name in every)

    found = [
        Combined(rule.label, _COMBINED[rule.rule], others((rule.measure, *rule.members)))
        for rule in zone.packs.stacking
        if measure.id in (rule.measure, *rule.members)
    ]
    shared = Text("共用一个上限", "share one limit")
    mine = [cap for cap in zone.packs.shared_caps if measure.id in cap.members]
    return found + [Combined(cap.label, shared, others(cap.members)) for cap in mine]


def _shown(zone: Zone, version: Version, on: dt.date) -> Shown:
    benefit, day = version.benefit, day_number(on)

    def words(node: Node) -> Text:
        return in_words(fold(node, day), zone.packs.vocabulary)

    conditions = (*((version.cohort,) if version.cohort else ()), *version.conditions)
    return Shown(
        version, version.in_force(on), tuple((c, words(c.node)) for c in conditions),
        tuple(_setting(parameter, day) for parameter in version.parameters.values()),
        _amount(benefit.form, benefit.low, benefit.high, words),
        tuple(cap.label for cap in benefit.caps), phrases.benefit_kind(benefit),
        phrases.window(version.window, on), phrases.process(version.process), _money(zone, version),
        tuple(phrases.unpublished(version)),
    )  # fmt: skip


def _amount(
    form: str, low: Node | None, high: Node | None, words: Callable[[Node], Text]
) -> tuple[Text, ...]:
    """Say how the amount comes about: one formula, two ends, or that an official decides."""
    if form == "service":
        return ()
    if form == "case_by_case":
        decides = Text("一事一议，由园区研究决定", "Case by case: the zone decides")
        if high is None:
            return (decides,)
        most = words(high)
        return decides, Text(f"最高：{most.zh}", f"At most: {most.en}")
    if low is not None and high is None:
        least = words(low)
        return (Text(f"不低于：{least.zh}", f"At least: {least.en}"),)
    if low is not None and high is not None and low != high:
        least, most = words(low), words(high)
        return Text(f"最低：{least.zh}", f"Least: {least.en}"), Text(f"最高：{most.zh}", f"Most: {most.en}")
    return (words(high),) if high is not None else ()


def _money(zone: Zone, version: Version) -> Money | None:
    account = zone.packs.accounts.get(version.capacity.account) if version.capacity else None
    if version.capacity is None or account is None:
        return None
    limit = account.limit
    shown = [quantity_text(limit.value, limit.dimension, limit.percent, lang) for lang in LANGUAGES]
    return Money(account, Text(*shown), _PERIODS[account.period], _SHORT[version.capacity.when_short])


def _setting(parameter: Parameter, day: int) -> Setting:
    value = compile_node(fold(parameter.node, day))({})
    last = parameter.values[-1][1]
    if value is None or isinstance(value, str):  # dated by the subject: the last value stands for it
        value = last.value
    shown = [quantity_text(Fraction(value), last.dimension, last.percent, lang) for lang in LANGUAGES]
    return Setting(parameter, Text(*shown))


def headline_figures(zone: Zone, most: int = 3) -> tuple[Figure, ...]:
    """Return the first few figures reported about a zone."""
    return zone.pack.figures[:most]
