"""What of the chain waits for an official: claims, names, next steps of leads and of plans."""

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.accounts.models import User
from wotu.industry.models import Claim, ProductName
from wotu.industry.reads import leads_due, open_steps
from wotu.look.waiting import SOON, Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits for whoever keeps the chain; next steps for their owner."""
    if actor.user is None or not actor.may("keep_chain", zone.id):
        return []
    return [
        _next_steps(actor.user, zone, today), *_plan_steps(zone, today), _claims(zone), _names(zone),
    ]  # fmt: skip


def _next_steps(user: User, zone: Zone, today: dt.date) -> Waiting:
    days = list(leads_due(zone.id, user, today).order_by("next_on").values_list("next_on", flat=True))
    first = days[0] if days else None
    return Waiting(
        Text("到期的招商下一步", "Next steps of leads that are due"), len(days),
        f"{reverse('desk:chain:leads', args=[zone.id])}?who=mine", urgency_of(first, today), first,
    )  # fmt: skip


def _plan_steps(zone: Zone, today: dt.date) -> list[Waiting]:
    """Return the steps of plans for chain leaders that are past their day, or will be within a week."""
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


def _claims(zone: Zone) -> Waiting:
    open_claims = Claim.objects.filter(zone=zone.id).waiting()
    found = open_claims.aggregate(oldest=Min("made_at"), many=Count("pk"))
    label = Text("产业链主张，等待确认", "Claims of the chain, to be confirmed")
    since = timezone.localdate(found["oldest"]) if found["oldest"] else None
    return Waiting(label, found["many"], reverse("desk:chain:claims", args=[zone.id]), "calm", since)


def _names(zone: Zone) -> Waiting:
    label = Text("产品名称，等待归到产品", "Product names without a product yet")
    many = ProductName.objects.filter(zone=zone.id, state="open").count()
    return Waiting(label, many, reverse("desk:chain:names", args=[zone.id]), "calm")
