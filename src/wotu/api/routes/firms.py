"""Enterprises the caller may see, and their check-ups."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.pagination import paginate

from wotu.access.doors import open_enterprise, visible_enterprises
from wotu.api import schemas as s
from wotu.api.caller import caller, token
from wotu.api.paging import BY_SLUG, ByCursor
from wotu.api.shapes import finding_out, firm_out
from wotu.facts.reads import household_of
from wotu.measures.overview import one_text_each
from wotu.measures.zones import checker
from wotu.parties.models import Party

router = Router(auth=token("firms:read"), tags=["firms"])


@router.get("/firms", response=list[s.FirmOut], operation_id="list_firms")
@paginate(ByCursor, **BY_SLUG)
def list_firms(request: HttpRequest, zone: str = "", q: str = "") -> QuerySet[Party]:
    """Return the enterprises the caller may see, by zone, name, credit code or pinyin initials."""
    return visible_enterprises(caller(request).actor, zone[:60], q[:100])


@router.get("/firms/{slug}", response=s.FirmOut, operation_id="get_firm")
def get_firm(request: HttpRequest, slug: str) -> s.FirmOut:
    """Return one enterprise."""
    party, _ = open_enterprise(caller(request).actor, slug)
    return firm_out(party)


@router.get("/firms/{slug}/checkup", response=s.CheckUpOut, operation_id="check_up")
def check_up(request: HttpRequest, slug: str, on: dt.date | None = None) -> s.CheckUpOut:
    """Return what every measure of the zone answers for the firm, as of a day (today)."""
    party, zone = open_enterprise(caller(request).actor, slug)
    day = on or timezone.localdate()
    rules = checker(zone, day)
    findings = one_text_each(rules.check(household_of(party, zone.packs.vocabulary, day)))
    return s.CheckUpOut(firm=firm_out(party), on=day, findings=[finding_out(party, f) for f in findings])
