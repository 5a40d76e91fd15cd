"""Sheets at the desk: upload, look through, record as a whole or the good rows, take back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from wotu.access.claim_doors import open_sheet
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.desk.chain import words
from wotu.desk.chain.shown import shown_claims
from wotu.facts.imports.sheet import LARGEST, MOST_ROWS, Cells, NotASheet
from wotu.industry.models import SheetIntake
from wotu.industry.reads import claims_of, firms_of
from wotu.industry.sheets.checking import Checked, check_sheet
from wotu.industry.sheets.columns import SORTS
from wotu.industry.verbs.intake import commit_intake, decided_since, open_intake, undo_intake
from wotu.look import language
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

SHEETS_SHOWN, PROBLEMS_SHOWN, ROWS_SHOWN = 20, 100, 10


@open_to("keep_chain")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a sheet, or show what was taken in."""
    where = open_zone(actor(request), zone, "keep_chain")
    if request.method != "POST":
        return _upload_page(request, where)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, where, Text("请选择一个文件。", "Choose a file."))
    try:
        opened = open_intake(
            zone=where.id, sort=request.POST.get("sort", ""), name=file.name or "",
            content=file.read(LARGEST + 1), source=request.POST.get("source", ""), by=actor(request).by,
            now=timezone.now(),
        )  # fmt: skip
    except (NotASheet, CannotDo) as refused:
        return _upload_page(request, where, refused.text)
    if not opened.is_new:
        _tell(
            request,
            Text(
                "这份文件已经上传过，没有重复登记。",
                "This file was uploaded before; nothing is recorded twice.",
            ),
        )
    return _to(zone, opened.intake)


@open_to("keep_chain")
@never_cache
@require_safe
def example(request: HttpRequest, zone: str, sort: str, ending: str) -> HttpResponse:
    """Give a sheet with its headings and one row as an example."""
    open_zone(actor(request), zone, "keep_chain")
    if sort not in SORTS:
        raise Http404
    wanted = SORTS[sort]
    heads = [column.label[language.current()] for column in wanted.columns.values()]
    return sheet_response(ending, f"chain-{sort}-example", wanted.label.zh, [heads, wanted.example])


@open_to("keep_chain")
@never_cache
@require_safe
def sheet(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show what would be recorded of a sheet and what has to be mended; or what became of it."""
    where, found = open_sheet(actor(request), zone, number)
    return _sheet_page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_safe
def bad_rows(request: HttpRequest, zone: str, number: int, ending: str) -> HttpResponse:
    """Give the rows that stay out, with what is wrong and how to mend it, to be mended and uploaded again."""
    where, found = open_sheet(actor(request), zone, number)
    cells = Cells.of(found.sheet)
    checked = check_sheet(found.sort, cells, where.id, timezone.localdate().year)
    wrong: dict[int, list[str]] = {}
    for one in checked.problems:
        said, fix = one.problem[language.current()], one.fix[language.current()]
        wrong.setdefault(one.row, []).append(
            f"{one.column}: {said} → {fix}" if one.column else f"{said} → {fix}"
        )
    heads = Text("问题和改法", "Problems and fixes")[language.current()]
    by_number = dict(zip(cells.numbers, cells.rows, strict=True))
    ragged = {row: text for row, text, _ in cells.ragged}
    empty = [""] * len(cells.columns)
    rows = [
        [*(by_number.get(row) or [ragged.get(row, ""), *empty[1:]]), "；".join(said)]
        for row, said in sorted(wrong.items())
    ]
    return sheet_response(ending, f"chain-rows-to-mend-{found.pk}", "rows", [[*cells.columns, heads], *rows])


@open_to("keep_chain")
@never_cache
@require_POST
def commit(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Record a sheet as a whole, or its good rows."""
    where, found = open_sheet(actor(request), zone, number)
    try:
        rows = commit_intake(
            intake=found, only_good="only_good" in request.POST, verified="verified" in request.POST,
            zone_name=where.pack.zone.zh, user=user_of(request), now=timezone.now(),
        )  # fmt: skip
    except CannotDo as refused:
        if not request.headers.get("HX-Request"):
            return _sheet_page(request, where, found, refused.text)
        messages.error(request, refused.text[language.current()])
    else:
        _tell(request, Text(f"已登记{rows}行。", f"Recorded: {rows} rows."))
    there = reverse("desk:chain:sheet", args=[zone, found.pk])
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(there)
    return HttpResponseRedirect(there)


@open_to("keep_chain")
@never_cache
@require_POST
def undo(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take a whole sheet back, or put one away that was not recorded."""
    where, found = open_sheet(actor(request), zone, number)
    try:
        undo_intake(intake=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _sheet_page(request, where, found, refused.text)
    _tell(
        request, Text("整批已撤销，原表仍在。", "The whole sheet was taken back; the sheet itself is kept.")
    )
    return _to(zone, found)


def _upload_page(request: HttpRequest, where: Zone, mistake: Text | None = None) -> HttpResponse:
    chosen = request.POST.get("sort") or request.GET.get("sort", "invoices")
    recent = SheetIntake.objects.filter(zone=where.id).defer("sheet")[:SHEETS_SHOWN]
    context = {
        "zone": where, "may_keep": True, "mistake": mistake, "most": MOST_ROWS, "largest": LARGEST // 2**20,
        "sorts": SORTS.items(), "options": words.options(words.SHEET_WORDS),
        "chosen": chosen, "typed": request.POST,
        "intakes": [(one, words.SHEET_WORDS[one.sort]) for one in recent],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/sheets.html", context, status=status)


def _sheet_page(
    request: HttpRequest, where: Zone, found: SheetIntake, mistake: Text | None = None
) -> HttpResponse:
    found.refresh_from_db()
    cells = Cells.of(found.sheet)
    checked: Checked | None = None
    if found.committed_at is None and found.undone_at is None:
        checked = check_sheet(found.sort, cells, where.id, timezone.localdate().year)
    recorded = claims_of(where.id).filter(intake=found).order_by("row", "pk")
    context = {
        "zone": where, "may_keep": True, "intake": found, "sort": SORTS[found.sort],
        "checked": checked, "mistake": mistake,
        "columns": cells.columns, "first": _first(cells, checked) if checked else (),
        "problems": checked.problems[:PROBLEMS_SHOWN] if checked else (),
        "more": max(0, len(checked.problems) - PROBLEMS_SHOWN) if checked else 0,
        "warnings": checked.warnings[:PROBLEMS_SHOWN] if checked else (),
        "new_firms": list(checked.new_firms.values())[:PROBLEMS_SHOWN] if checked else (),
        "claims": recorded.count() if checked is None else 0,
        "lines": shown_claims(recorded[:ROWS_SHOWN]) if checked is None else (),
        "firms": firms_of(found)[:ROWS_SHOWN] if found.sort == "firms" and checked is None else (),
        "decided": decided_since(found).count() if found.committed_at and not found.undone_at else 0,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/sheet.html", context, status=status)


def _first(cells: Cells, checked: Checked) -> list[tuple[int, list[str]]]:
    """Return the first good rows as they stand in the sheet."""
    by_number = dict(zip(cells.numbers, cells.rows, strict=True))
    return [(row.number, by_number[row.number]) for row in checked.good[:ROWS_SHOWN]]


def _tell(request: HttpRequest, said: Text) -> None:
    messages.success(request, said[language.current()])


def _to(zone: str, found: SheetIntake) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:chain:sheet", args=[zone, found.pk]))
