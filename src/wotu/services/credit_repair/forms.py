"""Reading an entry as somebody typed it, on a page or in a row of a sheet: every mistake, by field."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wotu.match.cells import CellError, parse_date
from wotu.rules.text import Text
from wotu.services.credit_repair.bodies import BODIES, SITES

LABELS: Final[dict[str, Text]] = {
    "sort": Text("类别", "Kind"),
    "document_number": Text("决定书文号", "Document number"),
    "document_date": Text("决定书日期", "Document date"),
    "decided_by": Text("决定机关", "Deciding body"),
    "level": Text("失信程度", "Class"),
    "violation": Text("违法失信事实", "What was done"),
    "fine": Text("罚款（元）", "Fine (yuan)"),
    "fine_paid": Text("罚款已缴", "Fine paid"),
    "corrected": Text("已改正", "Corrected"),
    "sites": Text("公示网站", "Published at"),
    "published_from": Text("公示开始日期", "Published from"),
}
SORT_WORDS: Final[dict[str, Text]] = {
    "penalty": Text("行政处罚信息", "Administrative penalty"),
    "dishonest_list": Text("严重失信主体名单", "List of seriously dishonest subjects"),
}
LEVEL_WORDS: Final[dict[str, Text]] = {
    "minor": Text("轻微", "Minor"), "general": Text("一般", "General"), "serious": Text("严重", "Serious"),
}  # fmt: skip
_YES = {"是", "已", "已缴", "已改正", "yes", "true", "1", "y"}
_NO = {"否", "未", "未缴", "未改正", "no", "false", "0", "n"}
_ALL_SITES = {key: words for key, (words, _) in SITES.items()}
LONGEST: Final = 300


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a field, and what to write instead."""

    problem: Text
    fix: Text


@dataclass(frozen=True)
class Typed:
    """What was typed: the values that could be read, and the mistakes by field."""

    values: dict[str, Any]
    mistakes: dict[str, Mistake] = field(default_factory=dict)


def read_entry(cells: Mapping[str, str], today: dt.date) -> Typed:
    """Read the fields of an entry. Empty means not known where that may be; required fields are asked for."""
    values: dict[str, Any] = {}
    mistakes: dict[str, Mistake] = {}
    for name, read in _READERS.items():
        try:
            values[name] = read(cells.get(name, "").strip(), today)
        except _Wrong as wrong:
            mistakes[name] = wrong.mistake
    if not mistakes:
        mistakes = _together(values)
    return Typed(values, mistakes)


def _together(values: dict[str, Any]) -> dict[str, Mistake]:
    if values["sort"] == "dishonest_list":
        if values["level"] not in ("", "serious"):
            fix = Text("改为严重，或改类别", "choose serious, or another kind")
            return {
                "level": Mistake(
                    Text("严重失信主体名单的程度是严重", "a listing is of the serious class"), fix
                )
            }
        values["level"] = "serious"
    if values["published_from"] and values["published_from"] < values["document_date"]:
        fix = Text("核对两个日期", "compare the two dates")
        return {"published_from": Mistake(Text("公示早于决定", "publication before the decision"), fix)}
    if values["fine"] == 0:
        values["fine_paid"] = None
    return {}


class _Wrong(ValueError):
    def __init__(self, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        super().__init__(zh)
        self.mistake = Mistake(Text(zh, en), Text(fix_zh, fix_en))


def _chosen(choices: Mapping[str, Text], empty: bool = False) -> Callable[[str, dt.date], str]:
    by_words = {word: key for key, words in choices.items() for word in (key, words.zh, words.en)}

    def read(text: str, _today: dt.date) -> str:
        if not text and empty:
            return ""
        if text not in by_words:
            zh, en = "、".join(w.zh for w in choices.values()), ", ".join(w.en for w in choices.values())
            said = (
                ("没有填", "is empty")
                if not text
                else (f"“{text[:30]}”不在可选的值里", "is not one of the choices")
            )
            raise _Wrong(*said, f"可选：{zh}", f"choose: {en}")
        return by_words[text]

    return read


def _text(text: str, _today: dt.date) -> str:
    if not text:
        raise _Wrong("没有填", "is empty", "按决定书填写", "copy it from the decision")
    if len(text) > LONGEST:
        raise _Wrong(f"超过{LONGEST}个字", f"longer than {LONGEST} characters", "请缩短", "shorten it")
    return text


def _number(text: str, today: dt.date) -> str:
    return _text(text, today)[:100]


def _day(text: str, today: dt.date) -> dt.date:
    try:
        day = parse_date(text)
    except CellError:
        raise _Wrong(
            f"“{text[:30]}”不是日期", "is not a date", "写成 2026-05-06", "write 2026-05-06"
        ) from None
    if not dt.date(2000, 1, 1) <= day <= today:
        raise _Wrong(
            f"{day}不在2000年至今天之间", "lies not between 2000 and today", "核对日期", "check the date"
        )
    return day


def _maybe_day(text: str, today: dt.date) -> dt.date | None:
    return _day(text, today) if text else None


def _money(text: str, _today: dt.date) -> int | None:
    """Return fen; 无 is none at all, empty is not known."""
    if not text:
        return None
    if text in ("无", "none"):
        return 0
    plain = text.replace(",", "").replace("，", "").removesuffix("元").strip()
    factor = 10_000 if plain.endswith("万") else 1
    try:
        amount = Decimal(plain.removesuffix("万")) * factor * 100
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount != int(amount) or amount > 10**15:
        raise _Wrong(
            f"“{text[:30]}”不是金额",
            "is not an amount",
            "写成 50000 或 5万，没有罚款写 0",
            "write 50000, or 0 where there is none",
        )
    return int(amount)


def _yes_no(text: str, _today: dt.date) -> bool | None:
    if not text:
        return None
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise _Wrong(
        f"“{text[:30]}”既不是“是”也不是“否”",
        "is neither yes nor no",
        "填是或否，不清楚就留空",
        "yes or no; empty if not known",
    )


def _sites(text: str, today: dt.date) -> list[str]:
    parts = [
        part.strip() for part in text.replace("，", "、").replace(",", "、").replace(";", "、").split("、")
    ]
    read = _chosen(_ALL_SITES)
    return list(dict.fromkeys(read(part, today) for part in parts if part))


_READERS: dict[str, Callable[[str, dt.date], Any]] = {
    "sort": _chosen(SORT_WORDS),
    "document_number": _number,
    "document_date": _day,
    "decided_by": _chosen(BODIES),
    "level": _chosen(LEVEL_WORDS, empty=True),
    "violation": _text,
    "fine": _money,
    "fine_paid": _yes_no,
    "corrected": _yes_no,
    "sites": _sites,
    "published_from": _maybe_day,
}
