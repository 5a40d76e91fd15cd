"""Quantities with units: exact numbers that know what they count.

A quantity is a `Fraction` and a dimension. Money is in yuan, percent is a plain ratio. Units multiply
and divide as in physics, so `35元/㎡/月 × 500㎡ × 36月` is money and nothing else is.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from wotu.rules.text import Language, Text

Dimension: TypeAlias = tuple[tuple[str, int], ...]
"""Base units with their exponents, sorted by name; `()` is a plain ratio."""

RATIO: Dimension = ()
MONEY: Dimension = (("yuan", 1),)
MONTHS: Dimension = (("month", 1),)
DAYS: Dimension = (("day", 1),)
CALENDAR_YEAR: Dimension = (("calendar_year", 1),)

COUNTABLE = {
    "person",
    "firm",
    "piece",
    "item",
    "case",
    "time",
    "point",
    "bed",
    "night",
    "calendar_year",
}
"""Bases a bare number may be compared with: there is only one thing it can mean."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value in base units: yuan, months, minutes, ㎡; 5% is 1/20 of nothing in particular."""

    value: Fraction
    dimension: Dimension = RATIO
    percent: bool = False


_BASE: dict[str, tuple[str, int | Fraction]] = {
    "元": ("yuan", 1), "yuan": ("yuan", 1), "分": ("yuan", Fraction(1, 100)),
    "人": ("person", 1), "person": ("person", 1), "家": ("firm", 1), "firm": ("firm", 1),
    "个": ("piece", 1), "piece": ("piece", 1), "项": ("item", 1), "item": ("item", 1),
    "件": ("case", 1), "case": ("case", 1), "次": ("time", 1), "time": ("time", 1),
    "分值": ("point", 1), "point": ("point", 1),
    "㎡": ("m2", 1), "m2": ("m2", 1), "平方米": ("m2", 1),
    "亩": ("m2", Fraction(2000, 3)), "mu": ("m2", Fraction(2000, 3)),
    "月": ("month", 1), "month": ("month", 1), "年": ("month", 12), "year": ("month", 12),
    "天": ("day", 1), "日": ("day", 1), "day": ("day", 1),
    "分钟": ("minute", 1), "minute": ("minute", 1), "小时": ("minute", 60), "hour": ("minute", 60),
    "千瓦时": ("kwh", 1), "kWh": ("kwh", 1), "吨": ("t", 1), "t": ("t", 1),
    "立方米": ("m3", 1), "m3": ("m3", 1), "床": ("bed", 1), "bed": ("bed", 1),
    "晚": ("night", 1), "night": ("night", 1), "年份": ("calendar_year", 1),
}  # fmt: skip
_SHOWN = {
    "yuan": ("元", "yuan"), "person": ("人", "people"), "firm": ("家", "firms"), "piece": ("个", ""),
    "item": ("项", "items"), "case": ("件", "cases"), "time": ("次", "times"), "point": ("分", "points"),
    "m2": ("㎡", "m²"), "month": ("个月", "months"), "day": ("天", "days"), "minute": ("分钟", "minutes"),
    "kwh": ("千瓦时", "kWh"), "t": ("吨", "t"), "m3": ("立方米", "m³"), "bed": ("床", "beds"),
    "night": ("晚", "nights"), "calendar_year": ("年", ""),
}  # fmt: skip
_COMPOUND = {
    "yuan": ("元", "CNY"), "month": ("月", "month"), "day": ("天", "day"), "minute": ("分钟", "minute"),
    "person": ("人", "person"), "bed": ("床", "bed"), "night": ("晚", "night"), "item": ("项", "item"),
    "piece": ("个", "piece"),
}  # fmt: skip
"""How a unit is written inside a compound one, where it differs."""
_MULTIPLIER = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
MAX_CHARACTERS = 80
"""No quantity is longer than this when written."""

_NUMBER = r"(?P<number>-?\d{1,18}(?:,\d{3})*(?:\.\d{1,9})?)"
_QUANTITY = re.compile(rf"^{_NUMBER}\s*(?P<scale>百万|千万|[十百千万亿]?)\s*(?P<unit>\S.*)?$")


