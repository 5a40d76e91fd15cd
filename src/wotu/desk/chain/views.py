"""The zone's chains, how each of them stands, and what is to be done next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.gaps import Gap
from wotu.desk.chain.shown import MARKS, Mark
from wotu.industry.atlas import atlas
from wotu.industry.models import Chain
from wotu.industry.reads import chains_of, queues
from wotu.rules.text import Text

FIRST = 5
"""Missing links shown here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A chain, and how many of its links are in each state."""

    chain: Chain
    counts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class Next:
    """Something to do, and where."""

    text: Text
    address: str


@open_to("see_chain")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the zone's chains."""
    where = open_zone(actor(request), zone, "see_chain")
    known = atlas(where.id)
    chains = [
        Standing(one, tuple((MARKS[state], n) for state, n in known.chart(one.slug).counts.items()))
        for one in chains_of(where.id)
    ]
    gaps = known.gaps[:FIRST]
    context = {
        "zone": where, "chains": chains, "gaps": gaps, "next": _next(where.id, gaps),
        "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    return render(request, "desk/chain/home.html", context)


def _next(zone: str, gaps: list[Gap]) -> list[Next]:
    """Return what an official does next: first what makes the answers better, then the most pressing link."""
    waiting = queues(zone)
    found = []
    if count := waiting["names"]:
        text = Text(f"确认 {count} 个产品名称指什么", f"Product names to decide on: {count}")
        found.append(Next(text, reverse("desk:chain:names", args=[zone])))
    if count := waiting["claims"]:
        text = Text(f"核实 {count} 条待确认的主张", f"Proposed claims to check: {count}")
        found.append(Next(text, reverse("desk:chain:claims", args=[zone])))
    if gaps:
        first = gaps[0].link
        text = Text(f"为“{first.name.zh}”找可以请来的企业", f"Find a firm to invite for {first.name.en}")
        found.append(Next(text, reverse("desk:chain:gap", args=[zone, first.product])))
    return found
