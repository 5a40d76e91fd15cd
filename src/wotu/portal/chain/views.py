"""What a firm makes, needs and buys: stated, corrected and taken back by its members."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wotu.access.claim_doors import open_own_statement
from wotu.access.doors import open_own
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.industry.demand import demand
from wotu.industry.models import Statement
from wotu.industry.reads import product_words, statements_of
from wotu.industry.verbs import statements
from wotu.industry.wording import LONGEST, Unclear, read_wording
from wotu.look import language
from wotu.parties.models import Party
from wotu.portal.chain.shown import Form, blank, filled, own
from wotu.refusal import CannotDo
from wotu.rules.text import Text

SAID = {
    "stated": Text("已填报：", "Stated: "),
    "corrected": Text("已修改：", "Corrected: "),
    "withdrawn": Text("已撤回：", "Taken back: "),
}
_UNDO: dict[str, Callable[..., None]] = {
    "stated": statements.withdraw,
    "corrected": statements.undo_correction,
    "withdrawn": statements.bring_back,
}


@open_to(SIGNED_IN)
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the firm stated and what became of it, with the forms for more."""
    party, _ = open_own(actor(request), slug, "see_own")
    return _home(request, party)


@open_to(SIGNED_IN)
@never_cache
@require_POST
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Take what the firm makes or needs."""
    party, _ = open_own(actor(request), slug, "answer_own")
    now = timezone.now()
    try:
        wording = read_wording(request.POST.dict(), timezone.localdate().year)
        made = statements.state(party=party, wording=wording, by=actor(request).by, now=now)
    except Unclear as error:
        return _home(request, party, Form(request.POST.get("says", ""), request.POST.dict(), error.mistakes))
    return _back(slug, made, "stated")


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let the firm say it in other words, while nobody has decided on it."""
    found, _ = open_own_statement(actor(request), slug, number, "answer_own")
    if found.claim is None:
        raise Http404
    if request.method != "POST":
        return _form(request, found, filled(found))
    typed = {**request.POST.dict(), "says": found.says}
    try:
        wording = read_wording(typed, timezone.localdate().year)
        statements.correct(statement=found, wording=wording, by=actor(request).by, now=timezone.now())
    except Unclear as error:
        return _form(request, found, Form(found.says, typed, error.mistakes, found.pk))
    except CannotDo as refused:
        return _home(request, found.party, mistake=refused.text)
    return _back(slug, found, "corrected")


@open_to(SIGNED_IN)
@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a statement back."""
    found, _ = open_own_statement(actor(request), slug, number, "answer_own")
    try:
        statements.withdraw(statement=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _home(request, found.party, mistake=refused.text)
    return _back(slug, found, "withdrawn")


@open_to(SIGNED_IN)
@require_POST
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo what was just done to a statement."""
    found, _ = open_own_statement(actor(request), slug, number, "answer_own")
    act = _UNDO.get(request.GET.get("did", ""))
    if act is None:
        return _home(request, found.party, mistake=_NOTHING)
    try:
        act(statement=found, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _home(request, found.party, mistake=refused.text)
    except Unclear as error:
        return _home(request, found.party, mistake=next(iter(error.mistakes.values())))
    messages.success(request, Text("已恢复原样。", "Everything is as it was.")[language.current()])
    return HttpResponseRedirect(reverse("portal:chain:home", args=[slug]))


_NOTHING = Text("没有可以撤销的操作。", "There is nothing to undo.")


def _back(slug: str, statement: Statement, did: str) -> HttpResponse:
    query = urlencode({"did": did, "number": statement.pk})
    return HttpResponseRedirect(f"{reverse('portal:chain:home', args=[slug])}?{query}")


def _home(
    request: HttpRequest, party: Party, form: Form | None = None, mistake: Text | None = None
) -> HttpResponse:
    year = timezone.localdate().year
    found, wanted = list(statements_of(party)), demand(party.zone, party)
    shown = own(found, wanted)
    context: dict[str, Any] = {
        "party": party, "wanted": wanted, "done": _done(request, found), "mistake": mistake,
        "makes": [one for one in shown if one.statement.says == "makes"],
        "needs": [one for one in shown if one.statement.says == "needs"],
        "forms": [form if form and form.says == says else blank(says, year) for says in ("makes", "needs")],
        "may_answer": actor(request).may_for("answer_own", party), "products": product_words(party.zone),
        "longest": LONGEST,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form or mistake else HTTPStatus.OK
    return render(request, "portal/chain/home.html", context, status=status)


def _done(request: HttpRequest, found: list[Statement]) -> tuple[Text, Statement, str] | None:
    """Return what was just done, to be undone, while it still is so."""
    did = request.GET.get("did", "")
    one = next((one for one in found if str(one.pk) == request.GET.get("number")), None)
    if one is None or did not in SAID or (one.claim is None) != (did == "withdrawn"):
        return None
    return SAID[did], one, did


def _form(request: HttpRequest, found: Statement, form: Form) -> HttpResponse:
    context = {
        "party": found.party, "form": form, "products": product_words(found.party.zone), "longest": LONGEST,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.mistakes else HTTPStatus.OK
    return render(request, "portal/chain/correct.html", context, status=status)
