"""Cells of people's files: a text becomes a value of its fact, in base units, or a reason why not."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from wotu.rules.dates import day_number
from wotu.rules.evaluate import Known, plain
from wotu.rules.problems import Place, did_you_mean
from wotu.rules.quantity import RATIO, parse_quantity, parse_unit, unit_text
from wotu.rules.vocabulary import Fact

LARGEST_STORED = 1 << 62
MAX_TEXT = 2_000
TRUE = frozenset({"true", "yes", "y", "1", "是", "有", "√", "t"})
FALSE = frozenset({"false", "no", "n", "0", "否", "无", "×", "f"})
UNKNOWN = frozenset(
    {"", "unknown", "null", "none", "n/a", "na", "nan", "#n/a", "~", "-", "--", "—", "未知", "不详"}
)
"""Texts that say that a value is not known, unless they are among the fact's own values."""
SAYS_UNKNOWN = frozenset({"unknown", "未知", "不详"})
"""What means unknown even in a text cell, where `none` or `无` may be a value."""

_DATE = re.compile(r"^(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NUMBER = re.compile(r"^-?\d{1,30}(?:,\d{3}){0,10}(?:\.\d{1,30})?$")


class CellError(ValueError):
    """A cell cannot be read: what is wrong, and what to write instead."""

    def __init__(self, problem: str, fix: str, place: Place | None = None) -> None:
        super().__init__(f"{problem}; {fix}" if fix else problem)
        self.problem, self.fix, self.place = problem, fix, place


def is_unknown(fact: Fact, text: str) -> bool:
    """Tell whether a cell says nothing, or says that the value is not known."""
    words = SAYS_UNKNOWN if fact.type.kind == "text" else UNKNOWN
    return not text or (text.lower() in words and text not in fact.values)


def parse_cell(fact: Fact, text: str, unit: str | None = None, *, rounding: bool = False) -> Known:
    """Read a cell as its fact's type.

    Args:
        fact: what the cell is about.
        text: what stands in it.
        unit: the unit of a number without one; the fact's own unit if not given.
        rounding: round (half up) a number with more decimals than the fact keeps.

    Raises:
        ValueError: the text is no value of this fact; the message says what is wrong and how to fix it.
    """
    return _PARSERS[fact.type.kind](fact, text.strip(), unit, rounding)


def as_text(value: object) -> str:
    """Write a value from a program or a spreadsheet as the text a person would have typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")
        )
    if isinstance(value, Fraction):
        return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def unit_factor(fact: Fact, unit: str | None) -> Fraction | None:
    """Return how many base units a bare number counts; None where a unit must be written.

    Raises:
        ValueError: the unit is not known or does not fit the fact.
    """
    if fact.type.percent:
        return _percent_factor(fact, unit)
    if not unit:
        return parse_unit(fact.unit)[0] if fact.unit else Fraction(1)
    try:
        factor, dimension = parse_unit(unit)
    except ValueError as error:
        raise CellError(str(error), f"a unit such as {_example_unit(fact)}") from None
    if dimension != fact.type.dimension:
        raise CellError(f"{unit} is not a unit of {fact.name}", f"a unit such as {_example_unit(fact)}")
    return factor


def _percent_factor(fact: Fact, unit: str | None) -> Fraction | None:
    if unit not in (None, "", "%", "％", "ratio", "1"):
        raise CellError(f"{unit} is not a unit of {fact.name}", "% or ratio")
    if not unit:
        return None
    return Fraction(1, 100) if unit in ("%", "％") else Fraction(1)


def _example_unit(fact: Fact) -> str:
    return fact.unit or unit_text(fact.type.dimension) or "none"


def _number(fact: Fact, text: str, unit: str | None, rounding: bool) -> Known:
    bare = _NUMBER.match(text)
    if bare:
        factor = unit_factor(fact, unit)
        if factor is None:
            raise CellError(
                f"{text!r} may mean {text}% or a ratio", "write it with %, or say unit: '%' in the mapping"
            )
        return _kept(fact, Fraction(text.replace(",", "")) * factor, text, rounding)
    try:
        quantity = parse_quantity(text)
    except ValueError as error:
        raise CellError(str(error), f"write a number such as {_sample(fact)}") from None
    if quantity.dimension != fact.type.dimension or quantity.percent != fact.type.percent:
        raise CellError(f"{text!r} is not {_what(fact)}", f"write it as {_sample(fact)}")
    return _kept(fact, quantity.value, text, rounding)


def _kept(fact: Fact, value: Fraction, text: str, rounding: bool) -> Known:
    stored = value / fact.scale
    if stored.denominator != 1:
        if not rounding:
            raise CellError(f"{text!r} has more decimals than {fact.name} keeps", _decimals_fix(fact))
        stored = Fraction((2 * stored.numerator + stored.denominator) // (2 * stored.denominator))
    if abs(stored) >= LARGEST_STORED:
        raise CellError(f"{text!r} is too large", "check the unit")
    return plain(stored * fact.scale)


def _decimals_fix(fact: Fact) -> str:
    kept = {"元": "two decimals of a yuan", "%": "four decimals of a percent"}.get(
        fact.unit, "fewer decimals"
    )
    return f"give {kept}, or say round: true in the mapping"


def _what(fact: Fact) -> str:
    return f"in {_example_unit(fact)}" if fact.type.dimension != RATIO else str(fact.type)


def _sample(fact: Fact) -> str:
    if fact.type.percent:
        return "5%"
    return {"元": "2000000 or 200万元", "": "12"}.get(fact.unit, f"12{fact.unit}")


def _boolean(fact: Fact, text: str, unit: str | None, rounding: bool) -> Known:
    del unit, rounding
    word = text.lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise CellError(
        f"{text!r} is neither yes nor no for {fact.name}", "write true or false, 是 or 否, 1 or 0"
    )


def _text(fact: Fact, text: str, unit: str | None, rounding: bool) -> Known:
    del unit, rounding
    if is_unknown(fact, text):
        raise CellError(f"{text!r} says that {fact.name} is not known", "leave it out")
    if len(text) > MAX_TEXT:
        raise CellError(f"the text is longer than {MAX_TEXT} characters", "shorten it")
    if not fact.values or text in fact.values:
        return text
    labels = {label: value for value in fact.values for label in _labels(fact, value)}
    if text in labels:
        return labels[text]
    known = [*fact.values, *labels]
    fix = did_you_mean(text, known) or f"one of {', '.join(fact.values)}"
    raise CellError(f"{text!r} is not among the values of {fact.name}", fix)


def _labels(fact: Fact, value: str) -> tuple[str, ...]:
    label = fact.value_labels.get(value)
    return () if label is None else (label.zh, label.en)


def parse_date(text: str) -> dt.date:
    """Read a date: 2024-01-05, 2024/1/5, 2024年1月5日 or 20240105.

    Raises:
        ValueError: it is none of these, or no day of the calendar.
    """
    found = _DATE.match(text.strip()) or _COMPACT.match(text.strip())
    if not found:
        raise CellError(f"{text!r} is not a date", "write 2024-01-05")
    parts = [int(part) for part in found.groups() if part.isdigit()]
    try:
        return dt.date(*parts)
    except ValueError:
        raise CellError(f"{text!r} is no day of the calendar", "write 2024-01-05") from None


def _date(fact: Fact, text: str, unit: str | None, rounding: bool) -> Known:
    del fact, unit, rounding
    return day_number(parse_date(text))


_PARSERS: dict[str, Callable[[Fact, str, str | None, bool], Known]] = {
    "number": _number, "boolean": _boolean, "text": _text, "date": _date,
}  # fmt: skip