def multiply(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """Return the dimension of a product (`sign` 1) or a quotient (`sign` -1)."""
    exponents = dict(left)
    for base, exponent in right:
        exponents[base] = exponents.get(base, 0) + sign * exponent
    return tuple(sorted((base, n) for base, n in exponents.items() if n))


@lru_cache(maxsize=1_024)
def parse_unit(text: str) -> tuple[Fraction, Dimension]:
    """Return the factor and the dimension of a unit such as `元/㎡/月` or `床·晚`.

    Raises:
        ValueError: a part of the unit is not known.
    """
    factor, dimension, sign = Fraction(1), RATIO, 1
    for part in re.split(r"([/·*])", text.strip()):
        if part in "/·*":
            sign = -1 if part == "/" else 1
            continue
        prefix, name = _split_multiplier(part.strip())
        if name not in _BASE:
            raise ValueError(f"unknown unit {part!r}")
        base, size = _BASE[name]
        factor *= (Fraction(size) * prefix) ** sign
        dimension = multiply(dimension, ((base, 1),), sign)
    return factor, dimension


def _split_multiplier(part: str) -> tuple[int, str]:
    if part in _BASE:
        return 1, part
    for prefix in ("百万", "千万", "万", "亿"):
        if part.startswith(prefix) and part[len(prefix) :] in _BASE:
            return _MULTIPLIER[prefix], part[len(prefix) :]
    return 1, part


def parse_quantity(text: str) -> Quantity:
    """Read `2000万元`, `5%`, `35元/㎡/月`, `103` into an exact quantity.

    Raises:
        ValueError: the text is not one number followed by a known unit.
    """
    match = _QUANTITY.match(text.strip().replace("％", "%")) if len(text) <= MAX_CHARACTERS else None
    if not match:
        raise ValueError(f"{text[:MAX_CHARACTERS]!r} is not a quantity")
    number = Fraction(match["number"].replace(",", "")) * _MULTIPLIER[match["scale"]]
    unit = (match["unit"] or "").strip()
    if not unit:
        return Quantity(number)
    if unit == "%":
        return Quantity(number / 100, RATIO, percent=True)

    size, dimension = parse_unit(unit)
    return Quantity(number * size, dimension)


def decimal_text(value: Fraction, places: int = 6) -> str:
    """Write a fraction as a decimal of at most `places` digits, without trailing zeros."""
    scaled = round(value * 10**places)
    sign, digits = ("-" if scaled < 0 else ""), abs(scaled)
    whole, rest = divmod(digits, 10**places)
    tail = f".{rest:0{places}d}".rstrip("0") if rest else ""
    return f"{sign}{whole:,}{tail}".rstrip(".")


def money_text(yuan: Fraction, language: Language = "zh") -> str:
    """Write an amount of money as the field writes it: 20万元, 1.5亿元, 350.25元."""
    if language == "en":
        return f"CNY {decimal_text(yuan, 2)}"
    for size, unit in ((10**8, "亿元"), (10**4, "万元")):
        if abs(yuan) >= size:
            return decimal_text(yuan / size).replace(",", "") + unit
    return decimal_text(yuan, 2).replace(",", "") + "元"


def fen_in_words(fen: int) -> Text:
    """Write an amount given in fen: 20万元, CNY 200,000."""
    yuan = Fraction(fen, 100)
    return Text(money_text(yuan), money_text(yuan, "en"))


def unit_text(dimension: Dimension, language: Language = "zh") -> str:
    """Write a dimension as a unit: `个月` on its own, `元/㎡/月` in a compound."""
    if len(dimension) == 1 and dimension[0][1] == 1:
        return _SHOWN[dimension[0][0]][0 if language == "zh" else 1]
    over = "·".join(_power(base, n, language) for base, n in dimension if n > 0)
    under = "".join("/" + _power(base, -n, language) for base, n in dimension if n < 0)
    return (over or "1") + under if dimension else ""


def _power(base: str, exponent: int, language: Language) -> str:
    names = _COMPOUND.get(base, _SHOWN[base])
    return names[0 if language == "zh" else 1] + (f"^{exponent}" if exponent > 1 else "")


@lru_cache(maxsize=8192)
def quantity_text(value: Fraction, dimension: Dimension, percent: bool, language: Language = "zh") -> str:
    """Write a value in base units for a reader."""
    if percent:
        return decimal_text(value * 100, 4) + "%"
    if dimension == MONEY:
        return money_text(value, language)
    if dimension == CALENDAR_YEAR:
        return str(int(value))
    if dimension == MONTHS and value and value % 12 == 0:
        years = value // 12
        return f"{years}年" if language == "zh" else f"{years} year{'s' if years != 1 else ''}"
    gap, unit = " " if language == "en" and dimension else "", unit_text(dimension, language)
    if language == "en" and value == 1:
        unit = {"people": "person"}.get(unit, unit.removesuffix("s"))
    return f"{decimal_text(value)}{gap}{unit}".strip()
