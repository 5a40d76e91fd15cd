"""Staying: the nights used, staying longer, leaving earlier, leaving."""

import datetime as dt

from django.db import transaction

from wotu.audit.verbs import note
from wotu.cases.progress import SYSTEM, log
from wotu.ledger.models import Account
from wotu.ledger.refusal import Short
from wotu.refusal import CannotDo
from wotu.rules.text import Text
from wotu.services.stay import pool
from wotu.services.stay.free import free_left, free_slept, record_used
from wotu.services.stay.hooks import station_for
from wotu.services.stay.known import known_of
from wotu.services.stay.locking import locked_stay, offer_after
from wotu.services.stay.models import Stay
from wotu.services.stay.placing import cut, lock_sites, place, unit_now
from wotu.services.stay.telling import tell_person


def count_night(*, zone: str, now: dt.datetime, today: dt.date) -> int:
    """Use the nights slept before today (夜审) of everybody who is there; return how many nights."""
    here = Stay.objects.filter(zone=zone, state="here", slept_until__lt=today)
    counted = 0
    for one in here.select_related("case").order_by("pk"):
        with transaction.atomic():
            stay = locked_stay(one)
            if stay.state == "here":
                counted += use_nights(stay, today, by=SYSTEM, now=now)
                stay.save()
                note(verb="count_night", about=stay.case.about, by=SYSTEM, now=now, zone=stay.zone)
    return counted


def use_nights(stay: Stay, today: dt.date, *, by: str, now: dt.datetime) -> int:
    """Use the nights of a stay slept before today and record the free ones; the caller saves the stay."""
    before = free_slept(stay)
    used = pool.use(stay, today, verb="count_night", by=by, now=now)
    zone, station = station_for(stay.zone)
    record_used(zone, station, stay.person, free_slept(stay) - before, by=by, now=now, today=today)
    return used


def extend_stay(*, stay: Stay, ends: dt.date, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Stay longer (续住): hold the nights up to `ends` too. Free nights first, then at the price.

    Raises:
        CannotDo: the day is not later, too far ahead, or a night has no bed left.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "promised", "here")
        zone, station = station_for(stay.zone)
        most = today + dt.timedelta(days=station.terms.horizon_days)
        if not max(stay.ends, today) < ends <= most:
            raise CannotDo(
                f"新的退房日期要晚于{stay.ends}，不晚于{most}。",
                f"The new day of leaving is after {stay.ends} and not after {most}.",
            )
        lock_sites(stay.site_id)
        try:
            with transaction.atomic():
                pool.hold(stay, pool.pool_of(stay), stay.ends, ends, verb="extend_stay", by=by, now=now)
        except Short as short:
            raise CannotDo(*_no_bed(short)) from short
        known = known_of(zone, station, stay.person, today)
        left = max(0, free_left(stay.person, known.free_by_rule or 0))
        old, more = stay.ends, (ends - stay.ends).days
        stay.ends, stay.free_nights = ends, stay.free_nights + min(left, more)
        stay.save()
        if stay.places.exists():
            bed = unit_now(stay, old - pool.DAY)
            place(stay, old, ends, by=by, now=now, today=today, first=bed, why="续住")
        log(stay.case, "noted", by=by, now=now, text=f"续住至{ends}")
        note(verb="extend_stay", about=stay.case.about, by=by, now=now, zone=stay.zone, ends=str(ends))
        tell_person(stay, "extended", by=by, now=now, today=today, more=_paid(stay))
    return stay


def leave_early(*, stay: Stay, ends: dt.date, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Leave on an earlier day (提前退房): the nights after it go back to the pool and to those who wait.

    Raises:
        CannotDo: the day is not earlier, or gone by already.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "promised", "here")
        earliest = max(stay.starts, today) + pool.DAY
        if not earliest <= ends < stay.ends:
            raise CannotDo(
                f"新的退房日期要早于{stay.ends}，不早于{earliest}；今天就走请到前台退房。",
                f"The new day of leaving is before {stay.ends} and not before {earliest}; "
                "to leave today, check out at the desk.",
            )
        lock_sites(stay.site_id)
        since = max(stay.starts, today)
        if stay.state == "here":
            use_nights(stay, today, by=by, now=now)
        pool.hold_instead(stay, pool.pool_of(stay), since, ends, verb="leave_early", by=by, now=now)
        stay.ends, stay.free_nights = ends, min(stay.free_nights, (ends - stay.starts).days)
        stay.save()
        cut(stay, ends)
        log(stay.case, "noted", by=by, now=now, text=f"退房日期改为{ends}")
        note(verb="leave_early", about=stay.case.about, by=by, now=now, zone=stay.zone, ends=str(ends))
        tell_person(stay, "shortened", by=by, now=now, today=today)
        offer_after(stay.zone, now=now, today=today)
    return stay


def check_out(*, stay: Stay, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Check somebody out (办理退房): what was slept is used, the rest goes back.

    Raises:
        CannotDo: they are not there.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "here")
        lock_sites(stay.site_id)
        use_nights(stay, today, by=by, now=now)
        pool.let_go(stay, verb="check_out", by=by, now=now)
        cut(stay, today)
        stay.state, stay.left_at = "over", now
        stay.ends = min(stay.ends, max(today, stay.starts + pool.DAY))
        stay.free_nights = min(stay.free_nights, stay.nights)
        stay.save()
        log(stay.case, "noted", by=by, now=now, text=f"{today}退房")
        note(verb="check_out", about=stay.case.about, by=by, now=now, zone=stay.zone)
        tell_person(stay, "left", by=by, now=now, today=today)
        offer_after(stay.zone, now=now, today=today)
    return stay


def _no_bed(short: Short) -> tuple[str, str]:
    """Say which nights have no bed left."""
    days = sorted(
        str(day)
        for day in Account.objects.filter(pk__in=[lack.account_id for lack in short.lacking])
        .values_list("starts", flat=True)
    )  # fmt: skip
    shown = "、".join(days[:7]) + ("等" if len(days) > 7 else "")
    en = ", ".join(days[:7]) + (" and more" if len(days) > 7 else "")
    return (
        f"这些晚上已没有同类床位：{shown}。可以选早一些的日期，或请前台换房型、换驿站点。",
        f"There is no such bed left on {en}. Choose an earlier day, or ask the desk for another room.",
    )


def _paid(stay: Stay) -> Text | None:
    if not stay.paid_nights:
        return None
    n = stay.paid_nights
    return Text(
        f"其中{n}晚超出免费晚数，按价收费", f"{n} of them are beyond the free nights and have a price"
    )
