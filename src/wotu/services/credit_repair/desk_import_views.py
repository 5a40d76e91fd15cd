"""A sheet of entries at the desk: upload, look through, record, take back."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.facts.imports.sheet import LARGEST, MOST_ROWS, Cells, NotASheet
from wotu.look.done import tell_reader
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.credit_repair import doors
from wotu.services.credit_repair.models import Intake
from wotu.services.credit_repair.sheets import COLUMNS, EXAMPLE, REQUIRED, check_sheet
from wotu.services.credit_repair.verbs.entries import undo_intake
from wotu.services.credit_repair.verbs.intake import commit_intake, open_intake

ROWS_SHOWN = 10
INTAKES_SHOWN = 10


@open_to("run_services")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a sheet."""
    where = open_zone(actor(request), zone, "run_services")
    if request.method != "POST":
        return _upload_page(request, where)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, where, Text("请选择一个文件。", "Choose a file."))
    try:
        opened = open_intake(
            zone=where.id, name=file.name or "", content=file.read(LARGEST + 1), by=actor(request).by,
            now=timezone.now(),
        )  # fmt: skip
    except NotASheet as error:
        return _upload_page(request, where, error.text)
    return _to(zone, opened)


@open_to("run_services")
@never_cache
@require_safe
def example(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Give an empty sheet with its headings and one row as an example."""
    open_zone(actor(request), zone, "run_services")
    heads = [label.zh for label in COLUMNS.values()]
    return sheet_response(ending, "credit-entries-example", "失信信息", [heads, list(EXAMPLE)])


@open_to("run_services")
@never_cache
@require_safe
def intake(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show what would be recorded of a sheet, and what has to be mended; or what became of it."""
    found, where = doors.open_intake(actor(request), zone, number)
    return _intake_page(request, found, where)


@open_to("run_services")
@never_cache
@require_POST
def commit(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Record the good rows."""
    found, where = doors.open_intake(actor(request), zone, number)
    try:
        rows = commit_intake(
            intake=found, by=actor(request).by, now=timezone.now(), today=timezone.localdate()
        )
    except CannotDo as refused:
        return _intake_page(request, found, where, refused.text)
    tell_reader(request, Text(f"已登记{rows}条。", f"Recorded: {rows}."))
    return _to(zone, found)


@open_to("run_services")
@never_cache
@require_POST
def undo(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take a whole sheet back."""
    found, where = doors.open_intake(actor(request), zone, number)
    try:
        undo_intake(intake=found, by=actor(request).by, now=timezone.now(), today=timezone.localdate())
    except CannotDo as refused:
        return _intake_page(request, found, where, refused.text)
    said = Text("整批已撤销，记录都保留。", "The whole sheet was taken back; all stays on record.")
    tell_reader(request, said)
    return _to(zone, found)


def _upload_page(request: HttpRequest, zone: Zone, mistake: Text | None = None) -> HttpResponse:
    columns = [(label, name in REQUIRED) for name, label in COLUMNS.items()]
    context = {
        "zone": zone, "mistake": mistake, "columns": columns, "most": MOST_ROWS, "largest": LARGEST // 2**20,
        "intakes": Intake.objects.filter(zone=zone.id).defer("sheet")[:INTAKES_SHOWN],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "credit_repair/upload.html", context, status=status)


def _intake_page(
    request: HttpRequest, found: Intake, zone: Zone, mistake: Text | None = None
) -> HttpResponse:
    found.refresh_from_db()
    checked = None
    if found.committed_at is None:
        checked = check_sheet(Cells.of(found.sheet), zone.id, timezone.localdate())
    context = {
        "zone": zone, "intake": found, "checked": checked, "mistake": mistake,
        "first": checked.good[:ROWS_SHOWN] if checked else (),
        "entries": found.entries.select_related("party") if checked is None else (),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "credit_repair/intake.html", context, status=status)


def _to(zone: str, found: Intake) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:credit_repair:intake", args=[zone, found.pk]))
