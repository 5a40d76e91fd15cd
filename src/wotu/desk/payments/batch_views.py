"""Making a batch, checking it, sending it back, taking its bank file along."""

from http import HTTPStatus

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
from wotu.access.payment_doors import open_batch
from wotu.desk.payments.views import done, overview, rights
from wotu.findings.words import title_of
from wotu.ledger.refusal import LedgerRefused
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.payments import reads
from wotu.payments.models import Batch
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch, note_download, send_back_batch
from wotu.payments.verbs.recalling import recall_batch
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("pay")
@never_cache
@require_POST
def make(request: HttpRequest, zone: str) -> HttpResponse:
    """Put the chosen instalments into a batch."""
    where = open_zone(actor(request), zone, "pay")
    chosen = {
        int(one)
        for one in request.POST.getlist("chosen")
        if one.isascii() and one.isdigit() and len(one) < 18
    }
    try:
        made = make_batch(
            zone=where.id,
            instalments=chosen,
            user=user_of(request),
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except CannotDo as refused:
        return overview(request, where, mistake=refused.text, reasons=refused.reasons)
    except LedgerRefused as refused:
        return overview(request, where, mistake=refused.text)
    for one, why in made.left_out:
        said = Text(
            f"没有列入：办件{one.case.number}，{why.zh}", f"Left out: case {one.case.number}: {why.en}"
        )
        messages.warning(request, said[current()])
    said = Text("已制单，等另一位同事复核。", "The batch is made; a colleague checks it.")
    return done(request, where, said, "batch", made.batch.pk)


@open_to("see_books")
@never_cache
@require_safe
def batch(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show a batch: its orders, its state, what can be done."""
    where, found = open_batch(actor(request), zone, id_, "see_books")
    return _page(request, where, found)


@open_to("check_payments")
@never_cache
@require_POST
def check(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Let a batch go to the bank."""
    where, found = open_batch(actor(request), zone, id_, "check_payments")
    try:
        check_batch(batch=found, user=user_of(request), now=timezone.now(), today=timezone.localdate())
    except (CannotDo, LedgerRefused) as refused:
        return _page(request, where, found, refused.text)
    said = Text("已复核，银行文件可以下载。", "Checked; the bank file can be downloaded.")
    return done(request, where, said, "batch", id_)


@open_to("check_payments")
@never_cache
@require_POST
def back(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Send a batch back to its maker."""
    where, found = open_batch(actor(request), zone, id_, "check_payments")
    try:
        send_back_batch(
            batch=found, reason=request.POST.get("reason", ""), user=user_of(request), now=timezone.now()
        )
    except (CannotDo, LedgerRefused) as refused:
        return _page(request, where, found, refused.text)
    said = Text("已退回，款项重新列入应付。", "Sent back; its instalments are due again.")
    return done(request, where, said, "batch", id_)


@open_to("check_payments")
@never_cache
@require_POST
def recall(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Take a batch back that the bank rejected as a whole."""
    where, found = open_batch(actor(request), zone, id_, "check_payments")
    try:
        recall_batch(
            batch=found, reason=request.POST.get("reason", ""), user=user_of(request), now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return _page(request, where, found, refused.text)
    said = Text("已撤回，款项重新列入应付。", "Recalled; its instalments are due again.")
    return done(request, where, said, "batch", id_)


@open_to("pay")
@never_cache
@require_POST
def bank_file(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Hand out the bank file; who took it is on record."""
    where, found = open_batch(actor(request), zone, id_, "pay")
    try:
        content = note_download(batch=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        messages.error(request, refused.text[current()])
        return HttpResponseRedirect(reverse("desk:payments:batch", args=[where.id, id_]))
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: HttpRequest, where: Zone, found: Batch, mistake: Text | None = None) -> HttpResponse:
    orders = list(reads.orders_of(found))
    user = actor(request).user
    context = {
        "zone": where, "batch": found, "mistake": mistake,
        "orders": [(order, title_of(where, order.instalment.case.measure)) for order in orders],
        "changed": sum(order.payee_is_new for order in orders if order.state != "dropped"),
        "is_rejectable": found.state == "checked" and not reads.is_answered(found),
        "is_mine": user is not None and user.pk == found.made_by_id,
        "late": bool(found.state == "checked" and found.pay_by and found.pay_by < timezone.localdate()),
        "sees_numbers": actor(request).may("pay", where.id) or actor(request).may("check_payments", where.id),
        "typed": request.POST.get("reason", ""), **rights(request, where),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/payments/batch.html", context, status=status)
