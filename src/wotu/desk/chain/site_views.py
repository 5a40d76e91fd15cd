"""Where a firm of the chain produces: recorded, closed and opened again on its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wotu.access.chain_doors import open_firm, open_site
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.desk.chain.acting import done
from wotu.desk.chain.forms import record_typed_site
from wotu.desk.chain.record_views import firm_page
from wotu.industry.models import Site
from wotu.industry.verbs.sites import close_site, reopen_site
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("keep_chain")
@never_cache
@require_POST
def add(request: HttpRequest, zone: str) -> HttpResponse:
    """Record where a firm produces."""
    where, firm = open_firm(actor(request), zone, request.POST.get("firm", ""), "keep_chain")
    try:
        record_typed_site(request, firm)
    except CannotDo as refused:
        return firm_page(request, where, firm, mistake=refused.text)
    return done(request, Text("生产地已登记。", "The site is recorded."), "firm", zone, firm.key)


@open_to("keep_chain")
@never_cache
@require_POST
def close(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Say that a firm produces at a place no longer."""
    return _turn(request, zone, number, close_site, _CLOSED)


@open_to("keep_chain")
@never_cache
@require_POST
def reopen(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take back that a site is closed."""
    return _turn(request, zone, number, reopen_site, _REOPENED)


_CLOSED = Text("已关闭生产地“{place}”，需要时可恢复。", "{place} is closed; it can be opened again.")
_REOPENED = Text("已恢复生产地“{place}”。", "{place} is open again.")


def _turn(
    request: HttpRequest, zone: str, number: int, verb: Callable[..., Site], said: Text
) -> HttpResponse:
    """Close or reopen a site; the page of its firm says what was done, or why not."""
    where, site = open_site(actor(request), zone, number, "keep_chain")
    try:
        verb(site=site, by=user_of(request).email, now=timezone.now())
    except CannotDo as refused:
        return firm_page(request, where, site.enterprise, mistake=refused.text)
    named = Text(said.zh.format(place=site.place), said.en.format(place=site.place))
    return done(request, named, "firm", zone, site.enterprise.key)
