"""The vocabulary: which facts exist, their type, unit, period, and whom they describe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from wotu.rules.quantity import MONEY, RATIO, Dimension
from wotu.rules.text import Text

Kind = Literal["number", "boolean", "text", "date"]
Period = Literal["year", "quarter", "since", "at", "once"]
About = Literal["enterprise", "person", "project", "site"]
Source = Literal[
    "decision", "registry", "tax", "statistics", "meter", "official", "statement", "demonstration"
]  # fmt: skip

PERIODS: tuple[Period, ...] = ("year", "quarter", "since", "at", "once")
ABOUTS: tuple[About, ...] = ("enterprise", "person", "project", "site")
SOURCES: tuple[Source, ...] = get_args(Source)
"""Kinds of source in the order they are trusted, where a fact says nothing else.

A decision (裁定) settles what the others disagree about, so nothing goes before it.
"""


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a fact or an expression.

    `bare` marks a number nobody gave a unit to; it may be a factor or a count, never money.
    `percent` only says how a ratio is written.
    """

    kind: Kind
    dimension: Dimension = RATIO
    percent: bool = False
    bare: bool = False

    def __str__(self) -> str:
        if self.kind != "number":
            return {"boolean": "yes/no", "text": "text", "date": "a date"}[self.kind]
        if self.dimension == MONEY:
            return "money"
        if self.bare:
            return "a bare number"
        return "·".join(f"{b}^{n}" if n != 1 else b for b, n in self.dimension) or "a percentage"


BOOLEAN = Type("boolean")
TEXT = Type("text")
DATE = Type("date")
BARE = Type("number", RATIO, bare=True)
PERCENT = Type("number", RATIO, percent=True)
YUAN = Type("number", MONEY)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be known about a subject.

    Numbers are stored as integers: `scale` is the size of one stored unit in base units
    (1/100 yuan for money, a millionth for percent, 12 for a fact counted in whole years).
    """

    name: str
    label: Text
    type: Type
    period: Period = "once"
    about: About = "enterprise"
    scale: Fraction = Fraction(1)
    unit: str = ""
    values: tuple[str, ...] = ()
    value_labels: Mapping[str, Text] = field(default_factory=dict, hash=False, compare=False)
    changeable: bool = True
    ask: Text | None = None
    note: Text | None = None
    sources: tuple[Source, ...] = ()

    @property
    def trusted(self) -> tuple[Source, ...]:
        """Every kind of source, the most trusted first: those the fact names go before the usual order."""
        return tuple(dict.fromkeys(("decision", *self.sources, *SOURCES)))


class Slot(NamedTuple):
    """One fact at one time, as a measure sees it: the cell of the wide table.

    `offset` counts the fact's own periods back from the reference period (0 = reference period,
    1 = the one before); `year` names a calendar year instead; `began` is the date a status began.
    """

    fact: str
    offset: int = 0
    year: int = 0
    began: bool = False

    def __str__(self) -> str:
        if self.began:
            return f"{self.fact}@since"
        if self.year:
            return f"{self.fact}@{self.year}"
        return f"{self.fact}@-{self.offset}" if self.offset else self.fact


Vocabulary = Mapping[str, Fact]
