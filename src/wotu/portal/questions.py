"""A question as a form: the right field for each kind of fact, and what was wrong with an answer."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from wotu.match.ask import Question
from wotu.match.periods import parse_cell
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot

Kind = Literal["yes_no", "choice", "date", "money", "number", "text"]
MONEY_UNITS = (
    ("万元", Text("万元", "10,000 yuan")), ("亿元", Text("亿元", "100 million yuan")),
    ("元", Text("元", "yuan")),
)  # fmt: skip
LONGEST = 200
EARLIEST = 1900
_NUMBER = re.compile(r"^-?\d{1,15}(\.\d+)?$")


class CannotRead(ValueError):
    """An answer cannot be read; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True)
class Decides:
    """What an answer decides about: how many measures, and the most money, in fen."""

    number: int
    worth: int


@dataclass(frozen=True)
class Field:
    """The field for a value of a fact, and what somebody typed that could not be read."""

    fact: Fact
    slot: Slot
    typed: str = ""
    unit: str = ""
    mistake: Text | None = None

    @property
    def kind(self) -> Kind:
        """Which field to show."""
        return kind_of(self.fact, self.slot)

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """The values to choose from."""
        labels = self.fact.value_labels
        return [(value, labels.get(value) or Text(value, value)) for value in self.fact.values]

    @property
    def units(self) -> list[tuple[str, Text]]:
        """The units an amount of money may be given in."""
        return list(MONEY_UNITS)

    @property
    def suffix(self) -> str:
        """The unit that follows a number."""
        return "%" if self.fact.type.percent else self.fact.unit


@dataclass(frozen=True)
class Form(Field):
    """A question with its field, and what an answer decides."""

    question: Question = field(kw_only=True)
    decides: Decides = field(kw_only=True)

    @classmethod
    def of(cls, question: Question, decides: Decides, **typed: Any) -> Self:
        """Return the form of a question."""
        return cls(question.fact, question.slot, question=question, decides=decides, **typed)

    @property
    def key(self) -> str:
        """Names the question in a form and an address."""
        return key_of(self.question.subject_id, self.question.slot)


def key_of(subject: str, slot: Slot) -> str:
    """Return the name of a question."""
    return f"{subject}:{slot}"


def kind_of(fact: Fact, slot: Slot) -> Kind:
    """Return which field fits a fact."""
    if slot.began or fact.type.kind == "date":
        return "date"
    if fact.type.kind == "boolean":
        return "yes_no"
    if fact.type.kind == "text":
        return "choice" if fact.values else "text"
    return "money" if fact.type.dimension == MONEY else "number"


def read_answer(question: Question, form: Mapping[str, str], today: dt.date) -> str:
    """Return an answer in the fact's own written form.

    Raises:
        CannotRead: nothing was answered, or it cannot be read.
    """
    return read_value(question.fact, question.slot, form, today)


def read_value(fact: Fact, slot: Slot, form: Mapping[str, str], today: dt.date) -> str:
    """Return what somebody filled in about a fact, in its own written form.

    Raises:
        CannotRead: nothing was filled in, or it cannot be read.
    """
    typed = unicodedata.normalize("NFKC", form.get("value", "")).strip()
    kind = kind_of(fact, slot)
    if not typed:
        raise CannotRead(_NOTHING[kind])
    return _READERS[kind](fact, typed, form, today)


_NOTHING: dict[Kind, Text] = {
    "yes_no": Text(
        "请选择“是”或“否”；不清楚就点“暂时不清楚”。", "Choose yes or no; if you are not sure, say so."
    ),
    "choice": Text("请从列表中选一项。", "Choose one from the list."),
    "date": Text("请填写日期，例如2024年1月5日。", "Give a date, such as 5 January 2024."),
    "money": Text(
        "请填写金额，例如500，再选单位“万元”。", "Give an amount, such as 500, and choose its unit."
    ),
    "number": Text("请填写数字，例如12。", "Give a number, such as 12."),
    "text": Text("请填写内容。", "Write an answer."),
}  # fmt: skip


def _yes_no(_fact: Fact, typed: str, _form: Mapping[str, str], _today: dt.date) -> str:
    if typed not in ("true", "false"):
        raise CannotRead(_NOTHING["yes_no"])
    return typed


def _choice(fact: Fact, typed: str, _form: Mapping[str, str], _today: dt.date) -> str:
    if typed not in fact.values:
        raise CannotRead(_NOTHING["choice"])
    return typed


def _date(_fact: Fact, typed: str, _form: Mapping[str, str], today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        raise CannotRead(
            Text(
                "没有这一天。请按年-月-日填写，例如2024-01-05。",
                "There is no such day. Write it as 2024-01-05.",
            )
        ) from None
    if not EARLIEST <= day.year <= today.year + 50:
        raise CannotRead(
            Text(f"年份{day.year}看起来不对，请核对。", f"The year {day.year} looks wrong; please check it.")
        )
    return day.isoformat()


def _money(fact: Fact, typed: str, form: Mapping[str, str], _today: dt.date) -> str:
    unit = form.get("unit", "万元")
    unit = unit if unit in dict(MONEY_UNITS) else "万元"
    return _quantity(fact, typed, unit)


def _number(fact: Fact, typed: str, _form: Mapping[str, str], _today: dt.date) -> str:
    text = _quantity(fact, typed, "%" if fact.type.percent else "")
    if text.startswith("-") and not fact.type.percent:
        raise CannotRead(Text("这个数不能是负数。", "This cannot be negative."))
    return text


def _quantity(fact: Fact, typed: str, unit: str) -> str:
    """Read a number, with the unit chosen or with one typed: 500, 1,200, 4.6%, 1.2亿, 500万元."""
    compact = re.sub(r"[\s,，_]", "", typed)
    compact = compact.replace("平方米", "㎡") if fact.unit == "㎡" else compact
    tries = [compact + unit] if _NUMBER.match(compact) else [compact, compact + (fact.unit or unit)]
    for text in tries:
        try:
            parse_cell(fact, text)
        except ValueError:
            continue
        return text
    if not _NUMBER.match(compact):
        raise CannotRead(
            Text(
                f"没有读懂“{typed}”。请只填数字，例如12.5。",
                f"“{typed}” could not be read. Give a number, such as 12.5.",
            )
        )
    raise CannotRead(
        Text(
            "这个数的小数位太多或数值太大，请核对单位。",
            "This has too many decimals or is too large; check the unit.",
        )
    )


def _text(fact: Fact, typed: str, _form: Mapping[str, str], _today: dt.date) -> str:
    if len(typed) > LONGEST:
        raise CannotRead(Text(f"请不要超过{LONGEST}个字。", f"Use at most {LONGEST} characters."))
    parse_cell(fact, typed)
    return typed


_READERS: dict[Kind, Callable[[Fact, str, Mapping[str, str], dt.date], str]] = {
    "yes_no": _yes_no, "choice": _choice, "date": _date, "money": _money, "number": _number, "text": _text,
}  # fmt: skip
