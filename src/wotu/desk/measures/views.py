"""Reading measures and editions: the list, one measure, one edition, whom it would reach."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_edition, open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.measures.shown import ReachShown, Stand, by_area, file_diffs
from wotu.measures import reads
from wotu.measures.models import ANSWERS, Edition
from wotu.measures.trial import Said, Trial
from wotu.measures.zones import Zone, broken
from wotu.refusal import CannotDo
from wotu.rules.described import AREAS, describe
from wotu.rules.problems import PackError
from wotu.rules.text import Text, texts_of

ANSWER_WORDS = list(texts_of(ANSWERS).items())


@open_to("desk")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show every measure of the zone, the editions under way and the past ones."""
    where = open_zone(actor(request), zone, "desk")
    on = timezone.localdate()
    editions = [Stand(edition) for edition in reads.editions_of(zone)]
    under_way = [stand for stand in editions if stand.is_open]
    context = {
        "zone": where, "areas": by_area(where, on, reads.drafted_measures([s.edition for s in under_way])),
        "under_way": under_way, "past": [stand for stand in editions if not stand.is_open],
        "in_force": reads.in_force_number(zone, on), "coming": reads.coming(zone, on),
        "left_behind": reads.left_behind(zone, on), "is_broken": zone in broken(),
        "may_edit": actor(request).may("edit_measures", zone),
    }  # fmt: skip
    return render(request, "desk/measures/home.html", context)


@open_to("desk")
@never_cache
@require_safe
def measure(request: HttpRequest, zone: str, measure: str) -> HttpResponse:
    """Show one measure as it is in force, in words, and what editions changed about it."""
    where = open_zone(actor(request), zone, "desk")
    found = next((one for one in where.measures if one.id == measure), None)
    if found is None:
        raise Http404
    on = timezone.localdate()
    drafts = [one for one in reads.editions_of(zone) if one.state == "draft"]
    texts = [(Said(v.id, tuple(describe(v, found.pack.facts))), v.in_force(on)) for v in found.versions]
    context = {
        "zone": where, "measure": found, "texts": texts, "area": AREAS.get(found.area),
        "past": [(one, Stand(one.edition)) for one in reads.history_of_measure(zone, measure)],
        "drafts": drafts, "may_edit": actor(request).may("edit_measures", zone),
    }  # fmt: skip
    return render(request, "desk/measures/measure.html", context)


@open_to("desk")
@never_cache
@require_safe
def edition(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show an edition: how it stands, what it changes, the findings, and the next step."""
    where, found = open_edition(actor(request), zone, number, "desk")
    return edition_page(request, where, found)


def edition_page(
    request: HttpRequest, zone: Zone, edition: Edition, *, failed: str = "", mistake: Text | None = None
) -> HttpResponse:
    """Return the page of an edition; after a step that failed, with what was typed and why."""
    on = timezone.localdate()
    trial, slow = _tried(edition, on)
    who = actor(request)
    findings = reads.reviewed(edition, trial) if edition.state in {"review", "approved"} else []
    context: dict[str, Any] = {
        "zone": zone, "edition": edition, "stand": Stand(edition), "trial": trial, "slow": slow,
        "changes": _changes(edition, trial), "around": _around(edition, trial),
        "diffs": file_diffs(reads.whole_before(edition), reads.whole_of(edition)),
        "findings": findings, "open_findings": sum(one.is_open for one in findings),
        "answers": ANSWER_WORDS, "history": reads.history_of(edition), "today": on,
        "sources": zone.pack.sources.values(), "areas": AREAS.items(),
        "titles": trial.titles, "files": sorted(reads.whole_of(edition)),
        "head": reads.head_of(zone.id), "typed": request.POST, "failed": failed, "mistake": mistake,
        "has_edited": who.by in edition.editors,
        **{f"may_{name}": who.may(f"{name}_measures", zone.id) for name in ("edit", "review", "publish")},  # type: ignore[arg-type]
    }  # fmt: skip
    context["overtaken"] = edition.state in {"draft", "review", "approved"} and (
        (edition.previous.pk if edition.previous else None)
        != (context["head"].pk if context["head"] else None)
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/measures/edition.html", context, status=status)


def _tried(edition: Edition, on: dt.date) -> tuple[Trial, Text | None]:
    try:
        return reads.trial_of(edition, on), None
    except CannotDo as refused:
        return Trial(), refused.text


def _changes(edition: Edition, trial: Trial) -> list[tuple[str, Text, list[Text]]]:
    """Return what an edition changes by measure: as it is now, or as it was kept when it was published."""
    if edition.state in {"published", "superseded", "withdrawn"}:
        kept = edition.changes.get("measures", {})
        return [
            (id_, trial.titles.get(id_, Text(id_, id_)), [Text(zh, en) for zh, en in said])
            for id_, said in kept.items()
        ]
    return [
        (id_, trial.titles.get(id_, Text(id_, id_)), [change.words for change in changes])
        for id_, changes in trial.changed.items()
    ]


def _around(edition: Edition, trial: Trial) -> list[Text]:
    if edition.state in {"published", "superseded", "withdrawn"}:
        return [Text(zh, en) for zh, en in edition.changes.get("around", [])]
    return [change.words for change in trial.around]


@open_to("desk")
@never_cache
@require_safe
def reach(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show whom an edition would reach and what it would cost, beside what is in force."""
    where, found = open_edition(actor(request), zone, number, "desk")
    context: dict[str, Any] = {"zone": where, "edition": found, "stand": Stand(found)}
    try:
        context["shown"] = ReachShown(reads.reach_of(found, timezone.localdate()))
    except CannotDo as refused:
        context["mistake"] = refused.text
    except PackError:
        context["mistake"] = Text("规则还有错误，改好后才能测算。", "Mend the rule first.")
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    return render(
        request, "desk/measures/reach.html" if in_place else "desk/measures/reach_page.html", context
    )
