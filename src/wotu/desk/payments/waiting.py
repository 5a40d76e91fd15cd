"""What of the payments waits for an official: what is due, batches to check, receipts that are late."""

import datetime as dt

from django.urls import reverse

from wotu.access.actor import Actor
from wotu.look.waiting import Waiting
from wotu.measures.zones import Zone
from wotu.payments import reads
from wotu.rules.text import Text


def waiting(actor: Actor, zone: Zone, today: dt.date) -> list[Waiting]:
    """Return what waits for whoever pays, and for whoever checks."""
    here = reverse("desk:payments:home", args=[zone.id])
    found = []
    if actor.may("pay", zone.id):
        due, late = reads.due_in(zone.id), reads.late_batches(zone.id, today)
        since = [day for day in due.values_list("due_since", flat=True) if day]
        proposed = reads.debts_of(zone.id).filter(state="proposed")
        found += [
            Waiting(
                Text("应付未付的款项", "Instalments to be paid"), len(since), here, "soon",
                min(since, default=None),
            ),
            Waiting(
                Text("银行超过一个工作日没有回单", "Batches the bank has not answered"), len(late), here,
                "overdue",
            ),
            Waiting(
                Text("待确认的应退款", "Debts to be claimed or dropped"), proposed.count(),
                reverse("desk:payments:debts", args=[zone.id]), "soon",
            ),
        ]  # fmt: skip
    if actor.may("check_payments", zone.id):
        made = reads.batches_of(zone.id).filter(state="made").exclude(made_by=actor.user).order_by("made_at")
        oldest = made.first()
        address = reverse("desk:payments:batch", args=[zone.id, oldest.pk]) if oldest else here
        found.append(Waiting(Text("待复核的支付批次", "Batches to be checked"), made.count(), address, "now"))
    return found
