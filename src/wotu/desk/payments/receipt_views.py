"""The bank's receipts: a file is taken in, looked at row by row, then imported."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.access.payment_doors import open_receipts
from wotu.ledger.refusal import LedgerRefused
from wotu.look.language import current
from wotu.payments import reads
from wotu.payments.receipt_file import COLUMNS, LARGEST, NotReceipts
from wotu.payments.verbs.receiving import import_receipts, keep_receipts, preview_receipts
from wotu.refusal import CannotDo
from wotu.rules.text import Text

ROWS_SHOWN = 200


@open_to("pay")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a file of receipts; it is looked at before anything is booked."""
    where = open_zone(actor(request), zone, "pay")
    mistake: Text | None = None
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST:
            mistake = Text("请选择一个不超过5MB的 CSV 文件。", "Choose a CSV file of at most 5 MB.")
        else:
            try:
                kept = keep_receipts(
                    zone=where.id,
                    name=file.name or "",
                    content=file.read(),
                    user=user_of(request),
                    now=timezone.now(),
                )
                return HttpResponseRedirect(reverse("desk:payments:receipt_file", args=[where.id, kept.pk]))
            except NotReceipts as refused:
                mistake = refused.text
    context = {
        "zone": where, "mistake": mistake, "columns": COLUMNS,
        "files": reads.receipt_files_of(where.id).defer("content")[:20],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/payments/receipts.html", context, status=status)


@open_to("pay")
@never_cache
@require_safe
def receipts(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show what importing a file would do, or did."""
    where, file = open_receipts(actor(request), zone, id_, "pay")
    reading = preview_receipts(zone=where.id, content=bytes(file.content), today=timezone.localdate())
    context = {
        "zone": where, "file": file, "reading": reading, "fresh": reading.fresh[:ROWS_SHOWN],
        "wrong": reading.wrong[:ROWS_SHOWN], "shown": ROWS_SHOWN,
        "booked": file.receipts.select_related("order__batch").defer("order__batch__file")[:ROWS_SHOWN],
    }  # fmt: skip
    return render(request, "desk/payments/receipt_file.html", context)


@open_to("pay")
@never_cache
@require_POST
def take_in(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Book the receipts of a file."""
    where, file = open_receipts(actor(request), zone, id_, "pay")
    try:
        did = import_receipts(
            file=file, user=user_of(request), now=timezone.now(), today=timezone.localdate()
        ).reading
    except (CannotDo, LedgerRefused) as refused:
        messages.error(request, refused.text[current()])
        return HttpResponseRedirect(reverse("desk:payments:receipt_file", args=[where.id, id_]))
    said = Text(
        f"入账{len(did.fresh)}笔，已入过账{len(did.known)}笔，搁置{did.rows_aside}行。",
        f"Booked: {len(did.fresh)}. Booked before: {len(did.known)}. Rows set aside: {did.rows_aside}.",
    )
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse("desk:payments:receipt_file", args=[where.id, id_]))
