"""What a search looks through. A new kind of thing is a function and a line in `SOURCES`.

A source is `find(actor, zone, words, limit) -> list[Hit]`, named by its dotted path; it stands in the
section whose things they are, and says how well each fits by `hits.fit`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.desk.search.hits import Hit
from wotu.measures.zones import Zone
from wotu.rules.text import Text

LONGEST = 60
OF_EACH = 8


@dataclass(frozen=True)
class Source:
    """A kind of thing that can be found: its name, who may find it, the function that finds it."""

    id: str
    label: Text
    need: Right
    find: str


SOURCES: tuple[Source, ...] = (
    Source("sections", Text("工作台", "Desk"), "desk", "wotu.desk.search.places.find"),
    Source("firms", Text("企业", "Firms"), "see_firms", "wotu.desk.firms.finding.find"),
    Source("cases", Text("办件", "Cases"), "see_cases", "wotu.desk.search.cases.find"),
    Source("measures", Text("措施", "Measures"), "desk", "wotu.desk.search.measures.find"),
)


@dataclass(frozen=True)
class Group:
    """What one source found, the best first."""

    source: Source
    hits: Sequence[Hit]


def search(actor: Actor, zone: Zone, words: str) -> Sequence[Group]:
    """Return what there is, by source; the source with the best hit comes first."""
    typed = words.strip()[:LONGEST]
    if not typed:
        return []
    groups = []
    for source in SOURCES:
        if actor.may(source.need, zone.id):
            hits = import_string(source.find)(actor, zone, typed, OF_EACH)
            if hits:
                groups.append(Group(source, sorted(hits, key=lambda hit: hit.fit)[:OF_EACH]))
    return sorted(groups, key=lambda group: group.hits[0].fit)
