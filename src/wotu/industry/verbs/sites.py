"""Writing where a firm produces, so that what is bought from it has a known place."""

import datetime as dt

from django.db import transaction

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
        if not new:
            raise CannotDo("这个生产地已经登记。", "This site is there already.")
        changed(enterprise.zone)
        note(
            verb="record_site", about=f"{enterprise.zone}/{enterprise.key}", by=by, now=now,
            zone=enterprise.zone, place=said, in_zone=in_zone,
        )  # fmt: skip
    return site
