"""What of the firms waits: those nobody has looked at yet."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.filing.glances import freshness
from wotu.look.waiting import Waiting
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:  # noqa: ARG001  # as every section's
    """Return how many firms have no check-up yet; only to those who may have one made."""
    if not actor.may("tag_firms", zone.id):
        return []
    label = Text("还没有体检的企业", "Firms without a check-up yet")
    return [Waiting(label, freshness(zone.id).never, reverse("desk:firms:home", args=[zone.id]), "calm")]
