"""Conflicts between sources, and settling them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.fact_doors import open_zone_entry
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.facts.history import MOST_CONFLICTS, conflicts_of
from wotu.facts.places import kinds_in_order
from wotu.facts.sources import kind_words
from wotu.facts.verbs import NotAllowed, decide_fact
from wotu.findings.asking import after_facts
from wotu.look import language
from wotu.rules.text import Text


@open_to("import_facts")
@never_cache
@require_safe
def conflicts(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what sources disagree about."""
    return _page(request, zone)


@open_to("settle_facts")
@never_cache
@require_POST
def settle(request: HttpRequest, zone: str) -> HttpResponse:
    """Decide for what one entry says, with a reason."""
    where = open_zone(actor(request), zone, "settle_facts")
    chosen = request.POST.get("entry", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 18):
        return _page(request, zone, _CHOOSE)
    entry = open_zone_entry(actor(request), zone, int(chosen), "settle_facts")
    reason = request.POST.get("reason", "")
    try:
        decide_fact(
            entry=entry, value=entry.value, reason=reason, vocabulary=where.packs.vocabulary,
            by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
    except NotAllowed as error:
        return _page(request, zone, error.text, entry.pk)
    after_facts(zone=zone, by=actor(request).by)
    said = Text("已裁定，理由已记录。", "Decided; the reason is on record.")
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("desk:facts:conflicts", args=[zone]))


_CHOOSE = Text("请先选以哪个为准。", "Choose which one holds.")


def _page(
    request: HttpRequest, zone: str, mistake: Text | None = None, at: int | None = None
) -> HttpResponse:
    where = open_zone(actor(request), zone, "import_facts")
    found = conflicts_of(zone, where.packs.vocabulary)
    lines = [
        (one, [kind_words(kind) for kind in kinds_in_order(one.fact)][:3], at in {e.pk for e in one.speaking})
        for one in found
    ]
    context = {
        "conflicts": lines, "mistake": mistake, "chosen": at, "most": MOST_CONFLICTS,
        "is_full": len(found) == MOST_CONFLICTS,
        "may_settle": actor(request).may("settle_facts", zone),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/facts/conflicts.html", context, status=status)
