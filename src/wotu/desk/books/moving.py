"""What can be done to accounts at the desk: budgets, limits, reserves, carrying over, moving, correcting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wotu.access.doors import open_zone
from wotu.access.ledger_doors import open_account
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.books.forms import MOVES, BudgetForm, MoveForm, amount_or_mistake
from wotu.desk.books.views import account_page, budget_choices, overview
from wotu.ledger import reads, verbs
from wotu.ledger.amounts import in_words
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of, next_period
from wotu.ledger.refusal import LedgerRefused
from wotu.look.language import current
from wotu.rules.text import Text


@open_to("keep_books")
@never_cache
@require_POST
def open_budget(request: HttpRequest, zone: str) -> HttpResponse:
    """Appropriate a budget to a measure for a year: its account is opened, or gets more."""
    where = open_zone(actor(request), zone, "keep_books")
    form = BudgetForm(*budget_choices(where), request.POST)
    if not form.is_valid():
        return overview(request, where, budget=form)
    given, by, now = form.cleaned_data, actor(request).by, timezone.now()
    measure = where.packs.measures[given["measure"]]
    try:
        new = budget_of(
            zone=where.id, measure=measure, year=given["year"], document=given["document"],
            part_of=_pool(where.id, measure.versions, given["year"]),
        )  # fmt: skip
        amount = amount_or_mistake(form, new.unit)
        if amount is None:
            return overview(request, where, budget=form)
        account = verbs.open_account(account=new, by=by, now=now)
        verbs.appropriate(
            account=account, amount=amount, document=given["document"], key=f"form:{given['key']}", by=by,
            now=now,
        )  # fmt: skip
    except LedgerRefused as refused:
        form.add_error(None, refused.text[current()])
        return overview(request, where, budget=form)
    return _done(request, account, Text("已下达{much}。", "{much} appropriated."), amount)


@open_to("keep_books")
@never_cache
@require_POST
def move(request: HttpRequest, zone: str, id_: int, move: str) -> HttpResponse:
    """Do one thing to an account, once for each form shown."""
    where, account = open_account(actor(request), zone, id_, "keep_books")
    if move not in MOVES:
        raise Http404
    others = reads.like(account)
    form = MoveForm(MOVES[move], account, others, request.POST)
    if not form.is_valid():
        return account_page(request, where, account, failed=form)
    given: dict[str, Any] = {
        "key": f"form:{form.cleaned_data['key']}", "by": actor(request).by, "now": timezone.now(),
    }  # fmt: skip
    try:
        said = _ACTS[move](account, form.cleaned_data, given)
    except LedgerRefused as refused:
        form.add_error(None, refused.text[current()])
        return account_page(request, where, account, failed=form)
    return _done(request, account, said, abs(form.cleaned_data["amount"] or 0))


def _appropriate(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    verbs.appropriate(account=account, amount=form["amount"], document=form["document"], **given)
    if form["amount"] > 0:
        return Text("已下达{much}。", "{much} appropriated.")
    return Text("已收回{much}。", "{much} withdrawn.")


def _reserve(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    verbs.reserve(account=account, amount=form["amount"], reason=form["reason"], **given)
    return Text("已预留{much}。", "{much} is kept back.")


def _release(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    verbs.release_reserve(account=account, amount=form["amount"], reason=form["reason"], **given)
    return Text("已解除预留{much}。", "{much} can be used again.")


def _carry_over(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    following = next_period(account=account, by=given["by"], now=given["now"])
    verbs.carry_over(
        source=account, target=following, amount=form["amount"], document=form["document"], **given
    )
    return Text("剩余额度已结转到下一年度。", "What was left is carried over into the next year.")


def _move(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    target = reads.account_of(account.zone, form["target"])
    if target is None:
        raise Http404
    verbs.move_between(
        source=account, target=target, amount=form["amount"], document=form["document"], **given
    )
    return Text("已调剂{much}。", "{much} moved.")


def _correct(account: Account, form: dict[str, Any], given: dict[str, Any]) -> Text:
    verbs.correct(account=account, amount=form["amount"], reason=form["reason"], **given)
    return Text("已更正{much}。", "Corrected by {much}.")


_ACTS: dict[str, Callable[[Account, dict[str, Any], dict[str, Any]], Text]] = {
    "appropriate": _appropriate, "reserve": _reserve, "release": _release, "carry-over": _carry_over,
    "move": _move, "correct": _correct,
}  # fmt: skip


def _pool(zone: str, versions: Any, year: int) -> Account | None:
    """Return the pool a measure's budget of a year is a share of."""
    families = {version.capacity.account for version in versions if version.capacity}
    for family in families:
        for account in reads.accounts_of(zone, year).filter(family=family):
            return account
    return None


def _done(request: HttpRequest, account: Account, said: Text, amount: int) -> HttpResponse:
    language = current()
    messages.success(request, said[language].format(much=in_words(amount, account.unit)[language]))
    return HttpResponseRedirect(reverse("desk:books:account", args=[account.zone, account.pk]))
