"""What of the facts waits: disputes of firms by their age, sources that disagree."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from wotu.access.actor import Actor
from wotu.facts.history import conflicts_of, disputes_of
from wotu.look.waiting import Waiting, urgency_of
from wotu.measures.zones import Zone
from wotu.rules.text import Text

ANSWERED_WITHIN = dt.timedelta(days=5)
"""A firm should not wait longer for the answer to a dispute."""
MOST_COUNTED = 20
"""Conflicts are counted so far on today's page; counting on would read every entry of the zone."""


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return the disputes and conflicts; only to those who may settle them, or bring the facts in."""
    if not actor.may("import_facts", zone.id):
        return []
    found = []
    if disputes := disputes_of(zone.id):
        oldest = timezone.localdate(disputes[0].opened_at)
        urgency = urgency_of(oldest + ANSWERED_WITHIN, today)
        label = Text("企业对事实的异议，等待答复", "Facts disputed by firms, to be answered")
        there = reverse("desk:facts:disputes", args=[zone.id])
        found.append(Waiting(label, len(disputes), there, urgency, oldest))
    conflicts = conflicts_of(zone.id, zone.packs.vocabulary, MOST_COUNTED)
    label = Text("来源说法不一的事实，等待裁定", "Facts on which sources disagree, to be decided")
    if len(conflicts) == MOST_COUNTED:
        label = Text(f"{label.zh}（先数到{MOST_COUNTED}）", f"{label.en} (counted up to {MOST_COUNTED})")
    found.append(Waiting(label, len(conflicts), reverse("desk:facts:conflicts", args=[zone.id]), "calm"))
    return found
