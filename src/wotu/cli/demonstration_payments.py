"""Payments of the demonstration zones: a batch that was paid, one to check, and what is still due."""

import csv
import datetime as dt
import io

from django.utils import timezone

from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment
from wotu.payments.bank_file import yuan
from wotu.payments.models import Batch, Order
from wotu.payments.reads import due_in
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import import_receipts, keep_receipts
from wotu.refusal import CannotDo


def load_payments(*, zone: Zone, now: dt.datetime) -> int:
    """Pay the first thing that is due, and put the second into a batch; return how many batches were made.

    The rest stays due. Repeating it changes nothing.
    """
    finance, approver = (_official(zone, role) for role in ("finance", "approver"))
    if finance is None or approver is None or Batch.objects.filter(zone=zone.id).exists():
        return 0
    today, made = timezone.localtime(now).date(), 0
    for one in due_in(zone.id)[:2]:
        try:
            batch = make_batch(zone=zone.id, instalments=[one.pk], user=finance, now=now, today=today).batch
        except CannotDo:
            continue  # something stands against it; the page says what
        made += 1
        if made == 1:
            check_batch(batch=batch, user=approver, now=now, today=today)
            _bank_pays(zone, batch, finance, now, today)
    return made


def _bank_pays(zone: Zone, batch: Batch, user: User, now: dt.datetime, today: dt.date) -> None:
    file = io.StringIO(newline="")
    rows = [
        (order.reference, "已支付", yuan(order.amount), today, f"YS{order.pk:08}", "")
        for order in Order.objects.filter(batch=batch, amount__gt=0)
    ]
    head = ("付款编号", "结果", "金额（元）", "日期", "银行流水号", "原因")
    csv.writer(file).writerows([head, *rows])
    content = file.getvalue().encode("utf-8-sig")
    kept = keep_receipts(zone=zone.id, name="演示回单.csv", content=content, user=user, now=now)
    import_receipts(file=kept, user=user, now=now, today=today)


def _official(zone: Zone, role: str) -> User | None:
    held = Appointment.objects.filter(department__zone=zone.id, role=role, user__is_demo=True)
    standing = held.select_related("user").order_by("id").first()
    return standing.user if standing else None
