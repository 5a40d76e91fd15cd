"""How matching went, what it saved, what proves it; and asking for any of it again."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.findings.asking import is_being_proved, is_waiting, match_again, mend_soon, prove_again
from wotu.findings.models import Proof, Run
from wotu.findings.proofs import SavedDay, in_question, named, proofs_of, saved_by_day
from wotu.findings.reads import board_of, runs_of, saved_share
from wotu.findings.verbs import KEPT
from wotu.findings.words import WHYS
from wotu.look.charts import Bar, bars
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.rules.text import Text

WEEK_SHOWN = 12
"""Measures listed before the reader asks for all."""
APART_SHOWN = 50
"""Differences of a proof that are listed."""


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
    days = saved_by_day(where.id, timezone.localdate())
    context = {
        "board": board, "past": past, "figures": figures, "week": week,
        "week_left": len(board.week) - len(week), "days": days, "chart": _chart(days), "days_kept": KEPT.days,
        "may_mend": actor(request).may("mend_answers", where.id),
    }  # fmt: skip
    return render(request, "desk/matching/home.html", context | _state(where) | _proved(where))


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
@require_POST
def prove(request: HttpRequest, zone: str) -> HttpResponse:
    """Ask for a proof."""
    where = open_zone(actor(request), zone, "see_firms")
    prove_again(zone=where.id, by=actor(request).by)
    return _to_the_proof(where)


@open_to("mend_answers")
@require_POST
def mend(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Have what a proof found apart set right."""
    where = open_zone(actor(request), zone, "mend_answers")
    proof = get_object_or_404(Proof, pk=number, zone=where.id, mended_at=None)
    mend_soon(zone=where.id, proof=proof.pk, by=actor(request).by)
    return _to_the_proof(where)


def _to_the_proof(zone: Zone) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk:matching:home', args=[zone.id])}#matching-proof")


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


def _proved(zone: Zone) -> dict[str, Any]:
    """Return the latest proofs, and what the last one found apart."""
    proofs, context = proofs_of(zone.id), {"being_proved": is_being_proved(zone.id)}
    last = in_question(proofs)
    if last is None:
        return {"proofs": proofs, **context}
    apart = named(zone, last)
    question = {
        "number": last.pk, "differences": last.differences,
        "day": f"{timezone.localtime(last.started_at):%Y-%m-%d}",
    }  # fmt: skip
    return {
        "proofs": proofs, "question": question, "apart": apart[:APART_SHOWN],
        "apart_left": max(len(apart) - APART_SHOWN, 0), **context,
    }  # fmt: skip


def _chart(days: Sequence[SavedDay]) -> SafeString:
    """Draw the share that was not asked again, day by day."""
    drawn = [Bar(f"{day.on:%m-%d}", round(day.share, 1)) for day in days]
    return bars(drawn, name=Text("省去 %", "Saved, %")[current()])


def _told(run: Run) -> dict[str, Any]:
    """Return a run with its figures as the page shows them."""
    why = WHYS.get(run.why, Text(run.why, run.why))
    figures = ("evaluated", "saved", "changes", "firms", "firms_skipped")
    counted = {name: f"{getattr(run, name):,}" for name in figures}
    return {
        "run": run,
        "why": why,
        "saved_share": saved_share(run.evaluated, run.saved),
        "seconds": run.seconds,
        **counted,
    }
