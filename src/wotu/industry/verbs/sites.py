"""Writing where a firm produces, and where no longer: what is bought from it counts by that place."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.industry.models import Enterprise, Site
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo


def record_site(*, enterprise: Enterprise, place: str, in_zone: bool, by: str, now: dt.datetime) -> Site:
    """Record a place a firm produces at (生产地), in the zone or not.

    Raises:
        CannotDo: no place is named, or it is there already.
    """
    said = place.strip()
    if not said or len(said) > 200:
        raise CannotDo("请写明所在地，如“江苏苏州”，最多200字。", "Name the place, such as 江苏苏州.")
    with transaction.atomic():
        site, new = Site.objects.get_or_create(
            enterprise=enterprise, place=said, defaults={"in_zone": in_zone}
        )
        if not new and site.closed_on is not None:
            raise CannotDo(
                "这个生产地登记过，后来关闭了。请在企业页上恢复。",
                "This site was recorded and closed since. Open it again on the firm’s page.",
            )
        if not new:
            raise CannotDo("这个生产地已经登记。", "This site is there already.")
        _note("record_site", site, by, now)
    return site


def close_site(*, site: Site, by: str, now: dt.datetime) -> Site:
    """Say that a firm produces at a place no longer, or never did (关闭): from now on it counts nowhere.

    Raises:
        CannotDo: it is closed already.
    """
    with transaction.atomic():
        site = _locked(site)
        if site.closed_on is not None:
            raise CannotDo("这个生产地已经关闭。", "This site is closed already.")
        site.closed_on = timezone.localtime(now).date()
        site.save(update_fields=["closed_on"])
        _note("close_site", site, by, now)
    return site


def reopen_site(*, site: Site, by: str, now: dt.datetime) -> Site:
    """Take back that a site is closed (恢复).

    Raises:
        CannotDo: it is not closed.
    """
    with transaction.atomic():
        site = _locked(site)
        if site.closed_on is None:
            raise CannotDo("这个生产地没有关闭。", "This site is not closed.")
        site.closed_on = None
        site.save(update_fields=["closed_on"])
        _note("reopen_site", site, by, now)
    return site


def _locked(site: Site) -> Site:
    found = Site.objects.select_for_update(of=("self",)).select_related("enterprise").filter(pk=site.pk)
    one = found.first()
    if one is None:
        raise CannotDo("这个生产地已经不在，请刷新。", "This site is no longer there. Reload the page.")
    return one


def _note(verb: str, site: Site, by: str, now: dt.datetime) -> None:
    firm = site.enterprise
    changed(firm.zone)
    note(
        verb=verb, about=f"{firm.zone}/{firm.key}", by=by, now=now, zone=firm.zone, place=site.place,
        in_zone=site.in_zone,
    )  # fmt: skip
