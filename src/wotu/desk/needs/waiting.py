"""What of the needs waits for an official, by how close its day is."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.look.waiting import Urgency, Waiting
from wotu.measures.zones import Zone
from wotu.needs.reads import lights
from wotu.rules.text import Text

LABELS: dict[Urgency, Text] = {
    "overdue": Text("已逾期的诉求", "Needs past their day"),
    "soon": Text("快到期的诉求", "Needs close to their day"),
    "calm": Text("待处理的诉求", "Needs in good time"),
}


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:  # noqa: ARG001  # as every section's
    """Return how many needs wait, under each light."""
    counts, here = lights(zone.id, today), reverse("desk:needs:home", args=[zone.id])
    return [Waiting(label, counts.get(urgency, 0), here, urgency) for urgency, label in LABELS.items()]
