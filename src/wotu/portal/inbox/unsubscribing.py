"""The way out of e-mail, without signing in: by a signed link, in one click (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wotu.access.needs import PUBLIC, open_to
from wotu.inbox.mail import user_of
from wotu.inbox.models import DEFAULT_FREQUENCY
from wotu.inbox.reads import preference_of
from wotu.inbox.verbs import prefer

BY_LINK = "unsubscribe link"


@open_to(PUBLIC)
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the way out; by POST, from the page or from a mail program, stop e-mail, or start it again.

    The token in the address says who it is: programs that follow links to look at them change nothing.
    """
    user = user_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        frequency = DEFAULT_FREQUENCY if "again" in request.POST else "never"
        language = preference_of(user).language
        prefer(user=user, frequency=frequency, language=language, by=BY_LINK, now=timezone.now())
    context = {"stopped": preference_of(user).frequency == "never", "posted": request.method == "POST"}
    return render(request, "portal/inbox/unsubscribe.html", context)
