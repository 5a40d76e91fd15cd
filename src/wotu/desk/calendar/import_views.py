"""Taking a year's notice in: paste or upload, look at what changes, confirm; and taking it back."""

import csv
import io
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.calendar import Day
from wotu.cases.tasks import after_new_calendar
from wotu.desk.calendar.months import spans_of
from wotu.desk.calendar.moving import moved_by
from wotu.facts.imports.sheet import LARGEST, NotASheet, read_sheet
from wotu.look import language
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.workdays.changes import Change, change_by
from wotu.workdays.reads import calendar
from wotu.workdays.rows import Problem, read_rows
from wotu.workdays.verbs import import_year, undo_year

HEADS = ("date", "kind", "name", "name_en")
PROBLEMS_SHOWN = 50


@dataclass
class Given:
    """What was typed, and what became of it."""

    year: int
    document: str = ""
    source: str = ""
    text: str = ""
    mistake: Text | None = None
    days: list[Day] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@open_to("keep_calendar")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, zone: str) -> HttpResponse:
    """Take in a notice: first show what it changes, then, once confirmed, let it count."""
    open_zone(actor(request), zone, "keep_calendar")
    given = _given(request)
    if request.method != "POST":
        return _form(request, given)
    _read(request, given)
    if given.mistake or given.problems:
        return _form(request, given)
    try:
        if "confirm" not in request.POST:
            return _preview(request, zone, given, change_by(given.year, given.days))
        import_year(
            year=given.year, document=given.document, source=given.source, days=given.days,
            by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
        after_new_calendar()
    except CannotDo as problem:
        given.mistake = problem.text
        return _form(request, given)
    said = Text(
        f"{given.year}年的放假安排已生效，全站的工作日从现在起按它计算。",
        f"The notice for {given.year} counts from now on, everywhere on this site.",
    )
    return _leave(request, zone, given.year, said)


@open_to("keep_calendar")
@require_POST
def undo(request: HttpRequest, zone: str, year: int) -> HttpResponse:
    """Take a year's notice back; the one before counts again."""
    open_zone(actor(request), zone, "keep_calendar")
    try:
        before = undo_year(year=year, by=actor(request).by, now=timezone.now())
        after_new_calendar()
    except CannotDo as problem:
        messages.error(request, problem.text[language.current()])
        return HttpResponseRedirect(_address(zone, year))
    said = (
        Text(f"已恢复：{before.document}。", f"Back to: {before.document}.")
        if before
        else Text(f"已撤回，{year}年重新标为暂定。", f"Taken back; {year} is provisional again.")
    )
    return _leave(request, zone, year, said)


def _given(request: HttpRequest) -> Given:
    typed = request.POST.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else calendar().last_year + 1
    return Given(
        year, request.POST.get("document", "").strip()[:200], request.POST.get("source", "").strip()[:500],
        request.POST.get("text", ""),
    )  # fmt: skip


def _read(request: HttpRequest, given: Given) -> None:
    """Read the file, or else what was pasted."""
    file = request.FILES.get("file")
    if not given.document:
        given.mistake = Text(
            "请写明是哪一份通知（文号或标题）。", "Say which notice it is: its number or title."
        )
    elif given.source and not given.source.startswith(("https://", "http://")):
        given.mistake = Text(
            "出处请写完整的网址，以 https:// 开头。", "Give the whole address, from https:// on."
        )
    elif file is None and not given.text.strip():
        given.mistake = Text("请粘贴放假安排，或选择一个文件。", "Paste the days, or choose a file.")
    elif file is not None and (file.size or 0) > LARGEST:
        given.mistake = Text("文件太大。", "The file is too large.")
    if given.mistake:
        return
    name, content, shift = (file.name or "", file.read(), 0) if file else _pasted(given.text)
    try:
        cells = read_sheet(name, content)
    except NotASheet as wrong:
        given.mistake = wrong.text
        return
    numbers = [number - shift for number in cells.numbers]
    read = read_rows(cells.columns, list(zip(numbers, cells.rows, strict=True)), given.year)
    ragged = [(number - shift, text, problem) for number, text, problem in cells.ragged]
    given.days, given.problems = read.days, [*read.problems, *_ragged(ragged)]


def _pasted(text: str) -> tuple[str, bytes, int]:
    """Return pasted lines as a sheet; without headings they get ours, which is a row nobody pasted."""
    lines = text.strip().splitlines()
    has_heads = not any(sign.isdigit() for sign in lines[0])
    separator = "\t" if "\t" in lines[0] else ","
    cells = max(line.count(separator) for line in lines) + 1
    heads = [] if has_heads else [separator.join(HEADS[:cells])]
    return "pasted.csv", "\n".join([*heads, *lines]).replace("，", ",").encode(), len(heads)


def _ragged(lines: list[tuple[int, str, str]]) -> list[Problem]:
    fix = Text("每行写：日期,类型,名称", "write date, kind, name on each line")
    return [
        Problem(number, Text("整行", "whole row"), text[:60], Text("列数不对", problem), fix)
        for number, text, problem in lines
    ]


def _form(request: HttpRequest, given: Given) -> HttpResponse:
    wrong = bool(given.mistake or given.problems)
    context = {
        "given": given, "problems": given.problems[:PROBLEMS_SHOWN], "last": calendar().last_year,
        "example": f"{given.year}-01-01至{given.year}-01-03,放假,元旦",
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "desk/calendar/take_in.html", context, status=status)


def _preview(request: HttpRequest, zone: str, given: Given, change: Change) -> HttpResponse:
    context = {
        "given": given, "change": change, "spans": spans_of(given.days), "as_text": _as_text(given.days),
        "added": spans_of(change.added), "dropped": spans_of(change.dropped),
        "turned": spans_of(change.turned),
        "moved": moved_by(zone, change.before, change.after, timezone.localdate()),
        "is_new_year": given.year > change.before.last_year,
    }  # fmt: skip
    return render(request, "desk/calendar/preview.html", context)


def _as_text(days: list[Day]) -> str:
    """Return what was read as text that reads the same again."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows((day.date.isoformat(), day.kind.value, day.zh, day.en) for day in days)
    return file.getvalue()


def _address(zone: str, year: int) -> str:
    return f"{reverse('desk:calendar:home', args=[zone])}?year={year}"


def _leave(request: HttpRequest, zone: str, year: int, said: Text) -> HttpResponse:
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(_address(zone, year))
