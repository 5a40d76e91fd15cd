"""Importing a sheet at the desk: upload, columns, preview, commit part by part, undo."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from wotu.access.doors import open_zone
from wotu.access.fact_doors import open_batch_of
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.facts.columns import Screen, read_columns, screen_of
from wotu.facts.imports.mapping import mistakes_in, uses_of
from wotu.facts.imports.problems import Problem, ragged
from wotu.facts.imports.reads import problems_of
from wotu.facts.imports.sheet import LARGEST, MOST_ROWS, Cells, NotASheet
from wotu.facts.imports.verbs import building_on, checker_of, commit_part, map_batch, open_batch, undo_batch
from wotu.facts.models import Batch
from wotu.facts.sources import IMPORTABLE, KINDS, kind_words, source_words
from wotu.facts.verbs import NotAllowed
from wotu.findings.asking import after_facts
from wotu.look import language
from wotu.look.cells import Cell
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.rules.text import Text

PROBLEMS_SHOWN = 50
ROWS_SHOWN = 10


@open_to("import_facts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a sheet."""
    where = open_zone(actor(request), zone, "import_facts")
    if request.method != "POST":
        return _upload_page(request)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST:
        wrong = Text("请选择一个文件。", "Choose a file.") if file is None else _TOO_LARGE
        return _upload_page(request, wrong)
    now = timezone.now()
    try:
        opened = open_batch(
            zone=zone, name=file.name or "", content=file.read(), kind=request.POST.get("kind", ""),
            source=request.POST.get("source", ""), new_firms=request.POST.get("new_firms", ""),
            vocabulary=where.packs.vocabulary, by=actor(request).by, now=now, today=timezone.localdate(now),
        )  # fmt: skip
    except (NotASheet, NotAllowed) as error:
        return _upload_page(request, error.text)
    if not opened.is_new:
        said = Text(
            "这份文件已经上传过，没有重复登记。", "This file was uploaded before; nothing is recorded twice."
        )
        messages.info(request, said[language.current()])
    return _to(opened.batch, "columns" if opened.batch.state == "draft" else "batch")


_TOO_LARGE = Text(
    f"文件超过{LARGEST // 2**20}MB。请分成几份。", f"The file is larger than {LARGEST // 2**20} MB. Split it."
)


