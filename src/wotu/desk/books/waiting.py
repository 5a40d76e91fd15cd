"""What of the books waits for an official: rounds that are over and not drawn."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.ledger.reads import rounds_to_draw
from wotu.look.waiting import Waiting
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return the rounds to draw, for whoever keeps the books."""
    if not actor.may("keep_books", zone.id):
        return []
    begun = timezone.make_aware(dt.datetime.combine(today, dt.time.max))
    over = rounds_to_draw(zone.id, begun)
    if not over:
        return []
    oldest = timezone.localtime(over[0].until).date()
    here = reverse("desk:books:round", args=[zone.id, over[0].pk])
    return [Waiting(Text("待分配的批次", "Rounds to draw"), len(over), here, "now", oldest)]
