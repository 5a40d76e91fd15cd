"""Checking a batch (复核): a second official lets it go to the bank, or sends it back with a reason."""

import datetime as dt

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.cases.progress import locked
from wotu.measures.zones import zone as zone_of
from wotu.payments import books
from wotu.payments.bank_file import PayLine, digest_of, write_bank_file
from wotu.payments.models import Batch, DebtEntry, Instalment, Order
from wotu.payments.verbs.asking import close_when_settled
from wotu.payments.verbs.batching import drop, lock_set_off
from wotu.refusal import CannotDo
from wotu.workdays.reads import calendar

PAY_WITHIN = 1
"""Working days in which the bank pays after the order (field norm)."""


def check_batch(*, batch: Batch, user: User, now: dt.datetime, today: dt.date) -> Batch:
    """Approve a batch: the bank file is made, what is set off takes effect, the bank's day begins.

    Raises:
        CannotDo: it is checked or sent back already, empty, or made by the same official.
    """
    with transaction.atomic():
        batch = _waiting(batch, user)
        cases, orders = lock_orders(batch)
        if not orders:
            raise CannotDo("批次里没有款项，请退回。", "Nothing is left in the batch; send it back.")
        prefetch_related_objects(orders, Prefetch("set_off", DebtEntry.objects.select_related("debt__case")))
        books.keep_from_others([*cases.values(), *_debtors(orders)])
        content = write_bank_file(batch.number, [_line(order) for order in orders if order.amount])
        batch.state, batch.checked_by, batch.checked_at = "checked", user, now
        batch.file, batch.digest = content, digest_of(content)
        batch.pay_by = calendar().add_working_days(today, PAY_WITHIN).date
        batch.save()
        for order in orders:
            _take_effect(order, cases[order.instalment.case_id], user.email, now, today)
        settle_batch(batch, now)
        note(
            verb="check_batch", about=batch.about, by=user.email, now=now, zone=batch.zone,
            orders=len(orders), total=sum(order.amount for order in orders), digest=batch.digest,
        )  # fmt: skip
    return batch


def send_back_batch(*, batch: Batch, reason: str, user: User, now: dt.datetime) -> Batch:
    """Send a batch back to its maker: nothing is paid, its instalments are due again.

    Raises:
        CannotDo: no reason is given, or it is checked or sent back already.
    """
    if not reason.strip():
        raise CannotDo("请写明退回的理由。", "Say why the batch is sent back.")
    with transaction.atomic():
        batch = _waiting(batch, user)
        _, orders = lock_orders(batch)
        lock_set_off(orders)
        for order in orders:
            drop(order, reason=reason.strip(), by=user.email, now=now)
        batch.state, batch.checked_by, batch.checked_at = "sent_back", user, now
        batch.reason = reason.strip()
        batch.save()
        note(
            verb="send_back_batch", about=batch.about, by=user.email, now=now, zone=batch.zone,
            why=reason.strip(),
        )  # fmt: skip
    return batch


def note_download(*, batch: Batch, by: str, now: dt.datetime) -> bytes:
    """Return the bank file of a checked batch; who took it along is on record.

    Raises:
        CannotDo: the batch has no file, the file is not the one that was checked, or the batch was recalled.
    """
    if batch.state == "recalled":
        raise CannotDo(
            "批次已撤回，银行文件不能再使用。", "The batch was recalled; its file must not be used again."
        )
    content = bytes(batch.file) if batch.file is not None else b""
    if not content:
        raise CannotDo("复核后才有银行文件。", "The bank file is made by the check.")
    if digest_of(content) != batch.digest:
        raise CannotDo("银行文件被改动过，不能使用。", "The bank file was altered and must not be used.")
    with transaction.atomic():
        note(
            verb="download_bank_file", about=batch.about, by=by, now=now, zone=batch.zone, digest=batch.digest
        )
    return content


def settle_batch(batch: Batch, now: dt.datetime) -> None:
    """Close a batch when no receipt is missing, open it when one is; in the caller's transaction."""
    open_ = batch.orders.filter(state="ordered").exists()
    if not open_ and batch.state == "checked":
        batch.state, batch.settled_at = "settled", now
        batch.save(update_fields=["state", "settled_at"])


def lock_orders(batch: Batch) -> tuple[dict[int, Case], list[Order]]:
    """Return the cases of a batch, locked, and its orders, whose instalments are locked too."""
    open_ = Order.objects.filter(batch=batch, state="ordered").order_by("instalment_id")
    ids = open_.values_list("instalment__case", flat=True)
    cases = {case.pk: locked(case) for case in Case.objects.filter(pk__in=list(ids)).order_by("id")}
    list(Instalment.objects.select_for_update(of=("self",)).filter(orders__in=open_).order_by("id"))
    return cases, list(open_.select_related("instalment__case", "payee__party", "batch"))


def _waiting(batch: Batch, user: User) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != "made":
        raise CannotDo(
            f"批次{batch.number}已经是“{batch.state_label.zh}”。",
            f"Batch {batch.number} is “{batch.state_label.en}”.",
        )
    if batch.made_by_id == user.pk:
        raise CannotDo("制单人和复核人不能是同一个人。", "Whoever made a batch does not check it.")
    return batch


def _debtors(orders: list[Order]) -> list[Case]:
    return [entry.debt.case for order in orders for entry in order.set_off.all()]


def _take_effect(order: Order, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Let what is set off count: the award is used so far, and the account of the debt gets it back."""
    if order.offset:
        books.post(case, order.offset, key=f"offset/{order.reference}", by=by, now=now, verb="check_batch")
    for entry in order.set_off.all():
        if entry.kind == "offset" and entry.debt.kind != "declared":
            books.give_back(
                entry.debt.case, entry.amount, key=entry.key, code="clawback", by=by, now=now,
                verb="check_batch",
            )  # fmt: skip
    if not order.amount:
        order.state = "offset"
        order.save(update_fields=["state"])
        Instalment.objects.filter(pk=order.instalment_id).update(state="offset", settled_at=now)
        close_when_settled(case, by=by, now=now, today=today)


def _line(order: Order) -> PayLine:
    case, payee = order.instalment.case, order.payee
    served = zone_of(case.zone)
    measure = served.packs.measures.get(case.measure) if served else None
    title = measure.title.zh if measure else case.measure
    return PayLine(
        order.reference,
        payee.name,
        payee.number,
        payee.bank,
        order.amount,
        f"{title}·{order.instalment.label_zh}",
    )
