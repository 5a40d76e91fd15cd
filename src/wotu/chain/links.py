"""The links of a zone's chain 环节: each product it makes or needs, and how strong the zone is in it."""

from dataclasses import dataclass
from typing import Literal

from wotu.chain.graph.relations import Graph
from wotu.rules.text import Text

Strength = Literal["strong", "weak", "missing"]


@dataclass(frozen=True, slots=True)
class Link:
    """One product in one zone. Values in fen; what nobody stated is None, never 0.

    `origin_fen` is the part of the value of which is known whether it was imported, `origins_known` the
    number of such claims and `imports` how many of them were. `sellers` are those known: one name is often
    one disclosure, not one source.
    """

    product: str
    name: Text
    stage: int | None
    makers_inside: int
    makers_outside: int
    buyers: int
    value_fen: int | None
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
        """Strong with several makers inside, weak with one, missing with none."""
        if self.makers_inside > 1:
            return "strong"
        return "weak" if self.makers_inside else "missing"


def links(graph: Graph, zone: str) -> list[Link]:
    """Return every product the zone makes or needs, by product."""
    return [
        Link(
            product=row["product"],
            name=Text(row["zh"], row["en"]),
            stage=row["stage"],
            makers_inside=row["makers_inside"],
            makers_outside=row["makers_outside"],
            buyers=row["buyers"],
            value_fen=row["value_fen"],
            imported_fen=row["imported_fen"],
            origin_fen=row["origin_fen"],
            imports=row["imports"],
            origins_known=row["origins_known"],
            sellers=row["sellers"],
            criticality=row["criticality"],
            substitutability=row["substitutability"],
            use=row["used_as"],
        )
        for row in graph.ask("links", zone=zone)
    ]
