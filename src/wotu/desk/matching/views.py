"""How matching went, and asking for it again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.findings.asking import is_waiting, match_again
from wotu.findings.models import Run
from wotu.findings.reads import board_of, runs_of, saved_share
from wotu.findings.words import WHYS
from wotu.measures.zones import Zone
from wotu.rules.text import Text

WEEK_SHOWN = 12
"""Measures listed before the reader asks for all."""


@open_to("see_firms")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the last runs, what changed this week, and which facts answers wait for."""
    where = open_zone(actor(request), zone, "see_firms")
    board = board_of(where, timezone.now())
    past = [_told(run) for run in board.runs if run.state != "running"]
    figures = {"answers": f"{board.answers:,}", "unknown": f"{board.unknown:,}"}
    week = board.week if "all" in request.GET else board.week[:WEEK_SHOWN]
    context = {
        "board": board, "past": past, "figures": figures, "week": week,
        "week_left": len(board.week) - len(week),
    }  # fmt: skip
    return render(request, "desk/matching/home.html", context | _state(where))


@open_to("see_firms")
@require_POST
def again(request: HttpRequest, zone: str) -> HttpResponse:
    """Ask for a run; in place where the page can, else back to the page."""
    where = open_zone(actor(request), zone, "see_firms")
    match_again(zone=where.id, by=actor(request).by)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/matching/progress.html", _state(where))
    return HttpResponseRedirect(reverse("desk:matching:home", args=[where.id]))


@open_to("see_firms")
@never_cache
@require_safe
def progress(request: HttpRequest, zone: str) -> HttpResponse:
    """Show how far the run is: a part of the page, asked for every other second while there is one."""
    where = open_zone(actor(request), zone, "see_firms")
    return render(request, "desk/matching/progress.html", _state(where))


def _state(zone: Zone) -> dict[str, Any]:
    runs = [run for run in runs_of(zone) if run.state != "stopped"]
    run = runs[0] if runs else None
    waiting = is_waiting(zone.id)
    return {
        "zone": zone, "run": run, "last": _told(run) if run else None, "waiting": waiting,
        "busy": waiting or (run is not None and run.state == "running"),
    }  # fmt: skip


def _told(run: Run) -> dict[str, Any]:
    """Return a run with its figures as the page shows them."""
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    why = WHYS.get(run.why, Text(run.why, run.why))
    figures = ("evaluated", "saved", "changes", "firms", "firms_skipped")
    counted = {name: f"{getattr(run, name):,}" for name in figures}
    return {"run": run, "why": why, "saved_share": saved_share(run), "seconds": seconds, **counted}
