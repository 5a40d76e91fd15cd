"""What of the station waits for an official."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.look.waiting import Waiting
from wotu.measures.zones import Zone
from wotu.rules.text import Text
from wotu.services.stay.reads import counts


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:  # noqa: ARG001  # as every section's
    """Return what waits at the station: applications due today, who comes, who goes, services to arrange."""
    found, here = counts(zone.id, today), reverse("desk:stay:home", args=[zone.id])
    return [
        Waiting(
            Text("当天要答复的入住申请", "Stays to be decided today"), found["undecided"], here, "now", today
        ),
        Waiting(Text("今天要入住的人", "People coming today"), found["coming"], here, "now", today),
        Waiting(Text("今天要退房的人", "People leaving today"), found["leaving"], here, "now", today),
        Waiting(Text("人才一件事待办事项", "Services of talents to arrange"), found["items"], here, "soon"),
    ]
