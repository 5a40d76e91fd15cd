"""What of credit repair waits for an official."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.look.waiting import Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text
from wotu.services.credit_repair.models import CreditEntry
from wotu.services.credit_repair.reads import cases_in, waiting_requests


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:  # noqa: ARG001  # as every section's
    """Return what bodies owe, applications at the window, and what firms stated and nobody has looked at."""
    here = reverse("desk:credit_repair:home", args=[zone.id])
    requests = waiting_requests(zone.id)
    filed = list(cases_in(zone.id).filter(state="filed"))
    stated = CreditEntry.objects.filter(
        party__zone=zone.id, side="firm", confirmed_at=None, state="published"
    ).order_by("recorded_at")  # fmt: skip
    return [
        Waiting(
            Text("信用修复：等机关答复", "Credit repair: answers of bodies"), len(requests),
            f"{here}#requests",
            urgency_of(requests[0].due if requests else None, today),
        ),
        Waiting(
            Text("信用修复：待受理", "Credit repair: to be accepted"), len(filed), f"{here}#cases",
            urgency_of(filed[0].due if filed else None, today),
        ),
        Waiting(
            Text("企业自报的失信信息待核实", "Entries firms stated, to be looked at"), stated.count(),
            f"{here}#entries", "calm",
        ),
    ]  # fmt: skip
