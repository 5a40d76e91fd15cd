"""The list of firms: find, filter, sort, take along."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wotu.access.actor import Actor
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.firms.export import as_workbook
from wotu.desk.firms.filters import QUESTIONS, SECTIONS, SIZES, FirmFilter
from wotu.filing.glances import freshness
from wotu.filing.models import TagChange
from wotu.filing.reads import by_section, last_tag_change, saved_filters, tags_of, tags_of_zone
from wotu.look.cells import XLSX
from wotu.look.charts import Bar, bars
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.rules.text import Text

PAGE = 50
FEW_BARS, MOST_BARS = 2, 8
UNDO_FOR = dt.timedelta(hours=1)


@open_to("see_firms")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the zone's firms that are wanted, a page at a time."""
    asking = actor(request)
    where, wanted = open_zone(asking, zone, "see_firms"), FirmFilter.of(request.GET)
    return render(request, "desk/firms/list.html", _context(request, asking, where, wanted))


@open_to("see_firms")
@require_safe
def export(request: HttpRequest, zone: str) -> FileResponse:
    """Send the firms that are wanted, all of them, as an Excel workbook."""
    where, wanted = open_zone(actor(request), zone, "see_firms"), FirmFilter.of(request.GET)
    name = f"{where.id}-firms-{timezone.localdate()}.xlsx"
    file = as_workbook(wanted.firms(where.id), current())
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _context(request: HttpRequest, asking: Actor, zone: Zone, wanted: FirmFilter) -> dict[str, Any]:
    here, tags, language = reverse("desk:firms:home", args=[zone.id]), tags_of_zone(zone.id), current()
    page = Paginator(wanted.firms(zone.id), PAGE).get_page(request.GET.get("page"))
    labels, user = tags_of(page.object_list), asking.user
    rows = [(firm, getattr(firm, "glance", None), labels.get(firm.pk, [])) for firm in page.object_list]
    sizes, sections = dict(SIZES), dict(SECTIONS)
    return {
        "filter": wanted, "page": page, "here": here, "query": wanted.query(),
        "rows": [
            (firm, glance, mine, sections.get(glance.section) if glance else None,
             sizes.get(glance.size_class) if glance else None)
            for firm, glance, mine in rows
        ],
        "chips": [(words[language], f"{here}?{query}") for words, query in wanted.conditions(tags)],
        "sections": _said(SECTIONS), "sizes": _said(SIZES), "questions": _said(QUESTIONS),
        "tags": tags, "tag_choices": [(str(tag.pk), f"{tag.name} ({tag.used})") for tag in tags],  # type: ignore[attr-defined]
        "saved": saved_filters(user.pk, zone.id, "firms") if user else [],
        "industries": _industries(by_section(wanted.firms(zone.id))), "fresh": freshness(zone.id),
        "may_tag": asking.may("tag_firms", zone.id),
        "last_change": _fresh(last_tag_change(zone.id, asking.by)),
    }  # fmt: skip


def _industries(counted: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return the chart of industries, and the numbers behind it; nothing where there is little to see."""
    language, names = current(), dict(SECTIONS)
    bars_ = [Bar(names.get(code or "?", Text(code, code))[language], number) for code, number in counted]
    if len(bars_) < FEW_BARS:
        return {}
    return {"drawing": bars(bars_[:MOST_BARS], name=Text("企业", "Firms")[language]), "bars": bars_}


def _said(choices: tuple[tuple[str, Text], ...]) -> list[tuple[str, str]]:
    return [(code, label[current()]) for code, label in choices]


def _fresh(change: TagChange | None) -> TagChange | None:
    """Offer to take back only what somebody still remembers."""
    return change if change is not None and timezone.now() - change.at < UNDO_FOR else None
