"""What is public: zones and their measures."""

import datetime as dt

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from wotu.api import schemas as s
from wotu.api.caller import OPEN
from wotu.api.shapes import measure_out, zone_out
from wotu.measures.zones import Zone, measure, zone, zones
from wotu.parties.reads import enterprise_counts

router = Router(auth=OPEN, tags=["measures"])


@router.get("/zones", response=list[s.ZoneOut], operation_id="list_zones")
def list_zones(request: HttpRequest) -> list[s.ZoneOut]:  # noqa: ARG001
    """Return every zone."""
    counts = enterprise_counts()
    return [zone_out(each, counts.get(each.id, 0)) for each in zones()]


@router.get("/zones/{zone_id}/measures", response=list[s.MeasureOut], operation_id="list_measures")
def list_measures(
    request: HttpRequest,  # noqa: ARG001
    zone_id: str,
    on: dt.date | None = None,
) -> list[s.MeasureOut]:
    """Return the zone's measures in force on a day (today), one entry for each cohort's text."""
    where, day = _zone(zone_id), on or timezone.localdate()
    versions = (version for each in where.measures for version in each.versions)
    return [measure_out(where, version, day) for version in versions if version.in_force(day)]


@router.get("/measures/{measure_id}", response=list[s.MeasureOut], operation_id="get_measure")
def get_measure(
    request: HttpRequest,  # noqa: ARG001
    measure_id: str,
    on: dt.date | None = None,
) -> list[s.MeasureOut]:
    """Return a measure's texts in force on a day (today); without one in force, its latest text."""
    found, day = measure(measure_id), on or timezone.localdate()
    if found is None:
        raise Http404
    where, wanted = found
    versions = [each for each in wanted.versions if each.in_force(day)] or list(wanted.versions[-1:])
    return [measure_out(where, version, day) for version in versions]


def _zone(id_: str) -> Zone:
    found = zone(id_)
    if found is None:
        raise Http404
    return found
