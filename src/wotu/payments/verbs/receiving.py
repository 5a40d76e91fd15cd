"""Receipts of the bank (回单): paid, or returned (退票). Each counts once, however often it comes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.models import Case
from wotu.cases.progress import locked, log
from wotu.cases.verbs.delivering import came_back
from wotu.cases.verbs.filing import payee_of
from wotu.payments import books
from wotu.payments.bank_file import digest_of, yuan
from wotu.payments.models import SENT, Batch, Instalment, Order, Receipt, ReceiptFile
from wotu.payments.owing import money_text_of, tell_party
from wotu.payments.receipt_file import COLUMNS, Said, Wrong, read_receipts
from wotu.payments.verbs.asking import close_when_settled
from wotu.payments.verbs.checking import settle_batch
from wotu.payments.verbs.undoing import Spoken, is_lost, lock_debts, undo
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@dataclass(frozen=True)
class Reading:
    """A file of receipts, held against the orders: what would be booked, what is known, what is set aside."""

    rows: int
    fresh: Sequence[Said]
    known: Sequence[Said]
    wrong: Sequence[Wrong]

    @property
    def rows_aside(self) -> int:
        """How many rows are set aside; one may be wrong in several fields."""
        return len({one.row for one in self.wrong})

    @property
    def paid(self) -> int:
        """What the fresh receipts say was paid, in fen."""
        return sum(one.amount for one in self.fresh if one.result == "paid")

    @property
    def returned(self) -> int:
        """What the fresh receipts say came back, in fen."""
        return sum(one.amount for one in self.fresh if one.result == "returned")


@dataclass(frozen=True)
class Imported:
    """What an import did. `is_new`: these very bytes had not come before."""

    file: ReceiptFile
    reading: Reading
    is_new: bool


def keep_receipts(*, zone: str, name: str, content: bytes, user: User, now: dt.datetime) -> ReceiptFile:
    """Keep a file of receipts to be looked at; the same bytes again are the same file.

    Raises:
        NotReceipts: it cannot be read.
    """
    _, _, rows = read_receipts(content)
    with transaction.atomic():
        file, is_new = ReceiptFile.objects.get_or_create(
            zone=zone, digest=digest_of(content),
            defaults={"name": name[:200], "at": now, "by": user.email, "rows": rows, "content": content},
        )  # fmt: skip
        if is_new:
            note(
                verb="keep_receipts", about=f"receipts:{file.pk}", by=user.email, now=now, zone=zone,
                digest=file.digest, rows=rows,
            )  # fmt: skip
    return file


def preview_receipts(*, zone: str, content: bytes, today: dt.date) -> Reading:
    """Return what importing a file would do; nothing is written.

    Raises:
        NotReceipts: it cannot be read.
    """
    return _hold_against(zone, *read_receipts(content), today)


def import_receipts(*, file: ReceiptFile, user: User, now: dt.datetime, today: dt.date) -> Imported:
    """Book receipts: what is paid is used on the ledger, what came back is held again and the firm told.

    The same file, or the same serial in another file, changes nothing. Rows that cannot be right are set
    aside and said; the others are booked together or not at all.
    """
    zone = file.zone
    said, wrong, rows = read_receipts(bytes(file.content))
    with transaction.atomic():
        orders = _keep_from_others(zone, said)
        file = ReceiptFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        reading = _hold_against(zone, said, wrong, rows, today)
        is_new = file.imported_at is None
        file.imported_at = file.imported_at or now
        file.set_aside = [_as_json(one) for one in reading.wrong]
        file.save(update_fields=["set_aside", "imported_at"])
        for one in sorted(reading.fresh, key=lambda said: (said.result != "paid", said.row)):
            _book(orders[one.reference], one, file, user, now, today)
        for batch in Batch.objects.filter(orders__in=orders.values()).defer("file").distinct():
            settle_batch(batch, now)
        note(
            verb="import_receipts", about=f"receipts:{file.pk}", by=user.email, now=now, zone=zone,
            digest=file.digest, booked=len(reading.fresh), known=len(reading.known),
            set_aside=reading.rows_aside, paid=reading.paid, returned=reading.returned,
        )  # fmt: skip
    return Imported(file, reading, is_new)


def pay_again(*, instalment: Instalment, why: str, user: User, now: dt.datetime, today: dt.date) -> None:
    """Let a returned instalment be ordered again to the same account: the bank was at fault, not the payee.

    Raises:
        CannotDo: it was not returned, or no reason is given.
    """
    if not why.strip():
        raise CannotDo("请写明为什么账户无误。", "Say why the account is right.")
    with transaction.atomic():
        case = locked(instalment.case, "approved")
        one = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
        if one.state != "returned":
            raise CannotDo("这一期没有被退回。", "This instalment was not returned.")
        one.state, one.why_zh, one.why_en, one.due_since = "due", "", "", one.due_since or today
        one.save()
        log(case, "noted", by=user.email, now=now, text=why.strip(), for_firm=False, instalment=one.pk)
        note(
            verb="pay_again", about=case.about, by=user.email, now=now, zone=case.zone, instalment=one.pk,
            why=why.strip(),
        )  # fmt: skip


def _keep_from_others(zone: str, said: Sequence[Said]) -> dict[str, Order]:
    """Lock the batches, cases and instalments the receipts are about; return the orders by reference."""
    found = Order.objects.filter(batch__zone=zone, reference__in=[one.reference for one in said])
    batches = Batch.objects.filter(orders__in=found).order_by("id").distinct().values_list("id", flat=True)
    locking = Batch.objects.select_for_update(of=("self",)).defer("file")
    list(locking.filter(pk__in=list(batches)).order_by("id"))
    ids = set(found.values_list("instalment__case", flat=True))
    cases = [locked(case) for case in Case.objects.filter(pk__in=ids).order_by("id")]
    list(Instalment.objects.select_for_update(of=("self",)).filter(orders__in=found).order_by("id"))
    whole = found.select_related("instalment__case", "payee__party__owner", "batch").defer("batch__file")
    orders = list(whole)
    lock_debts(orders)
    books.keep_from_others(cases)
    return {order.reference: order for order in orders}


def _hold_against(
    zone: str, said: Sequence[Said], wrong: Sequence[Wrong], rows: int, today: dt.date
) -> Reading:
    orders = {
        order.reference: order
        for order in Order.objects.filter(
            batch__zone=zone,
            batch__state__in=SENT,
            reference__in=[o.reference for o in said],
        )
        .select_related("batch", "instalment__case", "payee")
        .defer("batch__file")
    }
    booked = {
        receipt.serial: receipt
        for receipt in Receipt.objects.filter(zone=zone, serial__in=[o.serial for o in said]).select_related(
            "order"
        )
    }
    fresh, known, more = [], [], list(wrong)
    spoken = Spoken()
    for one in said:
        receipt = booked.get(one.serial)
        if receipt is not None and _is_same(receipt, one):
            known.append(one)
            continue
        problem = (
            (
                "serial",
                Text(
                    "这个流水号已用于另一笔回单。请向银行核实。",
                    "This serial is booked for another receipt; ask the bank.",
                ),
            )
            if receipt is not None
            else _mistake(one, orders.get(one.reference), today) or _spoken_for(orders[one.reference], spoken)
        )
        if problem is None:
            fresh.append(one)
        else:
            more.append(Wrong(one.row, COLUMNS[problem[0]], _value(one, problem[0]), problem[1]))
    return Reading(rows, fresh, known, sorted(more, key=lambda w: w.row))


def _is_same(receipt: Receipt, one: Said) -> bool:
    return (receipt.order.reference, receipt.result, receipt.amount) == (
        one.reference,
        one.result,
        one.amount,
    )


_DONE_WITH: Final = {
    "recalled": (
        "reference",
        Text(
            "这个批次已按银行整批拒付撤回。请立即向银行核实这笔是否付出。",
            "Its batch was recalled as rejected by the bank. Ask the bank at once whether this was paid.",
        ),
    ),
    "returned": (
        "result",
        Text(
            "这笔已经退票，重新支付有新的编号。", "It was returned; its next attempt has another reference."
        ),
    ),
}
"""Orders no receipt can be about any more, and what to do about one that comes."""


def _mistake(one: Said, order: Order | None, today: dt.date) -> tuple[str, Text] | None:
    """Return the field that cannot be right, and how to mend it."""
    if order is None or not order.amount:
        return "reference", Text(
            "没有这个付款编号，请对照银行文件。", "There is no such reference; see the bank file."
        )
    if one.amount != order.amount:
        sent = yuan(order.amount)
        return "amount", Text(
            f"付款是{sent}元，与回单不符，请向银行核实。", f"The order is for {sent}; ask the bank."
        )
    begun = order.batch.checked_at
    if one.on > today or (begun is not None and one.on < timezone.localtime(begun).date()):
        return "on", Text(
            f"日期不在复核日{begun:%Y-%m-%d}与今天之间。", f"Not between {begun:%Y-%m-%d} and today."
        )
    if order.state in _DONE_WITH:
        return _DONE_WITH[order.state]
    if one.result == "paid" and order.state == "paid":
        return "serial", Text(
            "这笔已按另一流水号入账，请向银行核实。", "It is booked under another serial; ask the bank."
        )
    return None


def _spoken_for(order: Order, spoken: Spoken) -> tuple[str, Text] | None:
    """Say where a payment of a lost award comes back that the firm paid back before."""
    if order.state != "paid" or not is_lost(order) or spoken.takes(order):
        return None
    return "result", Text(
        "奖补已撤销，这笔已由企业退还或抵扣，请与企业核对后处理。",
        "The award was revoked, and this was paid back or set off already; settle it with the firm.",
    )


def _value(one: Said, name: str) -> str:
    if name == "amount":
        return yuan(one.amount)
    return str(getattr(one, name))[:60]


def _as_json(wrong: Wrong) -> dict[str, object]:
    return asdict(wrong)


def _book(  # noqa: PLR0917
    order: Order, one: Said, file: ReceiptFile, user: User, now: dt.datetime, today: dt.date
) -> None:
    Receipt.objects.create(
        file=file, zone=file.zone, order=order, serial=one.serial, result=one.result, amount=one.amount,
        on=one.on, reason=one.reason,
    )  # fmt: skip
    case = locked(order.instalment.case)
    instalment = Instalment.objects.get(pk=order.instalment_id)
    if one.result == "paid":
        books.post(
            case, order.amount, key=f"pay/{order.reference}", by=user.email, now=now, verb="import_receipts"
        )
        order.state = "paid"
        order.save(update_fields=["state"])
        instalment.state, instalment.settled_at = "paid", now
        instalment.why_zh = instalment.why_en = ""
        instalment.save()
        log(
            case, "noted", by=user.email, now=now, text=f"{instalment.label_zh} {yuan(order.amount)}元已到账",
            instalment=instalment.pk, amount=order.amount,
        )  # fmt: skip
        close_when_settled(case, by=user.email, now=now, today=today)
        return
    _return(case, order, instalment, one, user, now, today)


def _return(  # noqa: PLR0917
    case: Case, order: Order, instalment: Instalment, one: Said, user: User, now: dt.datetime, today: dt.date
) -> None:
    """Take a payment back that the bank returned: its money is held again, and the firm mends its account."""
    if is_lost(order):
        undo(case, order, instalment, one.reason, user.email, now, today)
        return
    if order.state == "paid":
        books.give_back(
            case, order.amount, key=f"bounce/{order.reference}", code="bounce", by=user.email, now=now,
            verb="import_receipts",
        )  # fmt: skip
    order.state, order.reason = "returned", one.reason
    order.save(update_fields=["state", "reason"])
    instalment.state, instalment.settled_at, instalment.due_since = "returned", None, today
    instalment.why_zh = f"银行退回：{one.reason}"[:300]
    instalment.why_en = f"Returned by the bank: {one.reason}"[:300]
    instalment.save()
    came_back(case, text=one.reason, by=user.email, now=now, today=today)
    payee = order.payee
    stated = payee_of(case.enterprise, case.subject)
    mended = stated is not None and stated.pk != payee.pk
    much = money_text_of(order.amount)
    tell_party(
        payee.party, key=f"returned:{order.reference}",
        title=Text(
            f"一笔{much.zh}的款项被银行退回，请更正收款账户",
            f"A payment of {much.en} came back: mend the bank account",
        ),
        lines=[
            Text(f"原因：{one.reason}", f"Reason: {one.reason}"),
            Text("已有新的账户，将重新支付。", "There is a new account already; it is paid again.")
            if mended
            else Text("更正后会重新支付，不用重新申报。", "It is paid again once mended; file nothing."),
        ],
        by=user.email, now=now, today=today,
    )  # fmt: skip
