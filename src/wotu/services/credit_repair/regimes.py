"""The rules of credit repair as data: which measures apply to a decision, and how long an entry is published.

Parameters are dated by the decision document, carry their source, and are replaced by adding a regime, never
by changing one that cases were decided under.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from wotu.rules.text import Text

Level = Literal["minor", "general", "serious"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""Classes of an entry (失信程度), from the lightest to the gravest."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long an entry of a class is published, in months from the date of the decision document.

    `published` False: it is not published at all, so there is nothing to repair. `least` and `most` are None
    where they are not known here.
    """

    published: bool | None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """One set of measures and the decisions it governs, both days included; `first` None: from the beginning.

    `known`: its times are entered here. Where they are not, `assumption` says what is done instead.
    """

    id: str
    title: Text
    number: Text
    first: dt.date | None
    last: dt.date | None
    terms: Mapping[Level, Term]
    source: str
    known: bool
    assumption: Text | None = None

    def governs(self, decided: dt.date) -> bool:
        """Tell whether it applies to a decision of this day."""
        return (self.first is None or self.first <= decided) and (self.last is None or decided <= self.last)


_NOT_KNOWN = Term(None)

ORDER58: Final = Regime(
    "order58",
    Text("失信行为纠正后的信用信息修复管理办法（试行）", "Trial measures for repairing credit information"),
    Text("国家发展改革委令第58号", "NDRC order 58"),
    None,
    dt.date(2026, 3, 31),
    {"minor": _NOT_KNOWN, "general": _NOT_KNOWN, "serious": _NOT_KNOWN},
    "",
    known=False,
    assumption=Text(
        "令第58号的最短、最长公示期没有录入，这里不推算日期：义务履行、改正和信用承诺齐了就可以申请，"
        "是否满最短公示期由决定机关核定。",
        "The shortest and longest publication times of order 58 are not entered, so no date is worked out. "
        "With the duties done, the fault corrected and a promise made an application may be filed; the "
        "deciding body says whether the shortest time has passed.",
    ),
)

ORDER36: Final = Regime(
    "order36",
    Text("信用修复管理办法", "Measures for credit repair"),
    Text("国家发展改革委令第36号", "NDRC order 36"),
    dt.date(2026, 4, 1),
    None,
    {"minor": Term(False), "general": Term(True, 3, 12), "serious": Term(True, 12, 36)},
    "https://toubiaole.com/news/xingyexinwen/887.html",
    known=True,
)

REGIMES: Final[tuple[Regime, ...]] = (ORDER58, ORDER36)


def regime_for(decided: dt.date) -> Regime:
    """Return the measures that apply to a decision, by the date of its document."""
    return next(regime for regime in REGIMES if regime.governs(decided))
