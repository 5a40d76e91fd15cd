"""The figures of one invented firm: drawn once, and consistent with each other over three years.

The parameters are plausible orders of magnitude chosen for a demonstration, not estimates of anything.
"""

import datetime as dt
import math
from dataclasses import dataclass
from random import Random

STEP = 10_000
"""Money is rounded to whole 万元, as returns are written."""
YEARS = (0, -1, -2)


@dataclass(frozen=True)
class Branch:
    """What is usual in a branch: median revenue and its spread, revenue a head, R&D share, margin (yuan)."""

    revenue: float
    spread: float
    per_head: float
    rd: float
    margin: float


BRANCHES = {
    "C27": Branch(60e6, 1.4, 0.9e6, 0.075, 0.11),
    "C35": Branch(45e6, 1.2, 0.8e6, 0.055, 0.07),
    "C38": Branch(90e6, 1.5, 1.3e6, 0.040, 0.05),
    "C39": Branch(80e6, 1.5, 1.1e6, 0.060, 0.06),
    "C": Branch(50e6, 1.3, 0.9e6, 0.030, 0.06),
    "F": Branch(40e6, 1.2, 2.5e6, 0.004, 0.02),
    "I": Branch(15e6, 1.3, 0.6e6, 0.110, 0.09),
    "M": Branch(10e6, 1.2, 0.5e6, 0.090, 0.08),
    "": Branch(9e6, 1.1, 0.5e6, 0.008, 0.05),
}
"""By the longest beginning of the industry's code that stands here."""


def branch_of(industry: str) -> Branch:
    """Return what is usual in an industry."""
    return next(BRANCHES[industry[:length]] for length in (3, 1, 0) if industry[:length] in BRANCHES)


@dataclass(frozen=True)
class Year:
    """One year's figures, in yuan and heads."""

    revenue: int
    rd: int
    staff: int
    st_staff: int


@dataclass(frozen=True)
class Economy:
    """A firm's figures and standing; `years` begins with the last full year."""

    founded_on: dt.date
    years: tuple[Year, ...]
    net_profit: int
    assets: int
    liabilities: int
    hightech_share: float
    hightech: bool
    tech_sme: bool
    innovative_sme: bool
    specialised: bool
    in_statistics: bool

    @property
    def last(self) -> Year:
        """The last full year."""
        return self.years[0]


def draw_economy(random: Random, industry: str, today: dt.date) -> Economy:
    """Draw a firm: a young one is small, a high-tech one does research, no year is without its past."""
    usual = branch_of(industry)
    age = min(random.lognormvariate(math.log(8), 0.75), 40.0) + 0.2
    founded = today - dt.timedelta(days=round(age * 365))
    maturity = min(1.0, 0.25 + age / 10)
    revenue = random.lognormvariate(math.log(usual.revenue * maturity), usual.spread)
    intensity = 0.0 if random.random() < 0.18 else usual.rd * random.lognormvariate(0, 0.75)
    intensity = min(intensity, 0.45)
    years = []
    for back in YEARS:
        if founded.year > today.year - 1 + back:
            break
        staff = max(2, round(revenue / (usual.per_head * random.lognormvariate(0, 0.3))))
        rd = _money(revenue * intensity * random.lognormvariate(0, 0.15))
        st_staff = min(staff, round(staff * min(0.9, 0.04 + 2.2 * intensity * random.lognormvariate(0, 0.4))))
        years.append(Year(_money(revenue), rd, staff, st_staff))
        revenue /= 1 + max(-0.35, random.gauss(0.09, 0.17))
    if not years:
        years.append(Year(_money(revenue / 10), _money(revenue * intensity / 10), 2, 1))
    return _standing(random, founded, tuple(years), usual, today)


def _standing(
    random: Random, founded: dt.date, years: tuple[Year, ...], usual: Branch, today: dt.date
) -> Economy:
    """Draw what follows from the figures: profit, balance sheet, recognitions."""
    last = years[0]
    intensity = last.rd / last.revenue if last.revenue else 0.0
    assets = _money(last.revenue * random.lognormvariate(0.25, 0.45))
    researches = intensity >= 0.03 and last.st_staff >= 0.1 * last.staff
    old_enough = (today - founded).days > 500
    hightech = researches and old_enough and random.random() < 0.72
    is_small = last.staff <= 500 and last.revenue <= 200e6 and assets <= 200e6
    specialised = hightech and last.revenue > 20e6 and random.random() < 0.25
    return Economy(
        founded_on=founded, years=years,
        net_profit=_money(last.revenue * random.gauss(usual.margin, 0.08)),
        assets=assets, liabilities=_money(assets * random.uniform(0.15, 0.85)),
        hightech_share=random.uniform(0.55, 0.95) if hightech else random.uniform(0.0, 0.6),
        hightech=hightech,
        tech_sme=is_small and researches and random.random() < 0.8,
        innovative_sme=is_small and researches and random.random() < 0.35,
        specialised=specialised,
        in_statistics=last.revenue >= 20e6 and random.random() < 0.9,
    )  # fmt: skip


def _money(amount: float) -> int:
    return round(amount / STEP) * STEP
