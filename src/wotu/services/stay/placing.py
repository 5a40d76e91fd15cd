"""Putting people into beds. In the caller's transaction, which holds the site locked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from wotu.refusal import CannotDo
from wotu.services.stay.best_fit import Span, Unit, lay_out
from wotu.services.stay.models import Bed, Place, Room, Site, Stay, Upkeep
from wotu.services.stay.pool import Pool, pool_of

WHOLE = "family"
"""The kind of room that is given whole."""


def lock_sites(*sites: int | None) -> list[Site]:
    """Keep sites from everybody else who puts people into their beds, always in the same order."""
    chosen = sorted({site for site in sites if site is not None})
    return list(Site.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))


def place(
    stay: Stay, starts: dt.date, ends: dt.date, *, by: str, now: dt.datetime, today: dt.date,
    first: int | None = None, why: str = "",
) -> list[Place]:  # fmt: skip
    """Give a stay its bed from a day on, the one that leaves the smallest gap; several where it must be.

    `first` is the bed (or family room) the person has now. Beds chosen for others who have not come yet
    are chosen anew where they are in the way.

    Raises:
        CannotDo: on some night every bed is taken, which the promise from the pool rules out.
    """
    of = pool_of(stay)
    plan = lay_out(units_of(of, starts), starts, ends, today, first)
    if plan is None or (first is not None and {key for key, _, _ in plan} != {first}):
        moved = _take_back_plans(of, starts, ends)
        plan = lay_out(units_of(of, starts), starts, ends, today, first)
        made = _write(stay, plan, by, now, why)
        for other in moved:
            place(other, other.starts, other.ends, by=by, now=now, today=today)
        return made
    return _write(stay, plan, by, now, why)


def units_of(of: Pool, since: dt.date, leaving_out: Stay | None = None) -> list[Unit]:
    """Return what a pool gives, beds or whole rooms, with the times each is taken from a day on."""
    rows = Bed.objects.filter(room__site=of.site, room__kind=of.kind, room__guests=of.guests)
    beds = list(rows.values_list("pk", "room_id"))
    rooms = dict(beds)
    busy: dict[int, list[Span]] = defaultdict(list)
    taken: dict[int, list[Span]] = defaultdict(list)
    places = Place.objects.filter(bed__in=rooms, ends__gt=since)
    if leaving_out is not None:
        places = places.exclude(stay=leaving_out)
    for bed, starts, ends in places.values_list("bed_id", "starts", "ends"):
        busy[rooms[bed] if of.kind == WHOLE else bed].append((starts, ends))
        taken[rooms[bed]].append((starts, ends))
    for room, bed, starts, ends in Upkeep.objects.filter(
        room__in=set(rooms.values()), ends__gt=since
    ).values_list("room_id", "bed_id", "starts", "ends"):
        if of.kind == WHOLE:
            busy[room].append((starts, ends))
        else:
            for each in [bed] if bed else [b for b, r in beds if r == room]:
                busy[each].append((starts, ends))
    keys = sorted(set(rooms.values())) if of.kind == WHOLE else [bed for bed, _ in beds]
    return [
        Unit(key, tuple(busy[key]), rank=0 if taken[key if of.kind == WHOLE else rooms[key]] else 1)
        for key in keys
    ]


def cut(stay: Stay, day: dt.date) -> None:
    """Let a stay's beds go from a day on; those of nights before stay on record."""
    stay.places.filter(starts__gte=day).delete()
    stay.places.filter(ends__gt=day).update(ends=day)


def unit_now(stay: Stay, night: dt.date) -> int | None:
    """Return the bed, or the family room, a stay has on a night."""
    row = stay.places.filter(starts__lte=night, ends__gt=night).select_related("bed").first()
    if row is None:
        return None
    return row.bed.room_id if stay.kind == WHOLE else row.bed_id


def who_is_in(
    beds: Iterable[int], starts: dt.date, ends: dt.date, leaving_out: Stay | None = None
) -> list[Place]:
    """Return who was given any of these beds on a night of a span."""
    found = Place.objects.filter(bed__in=list(beds), starts__lt=ends, ends__gt=starts)
    if leaving_out is not None:
        found = found.exclude(stay=leaving_out)
    return list(found.select_related("stay__person", "stay__case", "bed__room").order_by("starts"))


def put_into(
    stay: Stay, beds: Sequence[Bed], starts: dt.date, ends: dt.date, *, by: str, now: dt.datetime, why: str
) -> None:
    """Give a stay these very beds; the database refuses a night somebody else has one of them."""
    Place.objects.bulk_create(
        Place(stay=stay, bed=bed, starts=starts, ends=ends, at=now, by=by, why=why) for bed in beds
    )


def beds_of(room: Room, bed: Bed | None) -> list[Bed]:
    """Return the beds that are given together: all of a family room, else the one."""
    return list(room.beds.all()) if room.kind == WHOLE or bed is None else [bed]


def _take_back_plans(of: Pool, starts: dt.date, ends: dt.date) -> list[Stay]:
    """Take back the beds chosen for people of a pool who have not come yet; return their stays."""
    planned = Place.objects.filter(
        stay__state="promised", bed__room__site=of.site, bed__room__kind=of.kind,
        bed__room__guests=of.guests, starts__lt=ends, ends__gt=starts,
    )  # fmt: skip
    stays = list(
        Stay.objects.filter(pk__in=planned.values("stay"))
        .select_related("case", "site")
        .order_by("starts", "pk")
    )
    Place.objects.filter(stay__in=stays).delete()
    return stays


def _write(
    stay: Stay, plan: list[tuple[int, dt.date, dt.date]] | None, by: str, now: dt.datetime, why: str
) -> list[Place]:
    if plan is None:
        raise CannotDo(
            "这些晚上已没有可分配的床位，请联系系统管理员。",
            "On some of these nights every bed is taken; tell the administrator of the site.",
        )
    made = []
    for key, starts, ends in plan:
        beds = Bed.objects.filter(room=key) if stay.kind == WHOLE else Bed.objects.filter(pk=key)
        made += [Place(stay=stay, bed=bed, starts=starts, ends=ends, at=now, by=by, why=why) for bed in beds]
    return Place.objects.bulk_create(made)
