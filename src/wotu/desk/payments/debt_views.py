"""What payees owe back: claiming, dropping, booking repayments."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.access.payment_doors import open_debt
from wotu.desk.payments.views import done, rights
from wotu.findings.words import title_of
from wotu.ledger.refusal import LedgerRefused
from wotu.measures.zones import Zone
from wotu.payments import reads
from wotu.payments.bank_file import fen
from wotu.payments.models import Debt
from wotu.payments.verbs.reclaiming import claim_debt, drop_debt, repay, waive_debt
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("see_books")
@never_cache
@require_safe
def debts(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what is to be paid back, what waits for an official first."""
    return _page(request, open_zone(actor(request), zone, "see_books"))


@open_to("pay")
@never_cache
@require_POST
def step(request: HttpRequest, zone: str, id_: int, step: str) -> HttpResponse:
    """Claim a debt, drop it, or book what came back of it."""
    where, debt = open_debt(actor(request), zone, id_, "pay")
    if step not in _STEPS:
        raise Http404
    try:
        said = _STEPS[step](request, debt)
    except (CannotDo, LedgerRefused) as refused:
        return _page(request, where, mistake=refused.text, at=debt.pk)
    return done(request, where, said, "debts")


@open_to("check_payments")
@never_cache
@require_POST
def waive(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Give up what is still owed of a claimed debt."""
    where, debt = open_debt(actor(request), zone, id_, "check_payments")
    try:
        waive_debt(debt=debt, why=request.POST.get("why", ""), user=user_of(request), now=timezone.now())
    except CannotDo as refused:
        return _page(request, where, mistake=refused.text, at=debt.pk)
    return done(request, where, Text("已免除尚欠的部分。", "What was still owed is waived."), "debts")


def _claim(request: HttpRequest, debt: Debt) -> Text:
    claim_debt(debt=debt, user=user_of(request), now=timezone.now(), today=timezone.localdate())
    return Text("通知书已生成，企业已收到消息。", "The letter is written, and the firm is told.")


def _drop(request: HttpRequest, debt: Debt) -> Text:
    drop_debt(debt=debt, why=request.POST.get("why", ""), user=user_of(request), now=timezone.now())
    return Text("已记为不追缴。", "It is not claimed.")


def _repay(request: HttpRequest, debt: Debt) -> Text:
    amount = fen(request.POST.get("amount", ""))
    if not amount:
        raise CannotDo(
            "退款金额写成元，最多两位小数。", "Write the amount in yuan, with two decimals at most."
        )
    repay(
        debt=debt,
        amount=amount,
        document=request.POST.get("document", ""),
        user=user_of(request),
        now=timezone.now(),
    )
    return Text("退款已入账，指标已恢复。", "The repayment is booked; its account has it again.")


_STEPS: dict[str, Callable[[HttpRequest, Debt], Text]] = {"claim": _claim, "drop": _drop, "repay": _repay}


def _page(
    request: HttpRequest, where: Zone, *, mistake: Text | None = None, at: int | None = None
) -> HttpResponse:
    order = {"proposed": 0, "claimed": 1, "settled": 2, "dropped": 3}
    found = sorted(reads.debts_of(where.id).prefetch_related("entries"), key=lambda debt: order[debt.state])
    today = timezone.localdate()
    rows = [
        (
            debt,
            title_of(where, debt.case.measure),
            bool(debt.repay_by and debt.repay_by < today and debt.rest),
        )
        for debt in found
    ]
    context = {
        "zone": where, "rows": rows, "mistake": mistake, "at": at, "typed": request.POST if mistake else {},
        "rest": sum(debt.rest for debt in found if debt.state == "claimed"), **rights(request, where),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/payments/debts.html", context, status=status)
