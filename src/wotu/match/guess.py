"""Guessing what the columns of a person's sheet are: by their headings, units and years, and by values.

A guess is an offer: a person sees it beside the first rows and changes it.
"""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wotu.match.cells import CellError, unit_factor
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Vocabulary

Role = Literal["", "credit_code", "name", "period", "fact"]

HEADINGS: dict[Role, frozenset[str]] = {
    "credit_code": frozenset(
        {"统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "creditcode", "credit_code",
         "unifiedsocialcreditcode"}
    ),
    "name": frozenset(
        {"企业名称", "单位名称", "单位详细名称", "公司名称", "纳税人名称", "名称", "企业", "单位", "name",
         "enterprise", "company", "firm"}
    ),
    "period": frozenset({"时期", "年度", "年份", "报告期", "统计年度", "所属期", "季度", "period", "year"}),
}  # fmt: skip
SYNONYMS = {
    "营收": "营业收入", "营业总收入": "营业收入", "收入": "营业收入", "职工人数": "从业人员",
    "员工人数": "从业人员", "从业人员平均人数": "从业人员", "人数": "从业人员",
    "研发投入": "研究开发费用", "研发费用": "研究开发费用", "研发经费": "研究开发费用",
    "注册日期": "成立日期", "成立时间": "成立日期", "行业代码": "登记行业代码", "注册资金": "注册资本",
    "高企": "高新技术企业", "是否高企": "高新技术企业", "总产值": "工业总产值", "产值": "工业总产值",
    "用电": "用电量", "参保人数": "参加社会保险人数", "纳税额": "实缴税收",
}  # fmt: skip
"""What people write, and the label it means; used only where a vocabulary has that label."""
NEVER = frozenset({"序号", "备注", "no", "no.", "#", "编号", "联系人", "电话", "联系电话"})
CLOSE = 0.72
MOSTLY = 0.8

_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_QUARTER = re.compile(r"(20\d{2})\s*年?\s*(?:第?([一二三四1-4])季度?|[Qq]([1-4]))")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)\s*年?度?末?")
_LAST_YEAR = re.compile(r"^(?:上年度?末?|去年|上一年度?)")
_NOISE = re.compile(r"[\s:：/、,，_\-—]+")
_CODE = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{18}$")
_BARE = re.compile(r"^-?\d[\d,]*(?:\.\d+)?$")
_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column is for: nothing, naming the firm, the period of its row, or a fact.

    `period` is a year, a quarter, or a date; `unit` what bare numbers count; `why` how it was guessed.
    """

    column: str
    role: Role = ""
    fact: str = ""
    period: str = ""
    unit: str = ""
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: the words, and the unit and period written with them."""

    words: str
    asides: tuple[str, ...]
    period: str


BY_HEADING = Text("按列名", "by its heading")
BY_LIKENESS = Text("列名相近，请核对", "its heading is close; please check")
BY_VALUES = Text("按内容，请核对", "by its values; please check")


def guess_columns(
    columns: Sequence[str], samples: Mapping[str, Sequence[str]], vocabulary: Vocabulary, as_of: dt.date
) -> list[ColumnUse]:
    """Guess each column of a sheet of enterprises; `samples` are some of its cells."""
    facts = {name: fact for name, fact in vocabulary.items() if fact.about == "enterprise"}
    labels = _labels(facts)
    found = [_guess(column, samples.get(column, ()), facts, labels, as_of) for column in columns]
    has_period = any(use.role == "period" for use in found)
    if has_period:
        found = [_without_default(use, facts) for use in found]
    return list(_once_each(found))


def _guess(
    column: str,
    cells: Sequence[str],
    facts: Mapping[str, Fact],
    labels: Mapping[str, str],
    as_of: dt.date,
) -> ColumnUse:
    heading = take_apart(column, as_of)
    if heading.words in NEVER:
        return ColumnUse(column)
    for role, words in HEADINGS.items():
        if heading.words in words:
            return ColumnUse(column, role, why=BY_HEADING)
    name, why = _by_heading(heading, facts, labels)
    if not name and _are_codes(cells):
        return ColumnUse(column, "credit_code", why=BY_VALUES)
    if not name:
        name, why = _by_values(cells, facts), BY_VALUES
    if not name:
        return ColumnUse(column)
    fact = facts[name]
    period = _fitting(fact, heading.period) or _usual_period(fact, as_of)
    return ColumnUse(column, "fact", name, period, _unit(fact, heading, cells), why)


