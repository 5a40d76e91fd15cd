"""The links of a zone's chain 环节: each product it makes or needs, and how strong the zone is in it."""

from dataclasses import dataclass
from typing import Literal

from wotu.chain.graph.relations import Graph, Row
from wotu.rules.text import Text

Strength = Literal["strong", "weak", "missing"]


@dataclass(frozen=True, slots=True)
class Link:
    """One product in one zone. Values in fen; what nobody stated is None, never 0.

    `capacity_fen` is what the makers inside can make in a year, where each of them stated it.
    `value_fen` is what is known to be bought in all years, each delivery once, `year_fen` that in the year
    with the most. `origin_fen` is the part of the value of which is known whether it was imported,
    `origins_known` the number of such claims and `imports` how many of them were. `sellers` are those known:
    one name is often one disclosure, not one source.
    """

    product: str
    name: Text
    makers_inside: int
    makers_outside: int
    capacity_fen: int | None
    buyers: int
    value_fen: int | None
    year_fen: int | None
    imported_fen: int | None
    origin_fen: int | None
    imports: int
    origins_known: int
    sellers: int
    criticality: int | None
    substitutability: int | None
    use: str | None

    @property
    def strength(self) -> Strength:
        """Strong with several makers inside, missing with none; weak with one, or too little made."""
        if not self.makers_inside:
            return "missing"
        return "weak" if self.makers_inside == 1 or self.falls_short else "strong"

    @property
    def falls_short(self) -> bool:
        """Whether all makers inside are known to make less in a year than firms inside bought in one."""
        return self.capacity_fen is not None and self.capacity_fen < (self.year_fen or 0)


def links(graph: Graph, zone: str) -> list[Link]:
    """Return every product the zone makes or needs, by product."""
    return [link_of(row) for row in graph.ask("links", zone=zone)]


def link_of(row: Row) -> Link:
    """Return the link a row of `links.sql` describes."""
    return Link(
        product=row["product"],
        name=Text(row["zh"], row["en"]),
        makers_inside=row["makers_inside"],
        makers_outside=row["makers_outside"],
        capacity_fen=row["capacity_fen"],
        buyers=row["buyers"],
        value_fen=row["value_fen"],
        year_fen=row["year_fen"],
        imported_fen=row["imported_fen"],
        origin_fen=row["origin_fen"],
        imports=row["imports"],
        origins_known=row["origins_known"],
        sellers=row["sellers"],
        criticality=row["criticality"],
        substitutability=row["substitutability"],
        use=row["used_as"],
    )
