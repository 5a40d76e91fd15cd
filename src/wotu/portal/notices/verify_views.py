"""Checking a letter: whether one of this code was issued, and what it says, and nothing personal."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.limits import too_many
from wotu.access.needs import PUBLIC, open_to
from wotu.cases import reads
from wotu.cases.codes import as_written
from wotu.cases.letters.issued import Letter, letter_by_code
from wotu.measures.zones import zone as zone_of
from wotu.rules.text import Text

MOST = 30
"""Codes a minute, for one address."""


@open_to(PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    typed = request.GET.get("code", "").strip()
    if typed:
        code = as_written(typed)
        if code:
            return HttpResponseRedirect(reverse("portal:verify_code", args=[code]))
        return render(
            request, "portal/notices/verify.html", {"typed": typed[:40], "mistake": _NO_CODE}, status=422
        )
    return render(request, "portal/notices/verify.html", {"typed": ""})


@open_to(PUBLIC)
@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a letter of this code was issued, and what it says."""
    if too_many(request, "verify", MOST):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    letter = letter_by_code(code)
    where = zone_of(letter.case.zone) if letter else None
    if letter is None or where is None:
        context = {"typed": code[:40], "unknown": True}
        return render(request, "portal/notices/verify.html", context, status=HTTPStatus.NOT_FOUND)
    case, decision = letter.case, letter.decision
    award = reads.amount_words(where, case, decision.amount) if decision else None
    context = {
        "letter": letter, "zone": where, "case": case, "title": reads.title(where, case),
        "award": award if decision and decision.outcome == "approved" else None,
        "on": timezone.localtime(letter.at).date(), "stands": _stands(letter),
        "is_demo": case.enterprise.is_demo,
    }  # fmt: skip
    return render(request, "portal/notices/verified.html", context)


def _stands(letter: Letter) -> bool:
    """Tell whether what a letter says still holds: not revoked, and not decided anew."""
    if letter.decision is None:
        return True
    case = letter.case
    return letter.decision.round == case.round and case.state != "revoked"


_NO_CODE = Text(
    "核验码是12位字母和数字，例如 AB23-CD45-EF67。",
    "A code has 12 letters and digits, such as AB23-CD45-EF67.",
)
