"""Where a firm of the chain produces: recorded, closed and opened again on its page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wotu.access.chain_doors import open_firm, open_site
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.desk.chain.acting import done
from wotu.desk.chain.record_views import firm_page
from wotu.industry.verbs.sites import close_site, record_site, reopen_site
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@open_to("keep_chain")
@never_cache
@require_POST
def add(request: HttpRequest, zone: str) -> HttpResponse:
    """Record where a firm produces."""
    where, firm = open_firm(actor(request), zone, request.POST.get("firm", ""), "keep_chain")
    try:
        record_site(
            enterprise=firm, place=request.POST.get("place", ""), in_zone="in_zone" in request.POST,
            by=user_of(request).email, now=timezone.now(),
        )  # fmt: skip
    except CannotDo as refused:
        return firm_page(request, where, firm, mistake=refused.text)
    return done(request, Text("生产地已登记。", "The site is recorded."), "firm", zone, firm.key)


@open_to("keep_chain")
@never_cache
@require_POST
def close(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Say that a firm produces at a place no longer."""
    where, site = open_site(actor(request), zone, number, "keep_chain")
    try:
        close_site(site=site, by=user_of(request).email, now=timezone.now())
    except CannotDo as refused:
        return firm_page(request, where, site.enterprise, mistake=refused.text)
    said = Text(
        f"已关闭生产地“{site.place}”，需要时可恢复。", f"{site.place} is closed; it can be opened again."
    )
    return done(request, said, "firm", zone, site.enterprise.key)


@open_to("keep_chain")
@never_cache
@require_POST
def reopen(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Take back that a site is closed."""
    where, site = open_site(actor(request), zone, number, "keep_chain")
    try:
        reopen_site(site=site, by=user_of(request).email, now=timezone.now())
    except CannotDo as refused:
        return firm_page(request, where, site.enterprise, mistake=refused.text)
    said = Text(f"已恢复生产地“{site.place}”。", f"{site.place} is open again.")
    return done(request, said, "firm", zone, site.enterprise.key)