def take_apart(column: str, as_of: dt.date) -> Heading:
    """Split a heading such as 2024年营业收入(万元) into words, asides and period."""
    text = unicodedata.normalize("NFKC", column).strip()
    text, _, time = text.partition("@")
    asides = tuple(aside.strip() for aside in _BRACKETS.findall(text))
    text = _BRACKETS.sub("", text)
    period = time
    if quarter := _QUARTER.search(text):
        number = quarter[2] or quarter[3]
        period, text = f"{quarter[1]}Q{_DIGITS.get(number, number)}", text.replace(quarter[0], "")
    elif year := _YEAR.search(text):
        period, text = year[1], text.replace(year[0], "")
    elif _LAST_YEAR.match(text):
        period, text = str(as_of.year - 1), _LAST_YEAR.sub("", text)
    words, *rest = [part for part in _NOISE.split(text.strip()) if part] or [""]
    if rest and rest[-1].isascii():
        words, rest = words + "".join(rest), []
    return Heading(words.lower(), (*asides, *rest), period)


def _labels(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Return facts by what they may be called, where that means one fact only."""
    found: dict[str, str] = {}
    for fact in facts.values():
        for label in {_plain(fact.label.zh), _plain(fact.label.en), fact.name.lower()}:
            found[label] = fact.name if found.get(label, fact.name) == fact.name else ""
    return {label: name for label, name in found.items() if name}


def _plain(label: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", label)).lower()


def _by_heading(
    heading: Heading, facts: Mapping[str, Fact], labels: Mapping[str, str]
) -> tuple[str, Text | None]:
    words = heading.words
    if "Q" in heading.period and labels.get(f"季度{words}"):
        return labels[f"季度{words}"], BY_HEADING
    known = labels.get(words) or labels.get(_plain(SYNONYMS.get(words, "")))
    if known or words in facts:
        return known or words, BY_HEADING
    close = difflib.get_close_matches(words, labels, n=1, cutoff=CLOSE) if len(words) > 1 else []
    return (labels[close[0]], BY_LIKENESS) if close else ("", None)


def _are_codes(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(bool(_CODE.match(cell)) for cell in filled) >= MOSTLY * len(filled)


def _by_values(cells: Sequence[str], facts: Mapping[str, Fact]) -> str:
    """Return the only fact whose listed values these are."""
    filled = {cell for cell in cells if cell}
    fitting = [fact.name for fact in facts.values() if filled and fact.values and filled <= _values(fact)]
    return fitting[0] if len(fitting) == 1 else ""


def _values(fact: Fact) -> set[str]:
    labels = [label for text in fact.value_labels.values() for label in (text.zh, text.en)]
    return {*fact.values, *labels}


def _fitting(fact: Fact, period: str) -> str:
    """Return the period of a heading as the fact takes it; a year stands for its end at a measurement."""
    if fact.period == "year":
        return period[:4]
    if fact.period == "quarter":
        return period if "Q" in period else ""
    if fact.period == "at" and period:
        return f"{period}-12-31" if period.isdigit() else period
    return ""


def _usual_period(fact: Fact, as_of: dt.date) -> str:
    if fact.period == "year":
        return str(as_of.year - 1)
    if fact.period == "quarter":
        number = as_of.year * 4 + (as_of.month - 1) // 3 - 1
        return f"{number // 4}Q{number % 4 + 1}"
    return ""


def _unit(fact: Fact, heading: Heading, cells: Sequence[str]) -> str:
    if fact.type.kind != "number":
        return ""
    for aside in heading.asides:
        unit = aside.removeprefix("单位").lstrip(":： ")
        try:
            if unit and unit_factor(fact, unit) is not None:
                return unit
        except CellError:
            continue
    if fact.type.percent:
        bare = [float(cell.replace(",", "")) for cell in cells if _BARE.match(cell)]
        return "%" if any(abs(number) > 1 for number in bare) else ""
    return ""


def _without_default(use: ColumnUse, facts: Mapping[str, Fact]) -> ColumnUse:
    """Leave the period to the row where the sheet has a column of periods and the heading names none."""
    named = bool(re.search(r"20\d{2}|@|上年|去年|上一年", use.column))
    periodic = use.role == "fact" and facts[use.fact].period in ("year", "quarter")
    return replace(use, period="") if periodic and not named else use


def _once_each(uses: Sequence[ColumnUse]) -> Iterator[ColumnUse]:
    """Leave out what an earlier column is already."""
    taken: set[tuple[str, str, str]] = set()
    for use in uses:
        key = (use.role, use.fact, use.period)
        yield ColumnUse(use.column) if use.role and key in taken else use
        taken.add(key)
