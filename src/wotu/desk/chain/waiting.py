"""What of the chain waits for an official: next steps of their leads."""

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse

from wotu.access.actor import Actor
from wotu.industry.reads import leads_due
from wotu.look.waiting import Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits."""
    return [_next_steps(actor, zone, today)] if actor.user and actor.may("keep_chain", zone.id) else []


def _next_steps(actor: Actor, zone: Zone, today: dt.date) -> Waiting:
    user = actor.user
    due = leads_due(zone.id, user, today) if user else None
    found = due.aggregate(n=Count("pk"), first=Min("next_on")) if due is not None else {"n": 0, "first": None}
    return Waiting(
        Text("到期的招商下一步", "Next steps of leads that are due"), found["n"],
        f"{reverse('desk:chain:leads', args=[zone.id])}?who=mine", urgency_of(found["first"], today),
        found["first"],
    )  # fmt: skip
