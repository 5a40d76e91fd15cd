"""One case at the desk, and what may be done with it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.case_doors import open_case
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.cases.letters.handing_out import letter_response
from wotu.cases.models import Case
from wotu.desk.cases.acts import ACTS, Doing
from wotu.desk.cases.page import DeskPage
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo


@open_to("see_cases")
@never_cache
@require_safe
def case(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Show one case."""
    found, where = open_case(actor(request), zone, number, "see_cases")
    return _page(request, found, where)


@open_to("handle_cases")
@never_cache
@require_POST
def act(request: HttpRequest, zone: str, number: int, act: str) -> HttpResponse:
    """Do something with a case."""
    wanted, user = ACTS.get(act), actor(request).user
    if wanted is None or user is None:
        raise Http404
    found, where = open_case(actor(request), zone, number, wanted.right)
    try:
        done = wanted.do(Doing(request, found, where, user))
    except CannotDo as refused:
        again, _ = open_case(actor(request), zone, number, wanted.right)
        return _page(request, again, where, refused=refused, act=act)
    messages.success(request, done[language.current()])
    return HttpResponseRedirect(reverse("desk:cases:case", args=[zone, number]))


@open_to("see_cases")
@never_cache
@require_safe
def letter(request: HttpRequest, zone: str, number: int, code: str) -> HttpResponse:
    """Return a letter of a case as PDF."""
    found, where = open_case(actor(request), zone, number, "see_cases")
    return letter_response(request, found, where, code)


def _page(
    request: HttpRequest, found: Case, where: Zone, *, refused: CannotDo | None = None, act: str = ""
) -> HttpResponse:
    context = {
        "zone": where, "case": found, "refused": refused,
        "page": DeskPage(actor(request), found, where, timezone.localtime()),
        "typed": {act.replace("-", "_"): request.POST} if refused else {},
        "here": reverse("desk:cases:case", args=[where.id, found.pk]),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "desk/cases/case.html", context, status=status)
