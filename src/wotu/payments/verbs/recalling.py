"""Recalling a batch the bank rejected as a whole (整批拒付): nothing of it was paid, and it is due again."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.cases.progress import log
from wotu.payments.models import Batch, Instalment, Order
from wotu.payments.reads import is_answered
from wotu.payments.verbs.checking import lock_orders
from wotu.refusal import CannotDo


def recall_batch(*, batch: Batch, reason: str, user: User, now: dt.datetime, today: dt.date) -> Batch:
    """Take a batch back from the bank, which paid nothing of it; its instalments are due again.

    The ledger stays as it is: what was not paid is held still, and what was set off at the check stands.
    `reason` is what the bank said. Whoever made the batch does not recall it, and what is due again is
    ordered by a new batch, with a maker and a checker of its own.

    Raises:
        CannotDo: no reason is given, the batch is not with the bank, the bank has paid or returned part of
            it, or whoever made it recalls it.
    """
    if not reason.strip():
        raise CannotDo(
            "请写明银行拒付通知的编号和原因。", "Give the number of the bank's notice, and what it says."
        )
    with transaction.atomic():
        batch = _with_the_bank(batch, user)
        cases, orders = lock_orders(batch)
        for order in orders:
            _due_again(order, cases[order.instalment.case_id], reason.strip(), user.email, now, today)
        batch.state, batch.recalled_by, batch.recalled_at = "recalled", user, now
        batch.reason = reason.strip()
        batch.save()
        note(
            verb="recall_batch", about=batch.about, by=user.email, now=now, zone=batch.zone,
            orders=len(orders), total=sum(order.amount for order in orders), why=batch.reason,
        )  # fmt: skip
    return batch


def _with_the_bank(batch: Batch, user: User) -> Batch:
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != "checked":
        raise CannotDo(
            f"批次{batch.number}现在是“{batch.state_label.zh}”，不能撤回。",
            f"Batch {batch.number} is “{batch.state_label.en}” and cannot be recalled.",
        )
    if batch.made_by_id == user.pk:
        raise CannotDo("制单人和撤回人不能是同一个人。", "Whoever made a batch does not recall it.")
    if is_answered(batch):
        raise CannotDo(
            "银行已有这个批次的回单，不是整批拒付。请逐笔导入回单。",
            "The bank has answered part of this batch, so it did not reject the whole. Import its receipts.",
        )
    return batch


def _due_again(  # noqa: PLR0917
    order: Order, case: Case, reason: str, by: str, now: dt.datetime, today: dt.date
) -> None:
    order.state, order.reason = "recalled", reason[:300]
    order.save(update_fields=["state", "reason"])
    one = Instalment.objects.get(pk=order.instalment_id)
    one.state, one.due_since = "due", one.due_since or today
    one.save()
    log(
        case, "noted", by=by, now=now, instalment=one.pk, amount=order.amount,
        text=f"银行没有受理付款，{one.label_zh}将重新支付，企业不用办理。"
        "The bank did not take the order; it is paid again, and the firm need do nothing.",
    )  # fmt: skip
