"""Reading payments: what is due, what is owed to whom since when, batches, debts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wotu.cases.models import Case
from wotu.cases.reads import cases_of
from wotu.parties.models import Party
from wotu.payments.models import OPEN, SHORT_OF_FUNDS, Batch, Debt, Instalment, Order, Receipt, ReceiptFile


def due_in(zone: str) -> QuerySet[Instalment]:
    """Return the instalments of a zone that may be ordered now, by measure, the oldest first."""
    found = Instalment.objects.filter(case__zone=zone, state="due")
    return found.select_related("case__enterprise", "case__subject", "case__payee").order_by(
        "case__measure", "due_since", "id"
    )


def returned_in(zone: str) -> QuerySet[Instalment]:
    """Return the instalments of a zone that the bank returned and that wait for a mended account."""
    found = Instalment.objects.filter(case__zone=zone, state="returned")
    return found.select_related("case__enterprise", "case__subject").order_by("due_since", "id")


def batches_of(zone: str) -> QuerySet[Batch]:
    """Return a zone's batches with number and sums of their orders, the latest first."""
    standing = ~Q(orders__state="dropped")
    found = (
        Batch.objects.filter(zone=zone).select_related("made_by", "checked_by", "recalled_by").defer("file")
    )
    return found.annotate(
        number_of=Count("orders", filter=standing),
        total=Coalesce(Sum("orders__amount", filter=standing), 0, output_field=BigIntegerField()),
        set_off=Coalesce(Sum("orders__offset", filter=standing), 0, output_field=BigIntegerField()),
    )


def batch_of(zone: str, id_: int) -> Batch | None:
    """Return a batch of a zone."""
    return batches_of(zone).filter(pk=id_).first()


def is_answered(batch: Batch) -> bool:
    """Tell whether the bank has paid or returned anything of a batch."""
    return Receipt.objects.filter(order__batch=batch).exists()


def orders_of(batch: Batch) -> QuerySet[Order]:
    """Return the orders of a batch with what they are for."""
    return batch.orders.select_related(
        "instalment__case__enterprise", "instalment__case__subject", "payee"
    ).order_by("reference")


def instalment_of(zone: str, id_: int) -> Instalment | None:
    """Return an instalment of a zone."""
    return Instalment.objects.filter(case__zone=zone, pk=id_).select_related("case").first()


def instalments_of(case: Case) -> Sequence[Instalment]:
    """Return the instalments of a case's present round."""
    return list(case.instalments.filter(round=case.round).order_by("position"))


def debts_of(zone: str) -> QuerySet[Debt]:
    """Return a zone's debts, those that wait for an official first."""
    return Debt.objects.filter(zone=zone).select_related("debtor", "case").order_by("-made_at", "-id")


def debt_of(zone: str, id_: int) -> Debt | None:
    """Return a debt of a zone."""
    return debts_of(zone).filter(pk=id_).first()


def debts_for(party: Party) -> QuerySet[Debt]:
    """Return what an enterprise is asked to pay back."""
    return Debt.objects.filter(debtor=party, state__in=("claimed", "settled")).select_related("case")


def receipt_files_of(zone: str) -> QuerySet[ReceiptFile]:
    """Return the files of receipts a zone took in."""
    return ReceiptFile.objects.filter(zone=zone).annotate(booked=Count("receipts"))


@dataclass(frozen=True)
class Unpaid:
    """An award that was decided and is not paid in full: how much is open, and for how many days.

    `waits` is what of it waits for a condition of its own, and is nobody's delay; what
    waits for funds is the zone's.
    """

    case: Case
    open: int
    waits: int
    days: int

    @property
    def late(self) -> int:
        """What could have been paid."""
        return self.open - self.waits


def approved_and_not_paid(zone: str, today: dt.date) -> list[Unpaid]:
    """Return every award with money that could have been paid and was not, the longest waiting first."""
    could = Q(instalments__state__in=("due", "batched", "returned"))
    short = Q(instalments__state="waiting", instalments__why_zh=SHORT_OF_FUNDS.zh)
    cases = Case.objects.filter(could | short, zone=zone, state="approved")
    found = []
    for case in cases.distinct().select_related("enterprise", "subject").prefetch_related("instalments"):
        parts = [one for one in case.instalments.all() if one.round == case.round]
        open_ = sum(one.net for one in parts if one.state in OPEN)
        waits = sum(one.net for one in parts if one.state == "waiting" and one.why != SHORT_OF_FUNDS)
        since = min(
            (one.due_since for one in parts if one.due_since and one.state in ("due", "returned")),
            default=None,
        )
        decided = timezone.localtime(case.decided_at).date() if case.decided_at else today
        found.append(Unpaid(case, open_, waits, (today - (since or decided)).days))
    return sorted(found, key=lambda one: (-one.days, one.case.pk))


@dataclass(frozen=True)
class OfCase:
    """The payment of a case in figures, in fen, for whoever it concerns."""

    instalments: Sequence[Instalment]
    paid: int
    set_off: int
    open: int
    owed: int
    last_paid_at: dt.datetime | None

    @property
    def total(self) -> int:
        """What was awarded and stands."""
        return sum(one.amount for one in self.instalments if one.state != "cancelled")


def payment_of(case: Case) -> OfCase:
    """Return what of a case is paid and what comes when."""
    parts = instalments_of(case)
    claimed = Debt.objects.filter(case=case, state="claimed")
    return OfCase(
        parts,
        paid=sum(one.net for one in parts if one.state == "paid"),
        set_off=sum(one.offset for one in parts if one.state != "cancelled"),
        open=sum(one.net for one in parts if one.state in OPEN),
        owed=sum(debt.rest for debt in claimed),
        last_paid_at=_last(parts),
    )


def _last(parts: Iterable[Instalment]) -> dt.datetime | None:
    return max((one.settled_at for one in parts if one.settled_at), default=None)


def receipt_file_of(zone: str, id_: int) -> ReceiptFile | None:
    """Return a file of receipts of a zone."""
    return receipt_files_of(zone).filter(pk=id_).first()


def late_batches(zone: str, today: dt.date) -> list[Batch]:
    """Return the batches whose receipts should be in by now."""
    return list(batches_of(zone).filter(state="checked", pay_by__lt=today))


def lapsed_in(zone: str) -> QuerySet[Instalment]:
    """Return the instalments whose condition was not met in its term; an official may give them up."""
    found = Instalment.objects.filter(
        case__zone=zone, case__state="approved", state="waiting", is_lapsed=True
    )
    return found.select_related("case__enterprise").order_by("id")


def cases_waiting(zone: str) -> QuerySet[Case]:
    """Return the cases whose payment may stand otherwise by now: something waits, or may be reclaimed."""
    live = Case.objects.filter(zone=zone, state__in=("approved", "delivered"), instalments__isnull=False)
    return live.distinct().order_by("id")


def cases_paid(party: Party) -> QuerySet[Case]:
    """Return an enterprise's cases that have instalments, the latest first; none a talent filed alone."""
    return cases_of(party).filter(instalments__isnull=False).distinct().order_by("-decided_at", "-id")
