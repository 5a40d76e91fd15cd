"""Offering a measure in bulk: the measures, one measure before and during its run, starting and stopping."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.cases.models import BulkRun
from wotu.cases.tasks import after_start
from wotu.cases.verbs.bulk import start_bulk, stop_bulk, take_up_bulk
from wotu.desk.cases.bulk import bulk_of, confirmed_measures, not_offered, progress_of
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.model import Measure
from wotu.rules.text import Text


@open_to("decide_cases")
@never_cache
@require_safe
def measures(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the measures that are offered without an application."""
    where, today = open_zone(actor(request), zone, "decide_cases"), timezone.localdate()
    found = [bulk_of(where, one, today) for one in confirmed_measures(where)]
    return render(request, "desk/cases/bulk.html", {"zone": where, "found": found})


@open_to("decide_cases")
@never_cache
@require_safe
def measure(request: HttpRequest, zone: str, measure: str) -> HttpResponse:
    """Show one measure before, during and after its run; while it goes on, htmx asks for the progress."""
    where = open_zone(actor(request), zone, "decide_cases")
    return _page(request, where, _measure(where, measure))


@open_to("decide_cases")
@require_POST
def run(request: HttpRequest, zone: str, measure: str) -> HttpResponse:
    """Start a run, stop it, or take it up again."""
    where = open_zone(actor(request), zone, "decide_cases")
    found, by, now = _measure(where, measure), actor(request).by, timezone.now()
    last = BulkRun.objects.filter(zone=where.id, measure=found.id).first()
    try:
        if "stop" in request.POST and last is not None:
            stop_bulk(run=last, by=by, now=now)
            said = Text("已中止；已发起的保留。", "Stopped; what was offered stays.")
        elif "again" in request.POST and last is not None:
            after_start(take_up_bulk(run=last, by=by, now=now))
            said = Text("接着办理。", "It goes on.")
        else:
            after_start(start_bulk(zone=where, measure=found.id, by=by, now=now, today=timezone.localdate()))
            said = Text("已发起，后台逐家办理。", "Started; it goes on in the background, firm by firm.")
    except CannotDo as refused:
        return _page(request, where, found, refused=refused)
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("desk:cases:bulk_measure", args=[where.id, found.id]))


def _measure(where: Zone, id_: str) -> Measure:
    found = next((one for one in confirmed_measures(where) if one.id == id_), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, where: Zone, found: Measure, *, refused: CannotDo | None = None
) -> HttpResponse:
    bulk = bulk_of(where, found, timezone.localdate())
    context = {
        "zone": where, "bulk": bulk, "refused": refused,
        "progress": progress_of(bulk.run) if bulk.run else None,
        "not_offered": not_offered(bulk.run) if bulk.run else [],
    }  # fmt: skip
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    template = "desk/cases/bulk_progress.html" if in_place else "desk/cases/bulk_measure.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, template, context, status=status)
