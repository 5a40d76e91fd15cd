"""A payment the bank returns after its award was lost: nothing is paid again, and less is owed back."""

import datetime as dt
from collections import Counter

from wotu.cases.models import Case
from wotu.cases.progress import log
from wotu.payments import books
from wotu.payments.models import Debt, Instalment, Order
from wotu.payments.owing import money_text_of, tell_party
from wotu.rules.text import Text

CAME_BACK = "款项被银行退回，未到账 The bank returned the payment; it was never received"


def is_lost(order: Order) -> bool:
    """Tell whether the award an order paid was taken away since."""
    case = order.instalment.case
    return case.state not in ("approved", "delivered") or order.instalment.round != case.round


def still_owed(order: Order) -> int:
    """Return what the payee still owes back of a lost award, in fen."""
    return sum(debt.rest for debt in _debts(order))


def lock_debts(orders: list[Order]) -> None:
    """Keep what may be lowered from everybody else, before receipts are booked."""
    cases = {order.instalment.case_id for order in orders if is_lost(order)}
    list(Debt.objects.select_for_update(of=("self",)).filter(case__in=cases).order_by("id"))


class Spoken:
    """How much of the debts of lost awards the rows of one file take up, so that no two take the same."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[int, int]] = Counter()

    def takes(self, order: Order) -> bool:
        """Take an order's amount from what is still owed; tell whether it is there."""
        key = (order.instalment.case_id, order.payee.party_id)
        if self._taken[key] + order.amount > still_owed(order):
            return False
        self._taken[key] += order.amount
        return True


def undo(  # noqa: PLR0917
    case: Case, order: Order, instalment: Instalment, reason: str, by: str, now: dt.datetime, today: dt.date
) -> None:
    """Give what came back to its account, cancel the instalment, and lower what was claimed.

    Raises:
        LedgerRefused: the case has posted less.
    """
    if order.state == "paid":
        books.give_back(
            case, order.amount, key=f"bounce/{order.reference}", code="return", by=by, now=now,
            verb="import_receipts",
        )  # fmt: skip
        _lower(order)
    order.state, order.reason = "returned", reason
    order.save(update_fields=["state", "reason"])
    instalment.state, instalment.settled_at, instalment.due_since = "cancelled", None, None
    instalment.why_zh, instalment.why_en = (
        "奖补已撤销，款项已退回",
        "The award is gone, and the payment came back",
    )
    instalment.save()
    much = money_text_of(order.amount)
    log(
        case, "noted", by=by, now=now, text=f"{much.zh}被银行退回，应退款相应减少。", instalment=instalment.pk
    )
    tell_party(
        order.payee.party, key=f"returned:{order.reference}",
        title=Text(
            f"一笔{much.zh}的款项被银行退回，不用再退还",
            f"A payment of {much.en} came back from the bank; you need not pay it back",
        ),
        lines=[Text(f"原因：{reason}", f"Reason: {reason}")], by=by, now=now, today=today,
    )  # fmt: skip


def _lower(order: Order) -> None:
    rest = order.amount
    for debt in _debts(order):
        part = min(rest, debt.rest)
        rest -= part
        if part == debt.amount:
            debt.state, debt.why_dropped = "dropped", CAME_BACK
        else:
            debt.amount -= part
            debt.state = "claimed" if debt.rest else "settled"
        debt.save()


def _debts(order: Order) -> list[Debt]:
    found = Debt.objects.filter(
        case=order.instalment.case_id, debtor=order.payee.party_id, state="claimed",
        kind__in=("revoked", "clawback"),
    )  # fmt: skip
    return list(found.order_by("-id"))
