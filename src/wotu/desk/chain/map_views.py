"""The map of one chain: drawn where a script runs, the same as a table everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import json_script
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.chain_doors import open_chain
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.chart import STATES, Chart, Node
from wotu.chain.names.scripts import simplified
from wotu.desk.chain.chart_data import chart_data, found_by, link_rows
from wotu.desk.chain.shown import MARKS, shown_claims, shown_link
from wotu.desk.chain.words import ARROW_WORDS, STAGE_WORDS
from wotu.industry import reads
from wotu.industry.atlas import Atlas, atlas
from wotu.industry.models import USES, Chain
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.rules.text import Text

LAST = 8
"""Claims the panel shows; the product's page has them all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader wants to see of a chain: a state, a use, words; each may be empty."""

    state: str
    use: str
    words: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wanted":
        """Read what was asked; what is not known is not asked."""
        state, use = given.get("state", ""), given.get("use", "")
        return cls(
            state if state in STATES else "",
            use if use in dict(USES) else "",
            given.get("q", "")[:100].strip(),
        )

    def has(self, node: Node) -> bool:
        """Tell whether a product is among what is wanted."""
        return (
            (not self.state or node.state == self.state)
            and (not self.use or self.use in node.uses)
            and simplified(self.words.lower()) in simplified(found_by(node))
        )

    def __bool__(self) -> bool:
        return bool(self.state or self.use or self.words)


@open_to("see_chain")
@never_cache
@require_safe
def chain(request: HttpRequest, zone: str, slug: str) -> HttpResponse:
    """Show a chain; with ?link= one of its products in a panel, and only that for the page's own script."""
    where, found = open_chain(actor(request), zone, slug)
    known = atlas(where.id)
    chart = known.chart(found.slug)
    context = {
        "zone": where,
        "chain": found,
        "open": _panel(where, known, chart, request.GET.get("link", "")),
    }
    if request.headers.get("HX-Target") == "link":
        return render(request, "desk/chain/parts/panel.html", context)
    title = Text(found.zh, found.en)
    wanted = Wanted.of(request.GET)
    context |= {
        "title": title, "wanted": wanted, "table": _table(where, known, found, wanted),
        "counts": [(MARKS[state], number) for state, number in chart.counts.items()],
        "number": len(chart.nodes), "drawn": _drawn(known, found),
        "states": [(mark.state, mark.word[current()]) for mark in MARKS.values()],
        "uses": [(use, ARROW_WORDS[use][current()]) for use, _ in USES], "today": timezone.localdate(),
        "moved": [node for node in chart.nodes if node.product in chart.layout.moved],
        "assumption": Text(found.assumption_zh, found.assumption_en) if not found.published else None,
    }  # fmt: skip
    return render(request, "desk/chain/chain.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, slug: str, ending: str) -> HttpResponse:
    """Return the links of a chain as CSV or Excel."""
    where, found = open_chain(actor(request), zone, slug)
    name = f"chain-{where.id}-{found.slug}-{timezone.localdate()}"
    return sheet_response(ending, name, _sheet_title(found), link_rows(atlas(where.id).chart(found.slug)))


def _sheet_title(chain: Chain) -> str:
    return Text(chain.zh, chain.en)[current()]


def _panel(where: Zone, known: Atlas, chart: Chart, product: str) -> dict[str, Any] | None:
    if product not in {node.product for node in chart.nodes}:
        return None
    of = reads.product_of(where.id, product)
    names = [name.pk for name in reads.names_of(of)] if of else []
    claims = reads.claims_on(where.id, names)
    return {
        "shown": shown_link(known, product), "claims": shown_claims(claims[:LAST]), "number": claims.count(),
    }  # fmt: skip


def _table(where: Zone, known: Atlas, found: Chain, wanted: Wanted) -> str:
    """Return the table of a chain; the whole one, which most readers ask for, is written once."""
    chart = known.chart(found.slug)

    def write() -> str:
        context = {
            "zone": where, "chain": found, "stages": _stages(chart, wanted),
            "any": any(map(wanted.has, chart.nodes)),
        }  # fmt: skip
        return render_to_string("desk/chain/parts/table.html", context)

    return write() if wanted else known.page(("table", found.slug, current()), write)


def _drawn(known: Atlas, found: Chain) -> str:
    """Return what the script draws, as the element it reads it from; written once."""
    key = ("drawn", found.slug, current())
    return known.page(key, lambda: json_script(chart_data(known.chart(found.slug), found), "chain-data"))


def _stages(chart: Chart, wanted: Wanted) -> list[tuple[Text, list[dict[str, Any]]]]:
    """Return the table: every product by stage, those that are not wanted marked as such."""
    into: dict[str, list[tuple[str, Text, Text]]] = {}
    names = {node.product: node.name for node in chart.nodes}
    for arrow in chart.arrows:
        into.setdefault(arrow.input, []).append((arrow.output, names[arrow.output], ARROW_WORDS[arrow.use]))
    rows = [
        (node.stage, {"node": node, "mark": MARKS[node.state], "into": into.get(node.product, ()),
                      "wanted": wanted.has(node)})
        for node in chart.nodes
    ]  # fmt: skip
    return [
        (words, [row for at, row in rows if at == stage])
        for stage, words in STAGE_WORDS.items()
        if any(at == stage for at, _ in rows)
    ]
