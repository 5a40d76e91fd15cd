"""Which period is asked for: a year, a quarter, or from one day to another."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wotu.look.language import current
from wotu.rules.text import Text

OWN = "own"
_WRONG = Text("请填起止日期，写成 2025-01-01 这样。", "Give both days, written like 2025-01-01.")
_BACKWARDS = Text("结束日期早于开始日期。", "The period ends before it begins.")


@dataclass(frozen=True, slots=True)
class Period:
    """A period with both its days in it; `code` is how it stands in an address: 2025, 2025Q1 or own."""

    code: str
    begins: dt.date
    ends: dt.date

    @property
    def label(self) -> Text:
        """The period in words."""
        if self.code == OWN:
            return Text(f"{self.begins}至{self.ends}", f"{self.begins} to {self.ends}")
        if len(self.code) == 4:
            return Text(f"{self.code}年", self.code)
        return Text(f"{self.code[:4]}年第{self.code[-1]}季度", f"{self.code[:4]}, quarter {self.code[-1]}")


def year(number: int) -> Period:
    """Return a whole year."""
    return Period(str(number), dt.date(number, 1, 1), dt.date(number, 12, 31))


def quarter(number: int, which: int) -> Period:
    """Return a quarter of a year, 1 to 4."""
    after = dt.date(number + which // 4, which % 4 * 3 + 1, 1)
    return Period(f"{number}Q{which}", dt.date(number, which * 3 - 2, 1), after - dt.timedelta(days=1))


def asked_period(
    given: Mapping[str, str], years: Sequence[int], today: dt.date
) -> tuple[Period, Text | None]:
    """Return the period asked for, and what is wrong with how it was asked; else the latest year known."""
    usual = year(years[0] if years else today.year - 1)
    code = given.get("period", "")
    if code == OWN:
        try:
            begins, ends = (dt.date.fromisoformat(given.get(name, "")) for name in ("begins", "ends"))
        except ValueError:
            return usual, _WRONG
        if ends < begins:
            return usual, _BACKWARDS
        return Period(OWN, begins, ends), None
    known = {one.code: one for one in offered(years or [today.year - 1])}
    return known.get(code, usual), None


def offered(years: Sequence[int]) -> list[Period]:
    """Return each year, with its quarters after it."""
    return [one for number in years for one in (year(number), *(quarter(number, q) for q in (1, 2, 3, 4)))]


def choices(years: Sequence[int]) -> list[tuple[str, str]]:
    """Return what a reader chooses from."""
    language = current()
    own = Text("自选起止日期", "From one day to another")
    return [*((one.code, one.label[language]) for one in offered(years)), (OWN, own[language])]
