"""The workload: facts, conditions and amounts that no engine is favoured by.

Integers only. Money is in fen, percents are stored as percent x 100 (1% = 100), dates are days
since 1970-01-01. Everything follows from the seed, and the first 60 measures of a workload of
1,000 are the workload of 60.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["money", "count", "percent", "date", "boolean", "code"]
Operator = Literal[">=", "<=", ">", "<"]

SEED = 20_304
RATE = 10_000  # rates are integers out of 10,000
EPOCH = date(1970, 1, 1)
INDUSTRIES = (
    "C13", "C14", "C17", "C18", "C26", "C27", "C29", "C30", "C31", "C33",
    "C34", "C35", "C36", "C37", "C38", "C39", "C40", "I63", "I65", "M73",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    name: str
    kind: Kind
    unknown: float  # share of rows where it is not known


FACTS = (
    Fact("revenue", "money", 0.04),
    Fact("revenue_last", "money", 0.06),
    Fact("rd", "money", 0.08),
    Fact("rd_last", "money", 0.10),
    Fact("investment", "money", 0.12),
    Fact("interest", "money", 0.12),
    Fact("export_value", "money", 0.09),
    Fact("employees", "count", 0.05),
    Fact("graduates", "count", 0.11),
    Fact("patents", "count", 0.07),
    Fact("debt_ratio", "percent", 0.10),
    Fact("founded", "date", 0.02),
    Fact("high_tech", "boolean", 0.03),
    Fact("clean_record", "boolean", 0.06),
    Fact("industry", "code", 0.03),
)
KINDS = {fact.name: fact.kind for fact in FACTS}


@dataclass(frozen=True)
class Compare:
    """A fact against a threshold; also dates."""

    fact: str
    op: Operator
    value: int


@dataclass(frozen=True)
class Ratio:
    """``numerator / denominator op rate``, asked by cross multiplication, never by division."""

    numerator: str
    denominator: str
    op: Operator
    rate: int


@dataclass(frozen=True)
class OneOf:
    fact: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class IsTrue:
    fact: str


@dataclass(frozen=True)
class Either:
    left: Compare
    right: Compare


Condition = Compare | Ratio | OneOf | IsTrue | Either


@dataclass(frozen=True)
class Fixed:
    fen: int


@dataclass(frozen=True)
class Tiered:
    """``base`` below the first tier, then the amount of the highest tier reached."""

    fact: str
    base: int
    tiers: tuple[tuple[int, int], ...]  # (at least, fen), ascending


@dataclass(frozen=True)
class Percent:
    """A rate of a fact, rounded down to the fen, at most ``cap``."""

    fact: str
    rate: int
    cap: int


@dataclass(frozen=True)
class Increment:
    """A rate of what ``now`` exceeds ``before`` by, rounded down to the fen, at most ``cap``."""

    now: str
    before: str
    rate: int
    cap: int


@dataclass(frozen=True)
class PerHead:
    fact: str
    fen: int
    cap: int


Amount = Fixed | Tiered | Percent | Increment | PerHead


@dataclass(frozen=True)
class Measure:
    name: str
    conditions: tuple[int, ...]  # positions in Workload.conditions
    amount: Amount


@dataclass(frozen=True)
class Workload:
    measures: tuple[Measure, ...]
    conditions: tuple[Condition, ...]  # each one once

    @property
    def uses(self) -> int:
        return sum(len(measure.conditions) for measure in self.measures)


def inputs(amount: Amount) -> tuple[str, ...]:
    """The facts an amount is worked out from."""
    if isinstance(amount, Fixed):
        return ()
    if isinstance(amount, Increment):
        return (amount.now, amount.before)
    return (amount.fact,)


def workload(measures: int = 60, seed: int = SEED) -> Workload:
    """Draw measures of 3 to 6 conditions; 250 conditions are about 110 distinct ones.

    The number of distinct conditions grows with the square root of the number of uses, as the
    vocabulary of real policy texts does: 60 measures share 110 and 1,000 measures some 450.
    """
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    known: dict[Condition, int] = {}
    drawn: list[Measure] = []
    used = 0
    for position in range(measures):
        chosen: list[int] = []
        for _ in range(rng.choices((3, 4, 5, 6), (26, 34, 29, 11))[0]):
            used += 1
            if len(known) < 110 * (used / 250) ** 0.5:
                condition = _new(rng, known)
                known[condition] = len(known)
                chosen.append(known[condition])
            else:
                chosen.append(_other(rng, len(known), chosen))
        drawn.append(Measure(f"m{position:04d}", tuple(chosen), _amount(rng)))
    return Workload(tuple(drawn), tuple(known))


def _other(rng: random.Random, count: int, taken: list[int]) -> int:
    while True:
        pick = int(count * rng.random() ** 1.3)  # the first conditions are the popular ones
        if pick not in taken:
            return pick


def _new(rng: random.Random, known: dict[Condition, int]) -> Condition:
    makers: tuple[Callable[[random.Random], Condition], ...]
    makers = (_compare, _ratio, _one_of, _founded, _is_true, _either)
    while True:
        condition = rng.choices(makers, (38, 22, 14, 10, 3, 13))[0](rng)
        if condition not in known:
            return condition


YUAN = 100
WAN = 10_000 * YUAN
# fact -> round thresholds that a share of the rows passes
THRESHOLDS: dict[str, tuple[int, ...]] = {
    "revenue": tuple(n * WAN for n in (200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 10000)),
    "rd": tuple(n * WAN for n in (10, 20, 30, 50, 80, 100, 150, 200, 300, 500)),
    "investment": tuple(n * WAN for n in (20, 30, 50, 100, 150, 200, 300, 500, 1000)),
    "interest": tuple(n * WAN for n in (1, 2, 3, 5, 10, 15, 20, 30, 50)),
    "export_value": tuple(n * WAN for n in (1, 10, 20, 50, 100, 200, 300, 500)),
    "employees": (5, 10, 15, 20, 30, 40, 50, 80, 100, 150, 200, 300),
    "graduates": (1, 2, 3, 4, 5, 8, 10),
    "patents": (1, 2, 3, 4, 5, 6, 8, 10, 15),
    "debt_ratio": (4000, 4500, 5000, 5500, 6000, 6500, 7000, 7500, 8000, 8500),
}


def _compare(rng: random.Random) -> Compare:
    fact = rng.choice(tuple(THRESHOLDS))
    value = rng.choice(THRESHOLDS[fact])
    if fact == "debt_ratio":
        return Compare(fact, "<=", value)
    if fact in {"revenue", "employees"} and rng.random() < 0.3:
        return Compare(fact, "<", value * 20)  # "small enough"
    return Compare(fact, ">" if rng.random() < 0.2 else ">=", value)


RATIOS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("rd", "revenue", (100, 150, 200, 250, 300, 350, 400, 500, 600)),
    ("revenue", "revenue_last", (9_000, 9_500, 10_000, 10_500, 11_000, 11_500, 12_000)),
    ("rd", "rd_last", (9_000, 10_000, 11_000, 12_000)),
    ("investment", "revenue", (100, 200, 300, 500, 800)),
    ("export_value", "revenue", (100, 300, 500, 1_000)),
    ("graduates", "employees", (200, 300, 500, 800)),
)


def _ratio(rng: random.Random) -> Ratio:
    numerator, denominator, rates = rng.choice(RATIOS)
    return Ratio(numerator, denominator, ">=", rng.choice(rates))


def _one_of(rng: random.Random) -> OneOf:
    codes = rng.sample(INDUSTRIES, rng.randint(4, 12))
    return OneOf("industry", tuple(sorted(codes)))


def _founded(rng: random.Random) -> Compare:
    if rng.random() < 0.5:
        return Compare("founded", ">=", (date(rng.randint(2006, 2021), 1, 1) - EPOCH).days)
    return Compare("founded", "<=", (date(rng.randint(2016, 2025), 12, 31) - EPOCH).days)


def _is_true(rng: random.Random) -> IsTrue:
    return IsTrue(rng.choice(("high_tech", "clean_record")))


def _either(rng: random.Random) -> Either:
    while True:
        left, right = _compare(rng), _compare(rng)
        if left.fact != right.fact:
            return Either(left, right)


def _amount(rng: random.Random) -> Amount:
    cap = rng.choice((20, 30, 50, 100, 200, 300, 500, 1000)) * WAN
    form = rng.choices(range(5), (20, 25, 25, 15, 15))[0]
    if form == 0:
        return Fixed(rng.choice((2, 5, 10, 20, 30, 50, 100)) * WAN)
    if form == 1:
        fact = rng.choice(("revenue", "rd", "investment", "employees", "patents"))
        steps = sorted(rng.sample(THRESHOLDS[fact], rng.randint(2, 4)))
        first = rng.choice((2, 5, 10)) * WAN
        return Tiered(fact, first, tuple((at, first * (n + 2)) for n, at in enumerate(steps)))
    if form == 2:
        fact = rng.choice(("rd", "investment", "interest", "export_value"))
        return Percent(fact, rng.choice((50, 100, 300, 500, 1_000, 1_550, 3_000)), cap)
    if form == 3:
        now, before = rng.choice((("revenue", "revenue_last"), ("rd", "rd_last")))
        return Increment(now, before, rng.choice((25, 50, 100, 300, 1_000)), cap)
    fact = rng.choice(("graduates", "employees", "patents"))
    return PerHead(fact, rng.choice((500, 1_000, 2_000, 3_000)) * YUAN, cap)
