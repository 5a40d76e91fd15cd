"""Finding measures: by title in either language, by pinyin initials, by the wording of the clause."""

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.desk.search.hits import INSIDE, MISSES, Hit, fit
from wotu.measures.zones import Zone
from wotu.rules.model import Measure
from wotu.rules.text import Text


def find(actor: Actor, zone: Zone, words: str, limit: int) -> list[Hit]:  # noqa: ARG001  # as every source
    """Return the zone's measures that fit; the wording of a clause counts after every title."""
    hits = [
        Hit(measure.title, _clause(measure), reverse("portal:measure", args=[measure.id]), how)
        for measure in zone.measures
        if (how := _fit(measure, words)) < MISSES
    ]
    return sorted(hits, key=lambda hit: hit.fit)[:limit]


def _fit(measure: Measure, words: str) -> int:
    by_title = fit(words, measure.title.zh, measure.title.en, measure.id)
    if by_title < MISSES or len(words) < 2:
        return by_title
    typed = words.lower()
    texts = [text for version in measure.versions for text in (version.clause.zh, version.clause.en)]
    return INSIDE if any(typed in text.lower() for text in texts) else MISSES


def _clause(measure: Measure) -> Text:
    return measure.versions[-1].clause
