"""Phrases of the portal, in both languages: answers, windows, process, sources."""

import datetime as dt
import re
from dataclasses import dataclass

from wotu.rules.model import Benefit, Process, Publication, Version, Window
from wotu.rules.quantity import parse_quantity, quantity_text, unit_text
from wotu.rules.text import Text

ANSWERS = {
    "entitled": Text("可以享受", "Entitled"), "unknown": Text("待定", "Unknown"),
    "not_entitled": Text("不符合", "Not entitled"), "known": Text("已知", "Known"),
}  # fmt: skip
_MODES = {
    "confirm": Text("免申即享：确认即可", "Without application: confirm only"),
    "fast": Text("快申快享", "Fast track"),
    "apply": Text("申报评审", "Apply and review"),
    "case_by_case": Text("一事一议", "Case by case"),
}
_BENEFITS = {
    "money": Text("资金", "Money"),
    "credit_line": Text("授信或投资（不计入合计）", "Credit or equity (not in totals)"),
    "service": Text("服务", "Service"), "rate": Text("比例", "Rate"),
}  # fmt: skip


@dataclass(frozen=True)
class When:
    """When applications are taken, and whether today is such a day."""

    text: Text
    is_open: bool


def window(window: Window, on: dt.date) -> When:
    """Return when applications are taken."""
    if window.dates:
        spans = [_span(a, b) for a, b in window.dates]
        zh, en = "、".join(span.zh for span in spans), ", ".join(span.en for span in spans)
        return _when(zh, en, is_open=any(a <= on <= b for a, b in window.dates))
    if window.yearly:
        zh = "、".join(f"每年{a[0]}月{a[1]}日至{b[0]}月{b[1]}日" for a, b in window.yearly)
        en = ", ".join(f"{a[0]:02}-{a[1]:02} to {b[0]:02}-{b[1]:02} every year" for a, b in window.yearly)
        return _when(zh, en, is_open=any(_inside((on.month, on.day), a, b) for a, b in window.yearly))
    return When(Text("常年受理", "Open all year"), is_open=True)


def _span(first: dt.date, last: dt.date) -> Text:
    """Return a span of days; an end that nobody stated is not named."""
    if last == dt.date.max:
        return Text(f"{first}起", f"from {first}")
    if first == dt.date.min:
        return Text(f"至{last}", f"until {last}")
    return Text(f"{first}至{last}", f"{first} to {last}")


def _inside(day: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Tell whether a day is in a window that may run past the new year."""
    return start <= day <= end if start <= end else day >= start or day <= end


def _when(zh: str, en: str, *, is_open: bool) -> When:
    state = Text("正在受理", "open now") if is_open else Text("现在不在受理期", "closed now")
    return When(Text(f"{zh}（{state.zh}）", f"{en} ({state.en})"), is_open)


def process(process: Process) -> Text:
    """Return how an application is handled."""
    mode = _MODES[process.mode]
    zh, en = mode.zh, mode.en
    if process.working_days == 0:
        zh, en = f"{zh}，当日办结", f"{en}, on the same day"
    elif process.working_days is not None:
        zh += f"，{process.working_days}个工作日内办结"
        en += f", within {process.working_days} working days"
    if process.publicity_days is not None:
        zh += f"，公示{process.publicity_days}个工作日"
        en += f", public notice of {process.publicity_days} working days"
    return Text(zh, en)


def benefit_kind(benefit: Benefit) -> Text:
    """Return what kind of thing is given."""
    if benefit.type in _BENEFITS:
        return _BENEFITS[benefit.type]
    return Text(unit_text(benefit.dimension, "zh"), unit_text(benefit.dimension, "en"))


def fact_source(source: str) -> Text:
    """Return where a fact is from; a source may be written as Chinese / English."""
    zh, _, en = source.partition(" / ")
    return Text(zh or "未注明", en or zh or "not stated")


_FIGURE = re.compile(
    r"^(?P<before>约|近|不少于|超)?(?P<figure>[\d.,]+(?:万|亿)?[^\d\s]{1,3}?)(?P<after>以上)?$"
)
_BEFORE = {"约": "about ", "近": "almost ", "不少于": "at least ", "超": "more than "}
_FIGURE_WORDS = {
    "未公布绝对值": "absolute value not published", "连续六年增长": "rising for six years",
    "前三季度累计": " Q1–Q3", "截至": "as of ", "报道": "", "不少于": "at least ", "以上": " or more",
    "万件": "0,000 pieces", "同比": "year on year", "环比": "on the previous period",
    "万吨/日": "0,000 t a day", "约": "about ",
    "第": "No. ", "位": "", "至": " to ", "到": "by ", "年": "", "条": "", "个": "", "家": " firms",
    "人": " people", "项": "", "亩": " mu",
}  # fmt: skip


def figure(written: str) -> Text:
    """Return a reported figure as written, and in English as far as its words are known."""
    found = _FIGURE.match(written)
    if found and not written.endswith(("年", "个", "项", "条", "家", "亩", "件")):
        try:
            quantity = parse_quantity(found["figure"])
        except ValueError:
            pass
        else:
            english = quantity_text(quantity.value, quantity.dimension, quantity.percent, "en")
            after = " or more" if found["after"] else ""
            return Text(written, f"{_BEFORE.get(found['before'] or '', '')}{english}{after}")
    english = written
    for zh, en in _FIGURE_WORDS.items():
        english = english.replace(zh, en)
    return Text(written, english.strip() or written)


def unpublished(version: Version) -> list[tuple[Text, Publication]]:
    """Return everything about a text that nobody published, with the assumption made instead."""
    found = [(Text("整项措施", "The whole measure"), version.publication)]
    found += [(p.label, p.publication) for p in version.parameters.values()]
    if version.publication.published:
        found += [(c.label, c.publication) for c in version.conditions]
    return [(label, publication) for label, publication in found if not publication.published]
