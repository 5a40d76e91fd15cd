"""Local sourcing ratio 本地配套率: bought from sellers inside ÷ bought from sellers whose place is known.

Exact in fen; a ratio is a fraction, never rounded here. Where too little of the spending has a known seller
place, the ratio is refused: a ratio of what happens to be known would be taken for the zone's.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

COVERAGE = Fraction(6, 10)
"""The share of the spending whose seller's place must be known."""
MATERIALS, EQUIPMENT, RUNNING = ("material", "component"), ("equipment",), ("energy", "service")
Sort = Literal["materials", "equipment", "running", "unsorted", "internal"]


def sort_of(used_as: str, *, internal: bool) -> Sort:
    """Return which of the five sums a purchase is in, by its use and whether it stays in one group."""
    if internal:
        return "internal"
    if used_as in MATERIALS:
        return "materials"
    if used_as in EQUIPMENT:
        return "equipment"
    return "running" if used_as in RUNNING else "unsorted"


@dataclass(frozen=True, slots=True)
class Share:
    """Purchases of one sort in a period, in fen.

    `without_amount` counts claims that state no amount: they are in no sum.
    """

    local_fen: int
    known_fen: int
    total_fen: int
    claims: int
    without_amount: int
    least_coverage: Fraction

    @property
    def coverage(self) -> Fraction | None:
        """The share of the spending whose seller's place is known; None where nothing was spent."""
        return Fraction(self.known_fen, self.total_fen) if self.total_fen else None

    @property
    def lacking_fen(self) -> int:
        """How much more of the spending must get a known place before there is a ratio."""
        least = -(-self.least_coverage.numerator * self.total_fen // self.least_coverage.denominator)
        return max(0, least - self.known_fen)

    @property
    def ratio(self) -> Fraction | None:
        """The ratio, or None where it is refused."""
        return Fraction(self.local_fen, self.known_fen) if self.refused is None else None

    @property
    def refused(self) -> Text | None:
        """Why there is no ratio."""
        coverage = self.coverage
        if coverage is None:
            return Text("该期间没有带金额的采购记录", "no purchase with an amount in this period")
        if coverage < self.least_coverage or not self.known_fen:
            have, need = (int(part * 100) for part in (coverage, self.least_coverage))
            return Text(
                f"仅 {have}% 的采购额知道供应商所在地，低于 {need}%，不出比率",
                f"the seller's place is known for only {have}% of the spending, less than {need}%: no ratio",
            )
        return None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The local sourcing of a zone, or of one of its firms, in a period.

    Materials and components are the ratio people speak of. Equipment is investment; energy and services are
    bought where one stands; both are apart. Purchases within a group are in none of the three.
    """

    zone: str
    begins: dt.date
    ends: dt.date
    estimate: bool
    materials: Share
    equipment: Share
    running: Share
    unsorted: Share
    internal: Share

    @property
    def claims(self) -> int:
        """How many claims are counted in all."""
        return sum(
            one.claims for one in (self.materials, self.equipment, self.running, self.unsorted, self.internal)
        )


def sourcing(
    graph: Graph,
    zone: str,
    *,
    begins: dt.date,
    ends: dt.date,
    buyer: str = "",
    estimate: bool = False,
    least_coverage: Fraction = COVERAGE,
) -> Sourcing:
    """Return the local sourcing of a zone's firms, or of one `buyer`, by claims that lie within the period.

    An `estimate` counts proposed claims too and has to be labelled as one. Inferred claims never count.
    """
    rows = graph.ask("bought", zone=zone, buyer=buyer, begins=begins, ends=ends, estimate=estimate)
    return _sourcing(rows, zone, begins, ends, estimate=estimate, least_coverage=least_coverage)


def sourcing_by_buyer(
    graph: Graph,
    zone: str,
    *,
    begins: dt.date,
    ends: dt.date,
    estimate: bool = False,
    least_coverage: Fraction = COVERAGE,
) -> list[tuple[str, Sourcing]]:
    """Return the local sourcing of each of a zone's firms, those that buy most materials first."""
    rows = graph.ask("bought", zone=zone, buyer="", begins=begins, ends=ends, estimate=estimate)
    found = [
        (buyer, _sourcing(own, zone, begins, ends, estimate=estimate, least_coverage=least_coverage))
        for buyer, own in groupby(rows, key=lambda row: str(row["buyer"]))
    ]
    return sorted(found, key=lambda one: (-one[1].materials.total_fen, one[0]))


def _sourcing(
    rows: Iterable[Row],
    zone: str,
    begins: dt.date,
    ends: dt.date,
    *,
    estimate: bool,
    least_coverage: Fraction,
) -> Sourcing:
    sorted_: dict[Sort, list[Row]] = {
        "materials": [],
        "equipment": [],
        "running": [],
        "unsorted": [],
        "internal": [],
    }
    for row in rows:
        sorted_[sort_of(row["used_as"], internal=row["internal"])].append(row)
    shares = {sort: _share(own, least_coverage) for sort, own in sorted_.items()}
    return Sourcing(zone=zone, begins=begins, ends=ends, estimate=estimate, **shares)


def _share(rows: list[Row], least_coverage: Fraction) -> Share:
    def total(column: str) -> int:
        return sum(int(row[column]) for row in rows)

    return Share(
        local_fen=total("local_fen"),
        known_fen=total("known_fen"),
        total_fen=total("total_fen"),
        claims=total("claims"),
        without_amount=total("without_amount"),
        least_coverage=least_coverage,
    )
