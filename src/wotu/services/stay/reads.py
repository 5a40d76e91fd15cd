"""Reading stays: what is free by night, a person's stays, who comes and goes, who waits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from wotu.cases.theirs import filed_by_themselves
from wotu.parties.models import Party
from wotu.services.stay.models import HOLDING, LIVE, Room, Stay, Upkeep
from wotu.services.stay.pool import DAY, Pool, left, nights
from wotu.services.stay.promising import pools_of
from wotu.services.stay.station import Guests, RoomKind, Station
from wotu.services.stay.verbs.waiting import waiting_in


@dataclass(frozen=True)
class FreeNight:
    """How many of a kind of room are free on a night: beds, or whole family rooms."""

    night: dt.date
    free: int
    open: bool

    @property
    def level(self) -> str:
        """How free it is, for the colour: none, few, some."""
        return "none" if not self.free else "few" if self.free <= 5 else "some"


def free_nights(  # noqa: PLR0917
    station: Station, kind: RoomKind, suits: Guests | None, starts: dt.date, days: int, site: str = ""
) -> list[FreeNight]:
    """Return the free beds of a kind on each of the next nights, over all sites or at one."""
    ends = starts + days * DAY
    pools = [one for one in pools_of(station, kind, suits) if site in ("", one.site.slug)]
    found = left(pools, starts, ends)
    size = {one.family: _size(station, one) for one in pools}
    return [
        FreeNight(
            night,
            sum(max(0, free.get(night, 0)) // size[family] for family, free in found.items()),
            any(night in free for free in found.values()),
        )
        for night in nights(starts, ends)
    ]


def _size(station: Station, one: Pool) -> int:
    """Return how many beds of a pool are given at once."""
    if one.kind != "family":
        return 1
    declared = next(site for site in station.sites if site.id == one.site.slug)
    return next(lot.beds for lot in declared.lots if lot.kind == one.kind and lot.guests == one.guests)


def stays_of(person: Party) -> QuerySet[Stay]:
    """Return a person's stays, the latest first."""
    return _whole(Stay.objects.filter(person=person)).order_by("-starts", "-pk")


def stay_of(person: Party, id_: int) -> Stay | None:
    """Return a stay of a person."""
    return stays_of(person).filter(pk=id_).first()


def stays_of_firm(firm: Party) -> QuerySet[Stay]:
    """Return the stays of a firm's people, the latest first.

    What a talent applied for themselves is theirs alone.
    """
    found = Stay.objects.filter(case__enterprise=firm).exclude(filed_by_themselves("case__"))
    return _whole(found).order_by("-starts", "-pk")


def stay_in(zone: str, id_: int) -> Stay | None:
    """Return a stay of a zone."""
    return _whole(Stay.objects.filter(zone=zone, pk=id_)).first()


def stays_in(zone: str, *, state: str = "", words: str = "") -> QuerySet[Stay]:
    """Return the stays of a zone by state and by words of the name, the latest first."""
    found = _whole(Stay.objects.filter(zone=zone))
    if state:
        found = found.filter(state=state)
    if words.strip():
        typed = words.strip()
        found = found.filter(
            Q(person__name__icontains=typed) | Q(person__initials__contains=typed.lower())
            | Q(case__enterprise__name__icontains=typed)
        )  # fmt: skip
    return found.order_by("-starts", "-pk")


def arrivals(zone: str, day: dt.date) -> QuerySet[Stay]:
    """Return who is to come on a day, and who was to come before and is still awaited."""
    found = Stay.objects.filter(zone=zone, state="promised", starts__lte=day, ends__gt=day)
    return _whole(found).order_by("starts", "person__name")


def departures(zone: str, day: dt.date) -> QuerySet[Stay]:
    """Return who is to leave on a day, and who should have left before."""
    return _whole(Stay.objects.filter(zone=zone, state="here", ends__lte=day)).order_by(
        "ends", "person__name"
    )


def undecided(zone: str) -> QuerySet[Stay]:
    """Return the applications an official has to decide, the oldest first."""
    return _whole(Stay.objects.filter(zone=zone, state="applied")).order_by("since", "pk")


def place_in_line(stay: Stay) -> int:
    """Return how many who wait for the same kind of room come up to and with this one."""
    ahead = list(waiting_in(stay.zone).filter(kind=stay.kind, suits=stay.suits).values_list("pk", flat=True))
    return ahead.index(stay.pk) + 1 if stay.pk in ahead else 0


def counts(zone: str, today: dt.date) -> dict[str, int]:
    """Return how many of each there are now: to come, to leave, here, waiting, to be decided, items."""
    stays = Stay.objects.filter(zone=zone)
    return stays.aggregate(
        coming=Count("pk", filter=Q(state="promised", starts__lte=today, ends__gt=today)),
        leaving=Count("pk", filter=Q(state="here", ends__lte=today)),
        here=Count("pk", filter=Q(state="here")),
        waiting=Count("pk", filter=Q(state="waiting")),
        offered=Count("pk", filter=Q(state="offered")),
        undecided=Count("pk", filter=Q(state="applied")),
    ) | {"items": Stay.objects.filter(zone=zone, state__in=LIVE, items__state="asked").count()}  # fmt: skip


def stay_of_code(zone: str, person_id: int, today: dt.date) -> Stay | None:
    """Return the stay a talent code at the door is about: of who is here, else of who comes first."""
    found = _whole(Stay.objects.filter(zone=zone, person=person_id, state__in=HOLDING)).order_by("starts")
    mine = list(found.filter(ends__gt=today - DAY * 30))
    return next((one for one in mine if one.state == "here"), mine[0] if mine else None)


def upkeeps(zone: str, today: dt.date) -> Sequence[Upkeep]:
    """Return what is or will be under repair in a zone, the next first."""
    found = Upkeep.objects.filter(room__site__zone=zone, ends__gt=today)
    return list(
        found.select_related("room__site", "bed__room").order_by("starts", "room__site", "room__number")
    )


def rooms_of(zone: str) -> QuerySet[Room]:
    """Return the rooms of a zone with their beds, by site and number."""
    rooms = Room.objects.filter(site__zone=zone).select_related("site").prefetch_related("beds")
    return rooms.order_by("site__slug", "number")


def bed_words(stay: Stay, today: dt.date) -> str:
    """Return the room and bed somebody has, as people at the station say it; nothing where none is chosen."""
    rows = stay.places.filter(ends__gt=today).select_related("bed__room").order_by("starts", "bed")
    first = list(rows)
    if not first:
        return ""
    return first[0].bed.room.number if stay.kind == "family" else str(first[0].bed)


def _whole(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    return stays.select_related(
        "case__enterprise", "person__owner", "site", "wants_site", "commissioner"
    ).prefetch_related("places__bed__room", "items")
