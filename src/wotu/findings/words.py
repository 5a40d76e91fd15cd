"""Standing answers and their changes in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wotu.findings.models import Change
from wotu.match.checkup import Award
from wotu.match.explain import award_words
from wotu.measures.zones import Zone
from wotu.rules.model import Version
from wotu.rules.text import Text
from wotu.rules.windows import window_on

KINDS: dict[str, Text] = {
    "entitled": Text("新符合", "Now entitled"), "grew": Text("金额增加", "More money"),
    "shrank": Text("金额减少", "Less money"), "amount": Text("金额有变", "Amount changed"),
    "lost": Text("不再享受", "No longer entitled"), "possible": Text("可能符合", "May be entitled"),
    "ruled_out": Text("确定不符", "Ruled out"), "opened": Text("开始受理", "Window opens"),
}  # fmt: skip
STATUS: dict[str, Text] = {
    "entitled": Text("可以享受", "Entitled"), "unknown": Text("待补充信息", "Not known yet"),
    "not_entitled": Text("不符合", "Not entitled"), "": Text("未在施行", "Not in force"),
}  # fmt: skip
NONE = Text("—", "–")
_DIGITS = "零一两三四五六七八九十"


def version_of(zone: Zone, key: str) -> Version | None:
    """Return a text by its key, whether or not it is in force; None if the packs no longer have it."""
    measure = zone.packs.measures.get(key.partition("#")[0])
    found = measure.versions if measure else ()
    return next((version for version in found if version.key == key), found[-1] if found else None)


def title_of(zone: Zone, measure: str) -> Text:
    """Return a measure's title; its id where the packs no longer have it."""
    found = zone.packs.measures.get(measure)
    return found.title if found else Text(measure, measure)


def amount(zone: Zone, version: str, low: int | None, high: int | None) -> Text | None:
    """Return an award in words; None for a service, or where the packs no longer have the text."""
    found = version_of(zone, version)
    if found is None or found.benefit.form == "service":
        return None
    return award_words(found.benefit, Award(low, high))


def count(number: int) -> Text:
    """Return a small number as it is written in a sentence: 三, three."""
    return Text(_DIGITS[number] if number < len(_DIGITS) else str(number), str(number))


@dataclass(frozen=True)
class Address:
    """How a message calls whom it is about."""

    zh: str
    en: str
    en_is: str


FIRM = Address("贵公司", "your company", "your company is")
PERSON = Address("您", "you", "you are")


def headline(kinds: Iterable[str], to: Address = FIRM) -> Text:
    """Return changes in one sentence: 三项新政策适用于贵公司."""
    counted = Counter(kinds)
    fresh, rest = counted["entitled"], counted.total() - counted["entitled"]
    if not fresh:
        only = next(iter(counted))
        zh, en = _ALONE[only] if len(counted) == 1 and only in _ALONE else _MIXED
        s = "" if rest == 1 else "s"
        english = en.format(n=rest, s=s, you=to.en, you_are=to.en_is)
        return Text(zh.format(n=count(rest).zh, you=to.zh), english[0].upper() + english[1:])
    zh = f"{count(fresh).zh}项新政策适用于{to.zh}"
    en = f"{fresh} new measure{'' if fresh == 1 else 's'} {'applies' if fresh == 1 else 'apply'} to {to.en}"
    if rest:
        zh, en = f"{zh}，另有{count(rest).zh}项变化", f"{en}; {rest} other change{'' if rest == 1 else 's'}"
    return Text(zh, en)


_MIXED = ("{you}{n}项政策待遇有变化", "{n} change{s} to what {you_are} entitled to")
_ALONE = {
    "lost": ("{you}不再符合{n}项政策", "{you_are} no longer entitled to {n} measure{s}"),
    "opened": ("{n}项{you}符合的政策开始受理", "applications open for {n} measure{s} {you_are} entitled to"),
    "grew": ("{you}{n}项政策的金额增加", "more money from {n} measure{s} {you_are} entitled to"),
}


def in_words(zone: Zone, change: Change, kind: str, on: dt.date) -> Text:
    """Return one change in a sentence: what, which measure, how much."""
    title, label = title_of(zone, change.measure), KINDS[kind]
    zh, en = f"{label.zh}：{title.zh}", f"{label.en}: {title.en}"
    if change.subject_id != change.enterprise_id:
        zh, en = f"{zh}（{change.subject.name}）", f"{en} ({change.subject.name})"
    detail = _detail(zone, change, kind, on)
    return Text(f"{zh}，{detail.zh}", f"{en}, {detail.en}") if detail else Text(zh, en)


def _detail(zone: Zone, change: Change, kind: str, on: dt.date) -> Text | None:
    before = amount(zone, change.version, change.before_low, change.before_high)
    after = amount(zone, change.version, change.after_low, change.after_high)
    if kind == "lost":
        return before and Text(f"原为{before.zh}", f"was {before.en}")
    if kind in ("grew", "shrank", "amount") and before and after:
        return Text(f"由{before.zh}变为{after.zh}", f"from {before.en} to {after.en}")
    if kind == "opened":
        version = version_of(zone, change.version)
        closes = window_on(version.window, on).closes if version else None
        return Text(f"{closes:%Y-%m-%d}截止", f"until {closes:%Y-%m-%d}") if closes else None
    return after if kind == "entitled" else None


WHYS: dict[str, Text] = {
    "facts": Text("事实有变", "Facts changed"), "measures": Text("政策有变", "Measures changed"),
    "date": Text("日期推移", "A new day"), "asked": Text("人工发起", "Asked for"),
    "full": Text("全部重算", "Everything again"),
}  # fmt: skip

FIELDS: dict[str, Text] = {
    "answer": Text("结论本身", "The answer itself"), "enterprise_id": Text("所属企业", "Whose it is"),
    "zone": Text("园区", "Zone"), "measure": Text("措施", "Measure"), "status": Text("结论", "Answer"),
    "low": Text("金额下限", "The least"), "high": Text("金额上限", "The most"),
    "displaced": Text("被其他奖励取代", "Displaced by another award"),
    "window_open": Text("正在受理", "Applications open"), "unknown": Text("等待的事实", "Facts it waits for"),
    "seen": Text("所依据的事实", "The facts it follows from"),
}  # fmt: skip
"""The fields of a standing answer, as a difference names them."""
