"""Rounds at the desk: planned, looked at before they are drawn, drawn, and explained claim by claim."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access import ledger_doors
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.books.forms import RoundForm
from wotu.desk.books.shown import shown
from wotu.desk.books.views import ONE_DAY, account_page
from wotu.ledger import rounds
from wotu.ledger.amounts import in_words
from wotu.ledger.models import RULES, Round
from wotu.ledger.refusal import LedgerRefused
from wotu.ledger.statement import case_in_words
from wotu.look.language import current
from wotu.rules.text import Text


@open_to("keep_books")
@never_cache
@require_POST
def plan(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Plan a round of an account."""
    where, account = ledger_doors.open_account(actor(request), zone, id_, "keep_books")
    form = RoundForm(request.POST)
    if not form.is_valid():
        return account_page(request, where, account, planned=form)
    given = form.cleaned_data
    try:
        planned = rounds.open_round(
            account=account, since=_midnight(given["since"]), until=_midnight(given["until"] + ONE_DAY),
            rule=given["rule"], key=f"form:{given['key']}", by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
    except LedgerRefused as refused:
        form.add_error(None, refused.text[current()])
        return account_page(request, where, account, planned=form)
    return HttpResponseRedirect(reverse("desk:books:round", args=[zone, planned.pk]))


@open_to("see_books")
@never_cache
@require_safe
def round_(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show what a round would give to whom, or gave, and why."""
    where, found = ledger_doors.open_round(actor(request), zone, id_, "see_books")
    if found.drawn_at:
        grants = found.grants.select_related("claim")
        rows = [_row(found, g.claim.case, g.place, g.asked, g.granted, g.left, g.claim.score) for g in grants]
    else:
        served = rounds.preview(found)
        rows = [_row(found, s.claim.case, s.place, s.asked, s.granted, s.left, s.claim.score) for s in served]
    account, unit = found.account, found.account.unit
    context = {
        "zone": where, "round": found, "rule": RULES[found.rule], "rows": rows, "account": account,
        "shown": shown(account), "last_day": timezone.localtime(found.until) - ONE_DAY,
        "asked": in_words(sum(row.asked_units for row in rows), unit),
        "granted": in_words(sum(row.granted_units for row in rows), unit),
        "may_keep": actor(request).may("keep_books", where.id), "is_over": timezone.now() >= found.until,
    }  # fmt: skip
    return render(request, "desk/books/round.html", context)


@open_to("keep_books")
@never_cache
@require_POST
def draw(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Draw a round that is over, once."""
    _, found = ledger_doors.open_round(actor(request), zone, id_, "keep_books")
    try:
        grants = rounds.draw(round_=found, by=actor(request).by, now=timezone.now())
    except LedgerRefused as refused:
        messages.error(request, refused.text[current()])
    else:
        done = Text("批次已分配，共{n}个办件。", "The round is drawn; cases: {n}.")
        messages.success(request, done[current()].format(n=len(grants)))
    return HttpResponseRedirect(reverse("desk:books:round", args=[zone, id_]))


@dataclass(frozen=True, slots=True)
class Row:
    """A claim of a round, as the page shows it."""

    case: Text
    place: int
    asked: Text
    granted: Text
    why: Text
    score: str
    is_whole: bool
    asked_units: int
    granted_units: int


def _row(  # noqa: PLR0917
    round_: Round, case: str, place: int, asked: int, granted: int, left: int, score: object
) -> Row:
    unit = round_.account.unit
    return Row(
        case_in_words(case), place, in_words(asked, unit), in_words(granted, unit),
        _why(round_.rule, asked, granted, in_words(left, unit)),
        "" if score is None else f"{score:f}".rstrip("0").rstrip("."), asked == granted, asked, granted,
    )  # fmt: skip


def _why(rule: str, asked: int, granted: int, left: Text) -> Text:
    """Say in a sentence why a claim gets what it gets."""
    if granted == asked:
        return Text("足额分得。", "Granted in full.")
    if rule == "pro_rata":
        share = f"{granted * 100 / asked:.2f}%"
        return Text(
            f"总额不足，各办件按同一比例折减，分得申请的{share}；零头归余数最大的。",
            f"There is too little: everybody gets the same part, here {share} of what was asked; odd units "
            "go to the largest remainders.",
        )
    if granted:
        return Text(
            f"轮到时只剩{left.zh}，全部分给这一件，其余继续候补。",
            f"Only {left.en} was left at its turn; it gets all of that, and the rest goes on waiting.",
        )
    return Text("轮到时已经分完，继续候补。", "Nothing was left at its turn; it goes on waiting.")


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
