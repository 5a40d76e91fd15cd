"""What a zone's officials are shown of its chains, worked out once for each state of what is known.

An atlas belongs to one revision of one zone; a later change makes another. What costs time is worked out when
it is first asked for.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar, cast
from uuid import UUID

from wotu.chain.chart import Arrow, Chart, Maker, arrows_of, chart, kinds_needed, makers_of
from wotu.chain.gaps import Gap, gaps
from wotu.chain.graph.relations import Graph, Row
from wotu.chain.leads import Lead, Leads, kilometres
from wotu.chain.links import Link, links
from wotu.industry.models import Revision
from wotu.industry.relations import graph_of
from wotu.one_moment import one_moment
from wotu.rules.text import Text

Answer = TypeVar("Answer")

ANSWERS = 400
"""Answers an atlas keeps: a few for each page people turn."""
KEPT = 8
"""Atlases kept in a process: one of each zone people are looking at."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """A zone's chains at one revision: the graph, and the answers drawn from it.

    The answers are worked out under a lock: DuckDB's connection is not for several threads at once.
    """

    zone: str
    revision: UUID | None
    graph: Graph
    lock: Lock = field(default_factory=Lock)

    @cached_property
    def links(self) -> dict[str, Link]:
        """Every product the zone makes or needs, by id."""
        with self.lock:
            return {link.product: link for link in links(self.graph, self.zone)}

    @cached_property
    def gaps(self) -> list[Gap]:
        """The missing links, the most pressing first."""
        with self.lock:
            return gaps(self.graph, self.zone)

    def gap(self, product: str) -> Gap | None:
        """Return the missing link of a product; None where it is not missing."""
        return next((one for one in self.gaps if one.link.product == product), None)

    @cached_property
    def firms(self) -> dict[str, Row]:
        """Every firm, by key."""
        return self._rows("firms")

    @cached_property
    def products(self) -> dict[str, Row]:
        """Every product, and every name without a meaning yet, by id."""
        return self._rows("products")

    @cached_property
    def makers(self) -> dict[str, tuple[Maker, ...]]:
        """Who makes each product, by product: those inside first, the largest first."""
        with self.lock:
            return makers_of(self.graph, self.zone)

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """What goes into what."""
        with self.lock:
            return arrows_of(self.graph)

    @cached_property
    def kinds(self) -> dict[str, tuple[Text, ...]]:
        """The names of the products of each family that the zone needs, by family."""
        needed = self.links
        with self.lock:
            return kinds_needed(self.graph, needed)

    def chart(self, chain: str) -> Chart:
        """Return the map of a chain, by its slug; an empty one where nobody gave a product a place."""
        if chain not in self._charts:
            stages = self._stages.get(chain, [])
            made = chart(stages, self.products, self.links, self.makers, self.arrows, kinds=self.kinds)
            self._charts[chain] = made
        return self._charts[chain]

    @cached_property
    def _stages(self) -> dict[str, list[Row]]:
        with self.lock:
            rows = self.graph.rows("stages")
        return {chain: [row for row in rows if row["chain"] == chain] for chain in {r["chain"] for r in rows}}

    @cached_property
    def _charts(self) -> dict[str, Chart]:
        return {}

    def answer(self, question: Callable[..., Answer], **asked: Any) -> Answer:
        """Return what a question of the core answers for this zone; asked again, it is not worked out again.

        Args:
            question: a function of a graph and a zone, such as `wotu.chain.ratio.sourcing`.
            asked: its further arguments, by name; they can be hashed.
        """
        key = (question, *sorted(asked.items()))
        kept = self._answers
        if (before := kept.get(key, self)) is not self:
            return cast("Answer", before)
        with self.lock:
            found = question(self.graph, self.zone, **asked)
            if len(kept) >= ANSWERS:
                kept.pop(next(iter(kept)))
            kept[key] = found
        return found

    @cached_property
    def _answers(self) -> dict[Any, Any]:
        return {}

    def page(self, key: tuple[str, ...], make: Callable[[], Answer]) -> Answer:
        """Return a part of a page that says what this atlas says and nothing else; written once.

        Two readers who come at once may both write it: it is the same.
        """
        if key not in self._pages:
            self._pages[key] = make()
        return cast("Answer", self._pages[key])

    @cached_property
    def _pages(self) -> dict[tuple[str, ...], Any]:
        return {}

    def leads(self, product: str) -> list[Lead]:
        """Return whom to invite for a product, the likeliest first.

        Raises:
            LookupError: there is no such product.
        """
        if product not in self._found:
            with self.lock:
                self._found[product] = self._leads.find(self.zone, product)
        return self._found[product]

    def has_leads(self, product: str) -> bool:
        """Tell whether the leads of a product are worked out already."""
        return product in self._found

    def needing(self, product: str) -> dict[str, list[Row]]:
        """Return the zone's firms that need a product, by key, each with what it makes that needs it."""
        return self._needing.get(product, {})

    def kilometres(self, firm: str) -> float | None:
        """Return how far a firm is from the zone; None where a place is not known."""
        return kilometres(self.firms[firm], self._places.get(self.zone))

    @cached_property
    def _places(self) -> dict[str, Row]:
        return self._rows("zones")

    @cached_property
    def _needing(self) -> dict[str, dict[str, list[Row]]]:
        with self.lock:
            rows = self.graph.ask("needs", zone=self.zone)
        found: dict[str, dict[str, list[Row]]] = {}
        for row in rows:
            made = found.setdefault(row["product"], {}).setdefault(row["buyer"], [])
            if row["output"] is not None:
                made.append(row)
        return found

    @cached_property
    def _leads(self) -> Leads:
        return Leads(self.graph)

    @cached_property
    def _found(self) -> dict[str, list[Lead]]:
        return {}

    def _rows(self, relation: str) -> dict[str, Row]:
        with self.lock:
            return {row["id"]: row for row in self.graph.rows(relation)}


_kept: OrderedDict[str, Atlas] = OrderedDict()
_keeping = Lock()


def atlas(zone: str) -> Atlas:
    """Return the atlas of what a zone knows now."""
    now = _token(zone)
    with _keeping:
        kept = _kept.get(zone)
        if kept is not None and kept.revision == now is not None:
            _kept.move_to_end(zone)
            return kept
    with one_moment():  # token, names and claims have to fit
        made = Atlas(zone, _token(zone), graph_of(zone))
    with _keeping:
        _kept[zone] = made
        _kept.move_to_end(zone)
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _token(zone: str) -> UUID | None:
    return Revision.objects.filter(pk=zone).values_list("token", flat=True).first()
