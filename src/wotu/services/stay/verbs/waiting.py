"""The waiting list (轮候): nights that come back are offered in order of filing, to be confirmed in time."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.progress import SYSTEM, close, log
from wotu.services.stay import pool
from wotu.services.stay.hooks import station_for
from wotu.services.stay.locking import locked_stay, offer_after
from wotu.services.stay.models import Stay
from wotu.services.stay.pool import Pool
from wotu.services.stay.promising import beds_taken, kept_until, pools_for, settle_promise, take
from wotu.services.stay.station import Station
from wotu.services.stay.telling import tell_person

LEAST_TO_CONFIRM = dt.timedelta(hours=1)
GIVEN_UP = {
    "no_night": "轮候期间没有床位空出",
    "not_confirmed": "未在期限内确认",
}


def offer_nights(*, zone: str, now: dt.datetime, today: dt.date) -> int:
    """Offer nights that are free to those who wait, in order of filing; return how many got an offer.

    Who waits gets all nights asked for or none; what nobody waiting can use whole stays free for everybody.
    """
    _, station = station_for(zone)
    waiting = list(waiting_in(zone))
    if not waiting:
        return 0
    pools = {stay.pk: pools_for(stay, station) for stay in waiting}
    every = {one.family: one for mine in pools.values() for one in mine}
    free = pool.left(every.values(), today, max(stay.ends for stay in waiting))
    offered = 0
    for stay in waiting:
        if stay.ends <= today:
            _end(stay, "no_night", now=now, today=today)
            continue
        if not any(_seems_free(stay, one, free[one.family], today) for one in pools[stay.pk]):
            continue
        if _offer(stay, station, now=now, today=today):
            offered += 1
            free = pool.left(every.values(), today, max(other.ends for other in waiting))
    return offered


def waiting_in(zone: str) -> QuerySet[Stay]:
    """Return who waits in a zone, whoever filed first first."""
    waiting = Stay.objects.filter(zone=zone, state="waiting").order_by("since", "case_id")
    return waiting.select_related("case", "person__owner", "wants_site")


def confirm_offer(*, stay: Stay, user: User, now: dt.datetime, today: dt.date) -> Stay:
    """Confirm nights offered from the waiting list: they are promised.

    Raises:
        CannotDo: nothing is offered any more.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "offered")
        _, station = station_for(stay.zone)
        settle_promise(stay, station, by=user.email, now=now, today=today)
        note(verb="confirm_offer", about=stay.case.about, by=user.email, now=now, zone=stay.zone)
        tell_person(stay, "promised", by=user.email, now=now, today=today)
    return stay


def give_up_stay(*, stay: Stay, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Give a stay up before it begins (取消): its nights go to those who wait.

    Raises:
        CannotDo: the person is there already, or it is over.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "applied", "waiting", "offered", "promised")
        kind = "withdrawn" if stay.state == "applied" else "declined"
        log(stay.case, kind, by=by, now=now)
        note(verb="give_up_stay", about=stay.case.about, by=by, now=now, zone=stay.zone)
        close(stay.case, kind, by=by, now=now, today=today)
        offer_after(stay.zone, now=now, today=today)
    stay.refresh_from_db()
    return stay


def settle_due(*, zone: str, now: dt.datetime, today: dt.date) -> int:
    """Give up offers nobody confirmed and beds nobody came for (未到店); return how many.

    What comes back is offered to those who wait.
    """
    offers = Stay.objects.filter(zone=zone, state="offered", confirm_by__lte=now)
    absent = Stay.objects.filter(zone=zone, state="promised", arrive_by__lte=now)
    ended = 0
    for stay in offers.select_related("case").order_by("confirm_by", "pk"):
        ended += _end(stay, "not_confirmed", now=now, today=today)
    for stay in absent.select_related("case").order_by("arrive_by", "pk"):
        ended += _lapse(stay, now=now, today=today)
    offer_nights(zone=zone, now=now, today=today)
    return ended


def _seems_free(stay: Stay, one: Pool, free: dict[dt.date, int], today: dt.date) -> bool:
    wanted = pool.nights(max(stay.starts, today), stay.ends)
    needed = beds_taken(one, stay.kind)
    return all(free.get(night, 0) >= needed for night in wanted)


def _offer(stay: Stay, station: Station, *, now: dt.datetime, today: dt.date) -> bool:
    with transaction.atomic():
        stay = locked_stay(stay)
        if stay.state != "waiting":
            return False
        stay.starts = max(stay.starts, today)
        if take(stay, pools_for(stay, station), verb="offer_nights", by=SYSTEM, now=now) is None:
            return False
        stay.free_nights = min(stay.free_nights, stay.nights)
        until = min(now + dt.timedelta(hours=station.terms.confirm_hours), kept_until(stay.starts, station))
        stay.state, stay.confirm_by = "offered", max(until, now + LEAST_TO_CONFIRM)
        stay.save()
        log(
            stay.case,
            "noted",
            by=SYSTEM,
            now=now,
            text=f"轮候有床位，待确认，期限{stay.confirm_by:%Y-%m-%d %H:%M}",
        )
        note(verb="offer_nights", about=stay.case.about, by=SYSTEM, now=now, zone=stay.zone)
        tell_person(stay, "offered", by=SYSTEM, now=now, today=today)
    return True


def _end(stay: Stay, why: str, *, now: dt.datetime, today: dt.date) -> int:
    with transaction.atomic():
        stay = locked_stay(stay)
        overdue = stay.state == "offered" and stay.confirm_by is not None and stay.confirm_by <= now
        if not (overdue if why == "not_confirmed" else stay.state == "waiting"):
            return 0
        log(stay.case, "declined", by=SYSTEM, now=now, text=GIVEN_UP[why])
        note(verb="settle_due", about=stay.case.about, by=SYSTEM, now=now, zone=stay.zone, why=why)
        close(stay.case, "declined", by=SYSTEM, now=now, today=today)
        tell_person(stay, why, by=SYSTEM, now=now, today=today)
    return 1


def _lapse(stay: Stay, *, now: dt.datetime, today: dt.date) -> int:
    with transaction.atomic():
        stay = locked_stay(stay)
        if stay.state != "promised" or stay.arrive_by is None or stay.arrive_by > now:
            return 0
        stay.state = "lapsed"
        stay.save()
        pool.let_go(stay, verb="settle_due", by=SYSTEM, now=now)
        log(stay.case, "declined", by=SYSTEM, now=now, text="未按时到店，床位已释放")
        note(verb="settle_due", about=stay.case.about, by=SYSTEM, now=now, zone=stay.zone, why="lapsed")
        close(stay.case, "declined", by=SYSTEM, now=now, today=today)
        tell_person(stay, "lapsed", by=SYSTEM, now=now, today=today)
    return 1