def _upload_page(request: HttpRequest, mistake: Text | None = None) -> HttpResponse:
    context = {
        "kinds": [(kind, KINDS[kind]) for kind in IMPORTABLE], "mistake": mistake, "most": MOST_ROWS,
        "largest": LARGEST // 2**20, "typed": request.POST,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/facts/upload.html", context, status=status)


@open_to("import_facts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show what each column is taken for, and let it be changed."""
    found, where = _open(request, zone, id_)
    vocabulary = where.packs.vocabulary
    if found.state != "draft":
        return _to(found, "batch")
    if request.method != "POST":
        return _columns_page(request, found, screen_of(found, vocabulary))
    read = read_columns(found, request.POST, vocabulary)
    if not read.mistakes:
        mistakes = map_batch(
            batch=found, uses=read.uses, new_firms=read.new_firms, vocabulary=vocabulary,
            by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
        if not mistakes:
            return _to(found, "preview")
        read = read.with_mistakes(mistakes)
    return _columns_page(request, found, read, HTTPStatus.UNPROCESSABLE_ENTITY)


def _columns_page(
    request: HttpRequest, found: Batch, screen: Screen, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "desk/facts/columns.html", {"batch": found, "screen": screen}, status=status)


@open_to("import_facts")
@never_cache
@require_safe
def preview(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Check every row, and show what would be recorded and what would be set aside."""
    found, where = _open(request, zone, id_)
    if found.state != "draft":
        return _to(found, "batch")
    if mistakes_in(uses_of(found.mapping), where.packs.vocabulary):
        return _to(found, "columns")
    checker = checker_of(found, where.packs.vocabulary)
    rows = checker.check()
    good = [row for row in rows if not row.problems]
    wrong = sorted([*ragged(checker.cells), *(p for row in rows for p in row.problems)], key=lambda p: p.row)
    facts = checker.facts
    labels = [where.packs.vocabulary[use.fact].label for use in facts]
    lines = [
        (row.number, row.party.name if row.party else row.new.name if row.new else "", bool(row.new),
         [{said.column: text for said, text in row.said}.get(use.column, "") for use in facts])
        for row in good[:ROWS_SHOWN]
    ]  # fmt: skip
    context = {
        "batch": found, "good": len(good), "bad": len({p.row for p in wrong}),
        "new": len([row for row in good if row.new]), "cells": sum(len(row.said) for row in good),
        "problems": wrong[:PROBLEMS_SHOWN], "more": max(0, len(wrong) - PROBLEMS_SHOWN),
        "labels": list(zip(labels, facts, strict=True)), "lines": lines, "kind": kind_words(found.kind),
        "source": source_words(found.source),
    }  # fmt: skip
    return render(request, "desk/facts/preview.html", context)


@open_to("import_facts")
@never_cache
@require_POST
def commit(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Record the next part of the rows; go on by itself until all are through."""
    found, where = _open(request, zone, id_)
    try:
        found = commit_part(
            batch=found, vocabulary=where.packs.vocabulary, by=actor(request).by, now=timezone.now()
        )
    except NotAllowed as error:
        messages.error(request, error.text[language.current()])
        return _leave(request, found)
    if found.state == "committed":
        after_facts(zone=where.id, by=actor(request).by)
        said = Text(
            f"导入完成：{found.good}行登记了{found.recorded}项事实。",
            f"Imported: {found.good} rows gave {found.recorded} new entries.",
        )
        messages.success(request, said[language.current()])
        return _leave(request, found)
    template = "desk/facts/progress.html" if request.htmx else "desk/facts/committing.html"  # type: ignore[attr-defined]
    return render(request, template, {"batch": found})


@open_to("import_facts")
@never_cache
@require_safe
def batch(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show what became of a batch."""
    found, _ = _open(request, zone, id_)
    return _batch_page(request, found)


@open_to("import_facts")
@never_cache
@require_POST
def undo(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Withdraw everything a batch recorded."""
    found, _ = _open(request, zone, id_)
    reason = request.POST.get("reason", "")
    try:
        number = undo_batch(batch=found, reason=reason, by=actor(request).by, now=timezone.now())
    except NotAllowed as error:
        return _batch_page(request, found, error.text)
    after_facts(zone=zone, by=actor(request).by)
    said = Text(f"已整批撤销，撤回{number}项事实。", f"The batch is undone; {number} entries were withdrawn.")
    messages.success(request, said[language.current()])
    return _to(found, "batch")


def _batch_page(request: HttpRequest, found: Batch, mistake: Text | None = None) -> HttpResponse:
    wrong = problems_of(found)
    context = {
        "batch": found, "problems": wrong[:PROBLEMS_SHOWN], "more": max(0, len(wrong) - PROBLEMS_SHOWN),
        "bad": len({problem.row for problem in wrong}), "mistake": mistake, "kind": kind_words(found.kind),
        "source": source_words(found.source), "later": building_on(found) if found.state != "undone" else [],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/facts/batch.html", context, status=status)


@open_to("import_facts")
@never_cache
@require_safe
def problems(request: HttpRequest, zone: str, id_: int, ending: str) -> HttpResponse:
    """Return the rows to mend as a file: row, field, problem and fix, and every cell as it was."""
    found, where = _open(request, zone, id_)
    wrong = problems_of(found)
    if found.state == "draft":
        checker = checker_of(found, where.packs.vocabulary)
        wrong = sorted(
            [*ragged(checker.cells), *(p for r in checker.check() for p in r.problems)], key=lambda p: p.row
        )
    title = Text("需要修改的行", "Rows to mend")[language.current()]
    return sheet_response(ending, f"{zone}-import-{found.pk}-problems", title, _problem_rows(found, wrong))


def _problem_rows(found: Batch, wrong: list[Problem]) -> list[list[Cell]]:
    chosen, cells = language.current(), Cells.of(found.sheet)
    originals = dict(zip(cells.numbers, cells.rows, strict=True))
    heads = (
        Text("行号", "Row"), Text("列", "Field"), Text("内容", "Value"), Text("问题", "Problem"),
        Text("怎样改", "Fix"),
    )  # fmt: skip
    rows: list[list[Cell]] = [[*(head[chosen] for head in heads), *cells.columns]]
    for one in wrong:
        fixed: list[Cell] = [one.row, one.column, one.value, one.problem[chosen], one.fix[chosen]]
        rows.append([*fixed, *originals.get(one.row, [])])
    return rows


def _open(request: HttpRequest, zone: str, id_: int) -> tuple[Batch, Zone]:
    where = open_zone(actor(request), zone, "import_facts")
    return open_batch_of(actor(request), zone, id_), where


def _address(found: Batch, page: str) -> str:
    return reverse(f"desk:facts:{page}", args=[found.zone, found.pk])


def _to(found: Batch, page: str) -> HttpResponse:
    return HttpResponseRedirect(_address(found, page))


def _leave(request: HttpRequest, found: Batch) -> HttpResponse:
    """Go to the batch's page, from within a page too."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(_address(found, "batch"))
    return _to(found, "batch")
