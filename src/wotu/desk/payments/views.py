"""The first page of payments, asking again, returned instalments, reconciliation."""

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.access.payment_doors import open_instalment
from wotu.findings.words import title_of
from wotu.ledger.refusal import LedgerRefused
from wotu.look.cells import Cell
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.payments import reads
from wotu.payments.bank_file import yuan
from wotu.payments.models import Instalment
from wotu.payments.reconciling import Reconciled, reconcile
from wotu.payments.verbs.asking import ask_cases
from wotu.payments.verbs.receiving import pay_again
from wotu.payments.verbs.reclaiming import cancel_instalment
from wotu.refusal import CannotDo
from wotu.rules.text import Text

LAST_BATCHES = 50
"""Batches shown on the first page."""


@open_to("see_books")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what is approved and not paid, what is due, and the batches."""
    return overview(request, open_zone(actor(request), zone, "see_books"))


def overview(
    request: HttpRequest, where: Zone, *, mistake: Text | None = None, reasons: Iterable[Text] = ()
) -> HttpResponse:
    """Return the section's first page, with what could not be done."""
    today = timezone.localdate()
    unpaid = reads.approved_and_not_paid(where.id, today)
    due: dict[str, list[Instalment]] = defaultdict(list)
    for one in reads.due_in(where.id):
        due[one.case.measure].append(one)
    context: dict[str, Any] = {
        "zone": where, "unpaid": unpaid, "owed": sum(one.late for one in unpaid),
        "firms": len({one.case.enterprise_id for one in unpaid}),
        "longest": unpaid[0].days if unpaid else 0,
        "groups": [(title_of(where, id_), rows, sum(one.net for one in rows)) for id_, rows in due.items()],
        "due": sum(map(len, due.values())), "returned": reads.returned_in(where.id),
        "batches": reads.batches_of(where.id)[:LAST_BATCHES], "late": reads.late_batches(where.id, today),
        "debts": reads.debts_of(where.id).filter(state__in=("proposed", "claimed")).count(),
        "lapsed": reads.lapsed_in(where.id), "mistake": mistake, "reasons": list(reasons),
        **rights(request, where),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/payments/home.html", context, status=status)


@open_to("pay")
@never_cache
@require_POST
def ask(request: HttpRequest, zone: str) -> HttpResponse:
    """Ask every case that waits again: facts, dates, funds and accounts may have changed."""
    where = open_zone(actor(request), zone, "pay")
    cases = reads.cases_waiting(where.id)
    changed = ask_cases(cases=cases, by=actor(request).by, now=timezone.now(), today=timezone.localdate())
    said = Text(f"已重新核对，{changed}笔款项有变化。", f"Asked again: {changed} instalments changed.")
    return done(request, where, said)


@open_to("pay")
@never_cache
@require_POST
def again(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Let a returned instalment be paid again to the same account."""
    where, one = open_instalment(actor(request), zone, id_, "pay")
    try:
        pay_again(
            instalment=one, why=request.POST.get("why", ""), user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except (CannotDo, LedgerRefused) as refused:
        return overview(request, where, mistake=refused.text)
    return done(request, where, Text("已列入应付，可以重新制单。", "It is due again and can be batched."))


@open_to("pay")
@never_cache
@require_POST
def cancel(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Give up an instalment whose condition was not met in its term."""
    where, one = open_instalment(actor(request), zone, id_, "pay")
    try:
        cancel_instalment(
            instalment=one, why=request.POST.get("why", ""), user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except (CannotDo, LedgerRefused) as refused:
        return overview(request, where, mistake=refused.text)
    return done(request, where, Text("已取消，占用的额度已释放。", "Cancelled; what was held is released."))


@open_to("see_books")
@never_cache
@require_safe
def reconciled(request: HttpRequest, zone: str) -> HttpResponse:
    """Show whether cases, ledger, bank files and receipts agree to the fen."""
    where = open_zone(actor(request), zone, "see_books")
    books = reconcile(where.id)
    context = {"zone": where, "books": books, "sums": sums(books), "now": timezone.now()}
    return render(request, "desk/payments/reconcile.html", context)


@open_to("see_books")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return the reconciliation as CSV or Excel."""
    where = open_zone(actor(request), zone, "see_books")
    name = f"reconciliation-{where.id}-{timezone.localdate()}"
    return sheet_response(ending, name, Text("对账", "Reconciliation")[current()], _rows(reconcile(where.id)))


def _rows(books: Reconciled) -> list[list[Cell]]:
    words = current()
    head = (
        Text("编号", "Reference"),
        Text("对什么", "What"),
        Text("一方（元）", "One (yuan)"),
        Text("另一方（元）", "Other (yuan)"),
        Text("差额（元）", "Apart (yuan)"),
    )
    rows: list[list[Cell]] = [[one[words] for one in head]]
    for label, amount in sums(books):
        rows.append(["", label[words], yuan(amount), None, None])
    for one in books.differences:
        figures = [None if fen is None else _signed(fen) for fen in (one.one, one.other, one.apart)]
        rows.append([one.reference, one.what[words], *figures])
    return rows


def _signed(fen: int) -> str:
    return f"-{yuan(-fen)}" if fen < 0 else yuan(fen)


def sums(books: Reconciled) -> list[tuple[Text, int]]:
    """Return the sums of a reconciliation with their names."""
    return [
        (Text("核定", "Awarded"), books.awarded), (Text("其他方承担", "Borne by others"), books.elsewhere),
        (Text("待付", "To be paid"), books.to_pay), (Text("支付中", "In batches"), books.with_bank),
        (Text("已到账", "Paid"), books.paid), (Text("已抵扣", "Set off"), books.set_off),
        (Text("已追回", "Come back"), books.came_back),
        (Text("已取消", "Cancelled"), books.cancelled), (Text("台账占用", "Held on the ledger"), books.held),
        (Text("台账核销", "Posted on the ledger"), books.posted),
    ]  # fmt: skip


def rights(request: HttpRequest, where: Zone) -> dict[str, bool]:
    """Return what the reader may do here."""
    asking = actor(request)
    return {
        "may_pay": asking.may("pay", where.id), "may_check": asking.may("check_payments", where.id),
    }  # fmt: skip


def done(request: HttpRequest, where: Zone, said: Text, name: str = "home", *args: int) -> HttpResponse:
    """Say what was done, and lead on."""
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse(f"desk:payments:{name}", args=[where.id, *args]))
