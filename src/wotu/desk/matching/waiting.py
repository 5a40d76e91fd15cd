"""What of matching waits for an official: answers a proof found apart, which nobody has set right."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.findings.proofs import in_question, proofs_of
from wotu.look.waiting import Waiting
from wotu.measures.zones import Zone
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return how many standing answers differ from the full run, for whoever may set them right."""
    if not actor.may("mend_answers", zone.id):
        return []
    last = in_question(proofs_of(zone.id, 1))
    if last is None:
        return []
    since = timezone.localtime(last.started_at).date()
    here = f"{reverse('desk:matching:home', args=[zone.id])}#matching-proof"
    label = Text("与全量结果不一致的结论", "Answers that differ from the full run")
    return [Waiting(label, last.differences, here, "overdue" if since < today else "now", since)]
