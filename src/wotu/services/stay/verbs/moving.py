"""Moving to another bed, room or site; where somebody slept before stays on record."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.cases.progress import log
from wotu.ledger.refusal import Short
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay import pool
from wotu.services.stay.locking import locked_stay, offer_after
from wotu.services.stay.models import Bed, Place, Stay, Upkeep
from wotu.services.stay.placing import WHOLE, beds_of, cut, lock_sites, place, put_into, who_is_in
from wotu.services.stay.pool import Pool, pool_of
from wotu.services.stay.promising import beds_taken
from wotu.services.stay.telling import tell_person
from wotu.services.stay.verbs.staying import use_nights


def move_stay(*, stay: Stay, bed: Bed, why: str, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Move somebody to another bed from today on (换床), or choose it for who is yet to come.

    Beds chosen for others who have not come yet are chosen anew where they are in the way.

    Raises:
        CannotDo: somebody sleeps there, it is under repair, it does not suit, or no reason is given.
    """
    if not why.strip():
        raise CannotDo("请写明换床的原因。", "Say why the bed is changed.")
    with transaction.atomic():
        stay = locked_stay(stay, "promised", "here")
        room = bed.room
        lock_sites(stay.site_id, room.site_id)
        since = max(stay.starts, today)
        beds = beds_of(room, bed)
        _refuse(stay, bed, beds, since)
        others = _in_the_way(stay, beds, since)
        old, new = pool_of(stay), Pool(room.site, room.kind, room.guests)
        if stay.state == "here":
            use_nights(stay, today, by=by, now=now)
        if old != new:
            _change_pool(stay, new, since, by=by, now=now)
        cut(stay, since)
        put_into(stay, beds, since, stay.ends, by=by, now=now, why=why.strip()[:300])
        stay.save()
        for other in others:
            place(other, other.starts, other.ends, by=by, now=now, today=today)
        log(stay.case, "noted", by=by, now=now, text=f"换到{room.site.name_zh}{bed}：{why.strip()}")
        note(
            verb="move_stay", about=stay.case.about, by=by, now=now, zone=stay.zone, bed=bed.pk,
            why=why.strip(),
        )  # fmt: skip
        tell_person(
            stay, "moved", by=by, now=now, today=today,
            more=Text(f"{room.site.name_zh} {bed}", f"{room.site.name_en}, {bed}"),
        )  # fmt: skip
        if old != new:
            offer_after(stay.zone, now=now, today=today)
    return stay


def _refuse(stay: Stay, bed: Bed, beds: list[Bed], since: dt.date) -> None:
    room = bed.room
    if room.guests not in ("any", stay.suits) and (room.guests != stay.guests or room.kind != stay.kind):
        raise CannotDo(
            f"{room.number}只安排{room.get_guests_display()}住客，请换一间。",
            f"{room.number} is set aside for others; choose another room.",
        )
    if stay.along and room.kind != WHOLE:
        raise CannotDo("有人同住，只能换到家庭间。", "With somebody along only a family room will do.")
    there = [
        row for row in who_is_in([b.pk for b in beds], since, stay.ends, stay) if row.stay.state == "here"
    ]
    if there:
        who = there[0]
        raise CannotDo(
            f"{who.bed}在{who.starts}至{who.ends}有{who.stay.person.name}住，请换一张床。",
            f"{who.stay.person.name} has {who.bed} from {who.starts} to {who.ends}; choose another bed.",
        )
    broken = Upkeep.objects.filter(room=room, starts__lt=stay.ends, ends__gt=since)
    if any(one.bed_id in (None, *(b.pk for b in beds)) for one in broken):
        raise CannotDo(
            f"{bed}在这段时间有维修，请换一张床。",
            f"{bed} is under repair in this time; choose another bed.",
        )


def _in_the_way(stay: Stay, beds: list[Bed], since: dt.date) -> list[Stay]:
    """Take back the beds of who has not come yet and was given one of these; return their stays."""
    rows = who_is_in([b.pk for b in beds], since, stay.ends, stay)
    stays = {row.stay_id: row.stay for row in rows}
    Place.objects.filter(stay__in=stays).delete()
    found = Stay.objects.filter(pk__in=stays).select_related("site", "case").order_by("starts", "pk")
    return list(found)


def _change_pool(stay: Stay, new: Pool, since: dt.date, *, by: str, now: dt.datetime) -> None:
    stay.site, stay.kind, stay.guests = new.site, new.kind, new.guests
    stay.beds = beds_taken(new, new.kind)
    try:
        with transaction.atomic():
            pool.hold_instead(stay, new, since, stay.ends, verb="move_stay", by=by, now=now)
    except Short as short:
        raise CannotDo(
            "那一类房间有的晚上已经约满，不能换过去。", "Rooms of that kind are all promised on some night."
        ) from short
