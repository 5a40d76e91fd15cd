"""Disputes of firms, the oldest first, and answering them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_zone
from wotu.access.fact_doors import open_dispute
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.facts.disputes import accept_dispute, reject_dispute
from wotu.facts.history import disputes_of
from wotu.facts.verbs import FactNotReadable, NotAllowed
from wotu.facts.words import value_words
from wotu.findings.asking import after_facts
from wotu.look import language
from wotu.rules.text import Text


@open_to("import_facts")
@never_cache
@require_safe
def disputes(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what waits for an answer."""
    return _page(request, zone)


@open_to("settle_facts")
@never_cache
@require_POST
def answer(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Accept a dispute with the right value, or reject it; either with a reason."""
    where = open_zone(actor(request), zone, "settle_facts")
    dispute = open_dispute(actor(request), zone, id_, "settle_facts")
    words, by, now = request.POST.get("answer", ""), actor(request).by, timezone.now()
    try:
        if request.POST.get("verdict") == "accept":
            accept_dispute(
                dispute=dispute, value=request.POST.get("value", "").strip(), answer=words,
                vocabulary=where.packs.vocabulary, by=by, now=now,
            )  # fmt: skip
            after_facts(zone=zone, by=by)
            said = Text("已更正，并答复企业。", "Corrected; the firm sees the answer.")
        else:
            reject_dispute(dispute=dispute, answer=words, by=by, now=now)
            said = Text("已答复企业，记录不变。", "Answered; the entry stays as it is.")
    except NotAllowed as error:
        return _page(request, zone, error.text, id_)
    except FactNotReadable:
        return _page(request, zone, _NOT_READABLE, id_)
    messages.success(request, said[language.current()])
    return HttpResponseRedirect(reverse("desk:facts:disputes", args=[zone]))


_NOT_READABLE = Text(
    "读不懂更正后的数值。金额写成 200万元，日期写成 2024-01-05，是非写是或否。",
    "The corrected value cannot be read. Write 200万元, 2024-01-05, or yes or no.",
)


def _page(
    request: HttpRequest, zone: str, mistake: Text | None = None, at: int | None = None
) -> HttpResponse:
    where = open_zone(actor(request), zone, "import_facts")
    vocabulary, today = where.packs.vocabulary, timezone.localdate()
    lines = [
        (
            one, vocabulary[one.entry.fact], (today - timezone.localdate(one.opened_at)).days,
            value_words(vocabulary[one.entry.fact], one.value) if one.value else None, one.pk == at,
        )
        for one in disputes_of(zone)
        if one.entry.fact in vocabulary
    ]  # fmt: skip
    context = {
        "disputes": lines, "mistake": mistake, "typed": request.POST,
        "may_settle": actor(request).may("settle_facts", zone),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/facts/disputes.html", context, status=status)
