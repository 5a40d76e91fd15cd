"""Which needs nothing serves: from what we have to what is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.needs.chart import columns
from wotu.desk.needs.workbook import workbook
from wotu.look import language
from wotu.needs.counts import by_month, by_topic, clusters, usefulness
from wotu.needs.suggest import offers
from wotu.needs.words import topics

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to("answer_needs")
@never_cache
@require_safe
def unserved(request: HttpRequest, zone: str) -> HttpResponse:
    """Show needs nothing serves by topic, month and word, and which suggestions helped."""
    where, today = open_zone(actor(request), zone, "answer_needs"), timezone.localdate()
    topic = request.GET.get("topic", "")
    topic = topic if topic in topics() else ""
    months = by_month(where.id, today, topic=topic)
    titles = {one.key: one.title for one in offers(where, today)}
    context = {
        "zone": where, "topics": topics(), "topic": topic, "lines": by_topic(where.id), "months": months,
        "columns": columns(months), "clusters": clusters(where.id),
        "useful": [(one, titles.get(one.key)) for one in usefulness(where.id)],
        "sent": sum(month.sent for month in months), "unserved": sum(month.unserved for month in months),
    }  # fmt: skip
    return render(request, "desk/needs/unserved.html", context)


@open_to("answer_needs")
@never_cache
@require_safe
def download(request: HttpRequest, zone: str) -> HttpResponse:
    """Return the same as an Excel workbook, with every unserved need on a sheet of its own."""
    where, today = open_zone(actor(request), zone, "answer_needs"), timezone.localdate()
    name = f"needs-{where.id}-{today}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(workbook(where, today, language.current()), content_type=XLSX, headers=headers)
