"""The accounts of a zone, and the statement of each."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.ledger_doors import open_account
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.books.export import statement_rows
from wotu.desk.books.forms import MOVES, BudgetForm, MoveForm, RoundForm
from wotu.desk.books.shown import owner_of, shown
from wotu.ledger import reads
from wotu.ledger.amounts import UNIT_OF_TYPE, in_words
from wotu.ledger.models import RULES, UNITS, Account
from wotu.ledger.opening import has_next_period
from wotu.ledger.statement import Line, entries_number, statement
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.rules.text import Text

ONE_DAY = dt.timedelta(days=1)
MANY = 24
"""A family of more accounts, such as one for each night, is shown together until it is opened."""
LAST = 100
"""Entries shown before the reader asks for all."""


@open_to("see_books")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what the zone has to give, by family and year."""
    return overview(request, open_zone(actor(request), zone, "see_books"))


def overview(request: HttpRequest, where: Zone, *, budget: BudgetForm | None = None) -> HttpResponse:
    """Return the section's first page, with a form somebody has to correct."""
    years, words = reads.years_of(where.id), request.GET.get("q", "")[:100].strip()
    asked = request.GET.get("year", str(timezone.localdate().year))
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    family = request.GET.get("family", "")[:120]
    accounts = [one for one in reads.accounts_of(where.id, year) if _named(one, words, family)]
    families = [
        (
            each,
            shown(each),
            [(one, shown(one)) for one in each.accounts if family or len(each.accounts) <= MANY],
        )
        for each in reads.families_of(accounts)
    ]
    context: dict[str, Any] = {
        "zone": where, "years": years, "year": year, "q": words, "count": len(accounts), "family": family,
        "pools": [each for each in families if not _is_budget(each[0].id, where)],
        "budgets": [each for each in families if _is_budget(each[0].id, where)],
        "wrong": reads.not_adding_up(where.id), "may_keep": actor(request).may("keep_books", where.id),
    }  # fmt: skip
    if context["may_keep"]:
        context["budget"] = budget or BudgetForm(*budget_choices(where))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if budget else HTTPStatus.OK
    return render(request, "desk/books/home.html", context, status=status)


@open_to("see_books")
@never_cache
@require_safe
def account(request: HttpRequest, zone: str, id_: int) -> HttpResponse:
    """Show one account: its balance, the entries that explain it, what can be done."""
    return account_page(request, *open_account(actor(request), zone, id_, "see_books"))


@open_to("see_books")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, id_: int, ending: str) -> HttpResponse:
    """Return the whole statement of an account as CSV or Excel."""
    _, found = open_account(actor(request), zone, id_, "see_books")
    name = f"statement-{found.zone}-{found.pk}-{timezone.localdate()}"
    title = Text("对账单", "Statement")[current()]
    return sheet_response(ending, name, title, statement_rows(found, current()))


def account_page(
    request: HttpRequest,
    where: Zone,
    account: Account,
    *,
    failed: MoveForm | None = None,
    planned: RoundForm | None = None,
) -> HttpResponse:
    """Return the page of an account, with a form somebody has to correct."""
    everything, number = "all" in request.GET, entries_number(account)
    lines = statement(account, last=None if everything else LAST)
    context: dict[str, Any] = {
        "zone": where, "account": account, "owner": owner_of(account, where), "unit": UNITS[account.unit],
        "shown": shown(account),
        "lines": [(line, _after(line, account.unit)) for line in reversed(lines)], "number": number,
        "more": number > len(lines), "adds_up": not reads.not_adding_up(where.id, [account.pk]),
        "parts": [(one, shown(one)) for one in account.parts.order_by("code")],
        "rounds": [
            (one, RULES[one.rule], timezone.localtime(one.until) - ONE_DAY)
            for one in reads.rounds_of(account)[:20]
        ],
        "waiting": reads.waiting_for(account), "may_keep": actor(request).may("keep_books", where.id),
    }  # fmt: skip
    if context["may_keep"]:
        others = reads.like(account)
        shown_forms = [
            MoveForm(move, account, others)
            for move in MOVES.values()
            if _possible(move.id, account, others) or (failed and failed.move is move)
        ]
        context["moves"] = [failed if failed and failed.move is f.move else f for f in shown_forms]
        context["failed"], context["planned"] = failed, planned or RoundForm()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed or planned else HTTPStatus.OK
    return render(request, "desk/books/account.html", context, status=status)


def budget_choices(where: Zone) -> tuple[dict[str, Text], list[int]]:
    """Return the measures whose benefit an account can count, and the years a budget may be of."""
    this = timezone.localdate().year
    countable = {
        measure.id: measure.title
        for measure in where.measures
        if len(kinds := {version.benefit.type for version in measure.versions}) == 1
        and kinds <= UNIT_OF_TYPE.keys()
    }
    return countable, [this, this + 1]


def _possible(move: str, account: Account, others: list[Account]) -> bool:
    """Tell whether a move can come to anything: no reserve to release, no year to carry over into."""
    needs = {
        "release": account.reserved, "carry-over": has_next_period(account) and account.left,
        "move": others and not account.is_short,
    }  # fmt: skip
    return bool(needs.get(move, True))


def _after(line: Line, unit: str) -> list[Text]:
    """Return the balances after an entry as the statement shows them."""
    return [in_words(amount, unit) for amount in (line.reserved, line.held, line.posted, line.left)]


def _is_budget(family: str, where: Zone) -> bool:
    """Tell whether a family is a measure's budget or somebody's share of it, and not a pool of the pack."""
    return family not in where.packs.accounts and family.partition("/")[0] in where.packs.measures


def _named(account: Account, words: str, family: str) -> bool:
    typed = words.casefold()
    names = (account.label_zh, account.label_en, account.code)
    return family in {"", account.family} and (not typed or any(typed in name.casefold() for name in names))
