"""What of the chain waits for an official: next steps of their leads."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.accounts.models import User
from wotu.industry.reads import leads_due
from wotu.look.waiting import Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits."""
    if actor.user is None or not actor.may("keep_chain", zone.id):
        return []
    return [_next_steps(actor.user, zone, today)]


def _next_steps(user: User, zone: Zone, today: dt.date) -> Waiting:
    days = list(leads_due(zone.id, user, today).order_by("next_on").values_list("next_on", flat=True))
    first = days[0] if days else None
    return Waiting(
        Text("到期的招商下一步", "Next steps of leads that are due"), len(days),
        f"{reverse('desk:chain:leads', args=[zone.id])}?who=mine", urgency_of(first, today), first,
    )  # fmt: skip
