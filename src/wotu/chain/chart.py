"""The map of a chain 图谱: every product in its place, who makes it, how strong the zone is in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wotu.chain.gaps import why
from wotu.chain.graph.relations import Graph, Row
from wotu.chain.layout import Layout, Spot, lay_out
from wotu.chain.links import Link
from wotu.chain.money import money
from wotu.rules.text import Text

State = Literal["strong", "weak", "missing", "unneeded"]
STATES: tuple[State, ...] = ("strong", "weak", "missing", "unneeded")


@dataclass(frozen=True, slots=True)
class Maker:
    """A firm that makes a product, inside the zone or elsewhere; the place where it is known."""

    firm: str
    name: str
    inside: bool
    place: str | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """What goes into what, and how it is used; `use` is one of `USES`, or `unknown`."""

    input: str
    output: str
    use: str
    criticality: int | None
    substitutability: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """A product in its chain. `link` is None where the zone neither makes nor needs it.

    `kinds` are the names of products of its family that the zone needs.
    """

    product: str
    name: Text
    stage: int
    link: Link | None
    inside: tuple[Maker, ...]
    outside: tuple[Maker, ...]
    uses: tuple[str, ...]
    kinds: tuple[Text, ...] = ()

    @property
    def state(self) -> State:
        """How strong the zone is in it."""
        return state_of(self.link, self.kinds)


@dataclass(frozen=True)
class Chart:
    """A chain: its products by stage and place, the arrows between them, and where each is drawn."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    layout: Layout

    @property
    def counts(self) -> dict[State, int]:
        """How many products are in each state."""
        found = Counter(node.state for node in self.nodes)
        return {state: found[state] for state in STATES}

    @property
    def missing(self) -> list[Node]:
        """The missing links."""
        return [node for node in self.nodes if node.state == "missing"]


def state_of(link: Link | None, kinds: Sequence[Text] = ()) -> State:
    """Return the state of a product; one the zone neither makes nor needs is a place nobody asks for.

    Who makes a kind makes the family: where a kind is needed and nobody makes the family, it is missing too.
    """
    if link is None or (not link.makers_inside and not link.buyers):
        return "missing" if kinds else "unneeded"
    return link.strength


def reason(link: Link | None, kinds: Sequence[Text] = ()) -> Text:
    """Return the sentence that says why a product is in its state."""
    state = state_of(link, kinds)
    if link is None and kinds:
        return Text(
            f"区内无企业生产；区内企业需要其中的{'、'.join(kind.zh for kind in kinds)}。",
            f"Nobody inside makes it; firms inside need of its kinds {', '.join(kind.en for kind in kinds)}.",
        )
    if link is None or state == "unneeded":
        return Text(
            "区内无企业生产，也未见企业需要。", "Nobody inside makes it, and nobody is known to need it."
        )
    if state == "missing":
        return why(link)
    if link.falls_short and link.capacity_fen is not None:
        able, wanted = money(link.capacity_fen), money(link.year_fen or 0)
        return Text(
            f"区内 {link.makers_inside} 家企业生产，年产能合计{able.zh}，"
            f"低于区内一年的已知采购额{wanted.zh}。",
            f"Made inside by {link.makers_inside}, together {able.en} a year: "
            f"less than the known purchases inside in one year, {wanted.en}.",
        )
    if state == "weak":
        return Text("区内仅 1 家企业生产。", "A single firm inside makes it.")
    return Text(f"区内 {link.makers_inside} 家企业生产。", f"{link.makers_inside} firms inside make it.")


def makers_of(graph: Graph, zone: str) -> dict[str, tuple[Maker, ...]]:
    """Return who makes each product, those inside the zone first, the largest first."""
    found: dict[str, list[Maker]] = {}
    for row in graph.ask("makers", zone=zone):
        maker = Maker(row["firm"], row["name"], row["inside"], row["place"])
        found.setdefault(row["product"], []).append(maker)
    return {product: tuple(makers) for product, makers in found.items()}


def kinds_needed(graph: Graph, links: Mapping[str, Link]) -> dict[str, tuple[Text, ...]]:
    """Return the names of the products of each family that the zone needs, by family."""
    found: dict[str, list[Text]] = {}
    for row in graph.ask("families"):
        kind = links.get(row["product"])
        if kind is not None and kind.buyers and row["family"] != row["product"]:
            found.setdefault(row["family"], []).append(kind.name)
    return {family: tuple(names) for family, names in found.items()}


def arrows_of(graph: Graph) -> tuple[Arrow, ...]:
    """Return what goes into what, each use once."""
    return tuple(
        Arrow(row["input"], row["output"], row["used_as"], row["criticality"], row["substitutability"])
        for row in graph.ask("inputs")
    )


def chart(
    stages: Sequence[Row],
    products: Mapping[str, Row],
    links: Mapping[str, Link],
    makers: Mapping[str, tuple[Maker, ...]],
    arrows: Iterable[Arrow],
    *,
    kinds: Mapping[str, tuple[Text, ...]],
) -> Chart:
    """Return the map of a chain, whose `stages` are rows of that relation."""
    placed = {row["product"]: row for row in stages}
    inner = tuple(arrow for arrow in arrows if arrow.input in placed and arrow.output in placed)
    uses: dict[str, list[str]] = {}
    for arrow in inner:
        uses.setdefault(arrow.input, []).append(arrow.use)
    nodes = tuple(
        Node(
            product=row["product"],
            name=Text(products[row["product"]]["zh"], products[row["product"]]["en"]),
            stage=row["stage"],
            link=links.get(row["product"]),
            inside=tuple(one for one in makers.get(row["product"], ()) if one.inside),
            outside=tuple(one for one in makers.get(row["product"], ()) if not one.inside),
            uses=tuple(dict.fromkeys(uses.get(row["product"], ()))),
            kinds=kinds.get(row["product"], ()),
        )
        for row in placed.values()
    )
    spots = [Spot(row["product"], row["stage"], row["place"] or 0) for row in placed.values()]
    return Chart(nodes, inner, lay_out(spots, [(arrow.input, arrow.output) for arrow in inner]))
