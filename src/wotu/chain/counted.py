"""The claims behind a local sourcing ratio, and the sellers to ask about first where it is refused."""

import datetime as dt
from dataclasses import dataclass

from wotu.chain.graph.relations import Graph
from wotu.chain.ratio import Sort, sort_of


@dataclass(frozen=True, slots=True)
class Paper:
    """One claim of a purchase in a period: which sum it is in, and whether it counts there.

    One that does not count is replaced by a stronger paper on the same seller, buyer and product. `known`
    says that the seller's place is known, `local` that it is in the zone.
    """

    claim: str
    seller: str | None
    buyer: str
    product: str | None
    sort: Sort
    kind: str
    state: str
    source: str | None
    amount_fen: int | None
    begins: dt.date
    ends: dt.date
    known: bool
    local: bool
    counts: bool


def papers(
    graph: Graph, zone: str, *, begins: dt.date, ends: dt.date, buyer: str = "", estimate: bool = False
) -> list[Paper]:
    """Return the claims of a period, the greatest amount first; those that do not count stand there too."""
    rows = graph.ask("counted", zone=zone, buyer=buyer, begins=begins, ends=ends, estimate=estimate)
    return [
        Paper(
            claim=row["id"],
            seller=row["seller"],
            buyer=row["buyer"],
            product=row["product"],
            sort=sort_of(row["used_as"], internal=row["internal"]),
            kind=row["kind"],
            state=row["state"],
            source=row["source"],
            amount_fen=row["amount_fen"],
            begins=row["begins"],
            ends=row["ends"],
            known=row["known"],
            local=row["local"],
            counts=row["counts"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is bought of a product by a buyer from a seller whose place, or whose name, is not known."""

    seller: str | None
    buyer: str
    product: str | None
    amount_fen: int


def hidden(counted: list[Paper], sort: Sort = "materials") -> list[Hidden]:
    """Return which unknown places hide the most value: where asking helps the coverage first."""
    sums: dict[tuple[str | None, str, str | None], int] = {}
    for one in counted:
        if one.counts and not one.known and one.sort == sort and one.amount_fen:
            key = (one.seller, one.buyer, one.product)
            sums[key] = sums.get(key, 0) + one.amount_fen
    found = [Hidden(*key, amount) for key, amount in sums.items()]
    return sorted(found, key=lambda one: (-one.amount_fen, one.buyer, one.seller or "", one.product or ""))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many claims are not counted in a period.

    `straddling` lie in it only in part and count in a longer one; `undated` state an amount and no period, so
    that they count in none.
    """

    straddling: int
    undated: int


def left_out(
    graph: Graph, zone: str, *, begins: dt.date, ends: dt.date, buyer: str = "", estimate: bool = False
) -> LeftOut:
    """Return how many claims are not counted in a period, and why."""
    (row,) = graph.ask("left_out", zone=zone, buyer=buyer, begins=begins, ends=ends, estimate=estimate)
    return LeftOut(**row)


def years(graph: Graph, zone: str) -> list[int]:
    """Return the years in which purchases of the zone's firms are known, the latest first."""
    (row,) = graph.ask("purchases_span", zone=zone)
    if row["first_day"] is None:
        return []
    return list(range(row["last_day"].year, row["first_day"].year - 1, -1))
