"""The trail of a zone, filtered, page by page, and as a file."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.audit.models import AuditEntry
from wotu.audit.reads import Wanted, chain_end, days, entries_in
from wotu.desk.audit.words import VERBS, words_of
from wotu.look import language
from wotu.look.cells import Cell
from wotu.look.sheets import sheet_response
from wotu.parties.models import Appointment, Party
from wotu.rules.text import Text

PAGE = 50
MOST_EXPORTED = 20_000


@open_to("read_audit")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the entries that fit, the latest first, and how the chain stands."""
    open_zone(actor(request), zone, "read_audit")
    typed, wanted = _typed(request)
    before = request.GET.get("before", "")
    found = _entries(zone, wanted)
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    entries = list(found[: PAGE + 1])
    names = _names(zone, entries)
    rows = [(one, words_of(one.verb), names.get(one.about, ""), _detail(one)) for one in entries[:PAGE]]
    sealed, unsealed = chain_end()
    query = urlencode({name: value for name, value in typed.items() if value})
    chosen = language.current()
    context = {
        "rows": rows, "typed": typed, "query": query, "sealed": sealed, "unsealed": unsealed,
        "latest": next(iter(days(1)), None), "is_filtered": bool(query), "is_later_page": bool(before),
        "older": entries[PAGE - 1].pk if len(entries) > PAGE else None, "most": MOST_EXPORTED,
        "verbs": sorted(((verb, words[chosen]) for verb, words in VERBS.items()), key=lambda one: one[1]),
    }  # fmt: skip
    return render(request, "desk/audit/home.html", context)


@open_to("read_audit")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return the entries that fit as a file, the latest first."""
    open_zone(actor(request), zone, "read_audit")
    _, wanted = _typed(request)
    chosen = language.current()
    heads = (
        Text("编号", "Entry"), Text("链上序号", "Link"), Text("时间", "When"), Text("做了什么", "What"),
        Text("动作", "Verb"), Text("关于", "About"), Text("经手人", "By"), Text("详情", "Detail"),
        Text("摘要", "Digest"),
    )  # fmt: skip
    rows: list[list[Cell]] = [[head[chosen] for head in heads]]
    for one in _entries(zone, wanted)[:MOST_EXPORTED]:
        link = getattr(one, "link", None)
        rows.append([
            one.pk, link.seq if link else None, timezone.localtime(one.at).isoformat(timespec="seconds"),
            words_of(one.verb)[chosen], one.verb, one.about, one.by,
            json.dumps(one.detail, ensure_ascii=False, sort_keys=True), link.digest if link else None,
        ])  # fmt: skip
    return sheet_response(ending, f"{zone}-audit", Text("审计记录", "Audit trail")[chosen], rows)


def _entries(zone: str, wanted: Wanted) -> Any:
    firms = Party.objects.filter(zone=zone).values("slug")
    officials = Appointment.objects.filter(department__zone=zone).values("user__email")
    return entries_in(zone, wanted, [firms, officials])


def _names(zone: str, entries: list[AuditEntry]) -> dict[str, str]:
    """Return the names of the zone's firms and people among what entries are about."""
    mine = Party.objects.filter(zone=zone, slug__in={one.about for one in entries})
    return dict(mine.values_list("slug", "name"))


def _typed(request: HttpRequest) -> tuple[dict[str, str], Wanted]:
    """Return what was typed into the filter, as far as it can be read, and what that looks for."""
    typed = {name: request.GET.get(name, "").strip()[:100] for name in ("verb", "about", "by", "day")}
    try:
        day = dt.date.fromisoformat(typed["day"]) if typed["day"] else None
    except ValueError:
        day, typed["day"] = None, ""
    since = timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None
    until = since + dt.timedelta(days=1) if since else None
    return typed, Wanted(typed["verb"], typed["about"], typed["by"], since, until)


def _detail(entry: AuditEntry) -> list[tuple[str, str]]:
    """Return what else an entry says, a line for each."""
    said = entry.detail.items() if isinstance(entry.detail, dict) else ()
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in sorted(said)
        if name != "zone"
    ]
