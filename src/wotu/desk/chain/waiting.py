"""What of the chain waits for an official."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.industry.reads import open_steps
from wotu.look.waiting import SOON, Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits: one line for each kind of thing."""
    return [*_plan_steps(actor, zone, today)]


def _plan_steps(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return the steps of plans for chain leaders that are past their day, or will be within a week."""
    if not actor.may("keep_chain", zone.id):
        return []
    here = reverse("desk:chain:leaders", args=[zone.id])
    due = list(open_steps(zone.id).filter(due_on__lte=today + SOON).values_list("due_on", flat=True))
    late = [day for day in due if day < today]
    soon = [day for day in due if day >= today]
    lines = []
    if late:
        label = Text("链主计划中逾期的步骤", "Steps for chain leaders past their day")
        lines.append(Waiting(label, len(late), here, "overdue", min(late)))
    if soon:
        label = Text("链主计划中快到期的步骤", "Steps for chain leaders close to their day")
        lines.append(Waiting(label, len(soon), here, urgency_of(min(soon), today), min(soon)))
    return lines
