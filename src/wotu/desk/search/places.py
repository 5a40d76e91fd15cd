"""Finding the sections of the desk."""

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.desk.search.hits import MISSES, Hit, fit
from wotu.desk.sections import sections_for
from wotu.measures.zones import Zone


def find(actor: Actor, zone: Zone, words: str, limit: int) -> list[Hit]:
    """Return the sections whose name fits."""
    hits = [
        Hit(section.label, None, reverse(f"desk:{section.id}:home", args=[zone.id]), how)
        for section in sections_for(actor, zone.id)
        if (how := fit(words, section.label.zh, section.label.en)) < MISSES
    ]
    return hits[:limit]
