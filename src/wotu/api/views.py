"""Pages about the API: the reference, and the tokens of an account."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, SIGNED_IN, open_to
from wotu.accounts.models import User
from wotu.api.models import ApiToken
from wotu.api.scopes import SCOPES
from wotu.api.site import operations
from wotu.api.verbs import LONGEST, Issued, WrongToken, issue_token, revoke_token

DAYS = 90


@open_to(PUBLIC)
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every address of the API, from its own description."""
    rows = [
        (method.upper(), path, operation)
        for path, methods in operations().items()
        for method, operation in methods.items()
    ]
    return render(request, "api/reference.html", {"rows": rows, "scopes": SCOPES})


@open_to(SIGNED_IN)
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """List the account's tokens; make a new one."""
    user = _user(request)
    if request.method != "POST":
        return _page(request, user)
    data = request.POST
    try:
        issued = issue_token(
            user=user, name=data.get("name", ""), scopes=data.getlist("scopes"),  # type: ignore[arg-type]  # checked there
            days=int(data.get("days", "") or 0), by=user.email, now=timezone.now(),
        )  # fmt: skip
    except (WrongToken, ValueError) as error:
        mistake = str(error) if isinstance(error, WrongToken) else "有效期请填整数天。Give whole days."
        return _page(request, user, mistake=mistake)
    return _page(request, user, issued=issued)


@open_to(SIGNED_IN)
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Make a token useless."""
    user = _user(request)
    token = ApiToken.objects.filter(user=user, pk=number).first()
    if token is None:
        raise Http404
    revoke_token(token=token, by=user.email, now=timezone.now())
    return HttpResponseRedirect(reverse("api_tokens"))


def _user(request: HttpRequest) -> User:
    user = actor(request).user
    if user is None:
        raise Http404
    return user


def _page(
    request: HttpRequest, user: User, *, issued: Issued | None = None, mistake: str = ""
) -> HttpResponse:
    context = {
        "tokens": ApiToken.objects.filter(user=user), "scopes": SCOPES, "issued": issued, "mistake": mistake,
        "typed": request.POST, "days": DAYS, "longest": LONGEST.days, "now": timezone.now(),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "api/tokens.html", context, status=status)
