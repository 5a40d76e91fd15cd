"""What a firm was paid, what comes when, what it owes back; and its bank account."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.doors import open_own
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.cases.reads import title
from wotu.cases.verbs.filing import payee_of, state_payee
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.payments.reads import cases_paid, debts_for, payment_of
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to(SIGNED_IN)
@never_cache
@require_safe
def payments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was paid and what comes when, case by case."""
    return _page(request, *open_own(actor(request), slug, "see_own"))


@open_to(SIGNED_IN)
@never_cache
@require_POST
def payee(request: HttpRequest, slug: str) -> HttpResponse:
    """State the bank account the firm is paid into."""
    party, zone = open_own(actor(request), slug, "claim_own")
    given = {name: request.POST.get(name, "") for name in ("name", "bank", "number")}
    try:
        state_payee(party=party, **given, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _page(request, party, zone, mistake=refused.text)
    said = Text(
        "收款账户已更新，之后的款项付到这里。", "The account is stated; what comes next is paid there."
    )
    messages.success(request, said[current()])
    return HttpResponseRedirect(reverse("portal:payments", args=[slug]))


def _page(request: HttpRequest, party: Party, zone: Zone, mistake: Text | None = None) -> HttpResponse:
    cases = [(case, title(zone, case), payment_of(case)) for case in cases_paid(party)]
    context = {
        "party": party, "zone": zone, "cases": cases, "debts": debts_for(party),
        "payee": payee_of(party, party), "mistake": mistake, "typed": request.POST if mistake else {},
        "may_state": actor(request).may_for("claim_own", party),
        "paid": sum(one.paid for _, _, one in cases), "open": sum(one.open for _, _, one in cases),
        "returned": any(part.state == "returned" for _, _, one in cases for part in one.instalments),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "portal/payments/home.html", context, status=status)
