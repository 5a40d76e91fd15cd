"""Coming: beds chosen the evening before or at the desk, check-in, being late."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.progress import log
from wotu.cases.verbs.delivering import delivered
from wotu.refusal import CannotDo
from wotu.services.stay import pool
from wotu.services.stay.hooks import station_for
from wotu.services.stay.locking import locked_stay
from wotu.services.stay.models import Stay
from wotu.services.stay.placing import cut, lock_sites, place
from wotu.services.stay.promising import kept_until
from wotu.services.stay.telling import tell_person


def check_in(*, stay: Stay, user: User, now: dt.datetime, today: dt.date) -> Stay:
    """Check somebody in (办理入住): they get their bed, and the case is delivered.

    Raises:
        CannotDo: no nights are promised, or it is not their day.
    """
    with transaction.atomic():
        stay = locked_stay(stay, "promised")
        if not stay.starts <= today < stay.ends:
            raise CannotDo(
                f"保留的是{stay.starts}至{stay.ends}，今天不能办理入住。",
                f"The nights promised are {stay.starts} to {stay.ends}; check-in is not today.",
            )
        lock_sites(stay.site_id)
        if today > stay.starts:  # came late: the nights gone by are given back unused
            pool.hold_instead(
                stay, pool.pool_of(stay), today, stay.ends, verb="check_in", by=user.email, now=now
            )
            cut(stay, stay.starts)
        stay.state, stay.arrived_at, stay.slept_until, stay.arrive_by = "here", now, today, None
        stay.save()
        if not stay.places.exists():
            place(stay, today, stay.ends, by=user.email, now=now, today=today)
        step = stay.case.steps.filter(round=stay.case.round, does="deliver", done_at=None).first()
        if step is not None:
            bed = stay.places.select_related("bed__room").order_by("starts", "pk")[0].bed
            delivered(stay.case, step.step, text=f"入住{bed}", by=user.email, now=now, today=today)
        note(verb="check_in", about=stay.case.about, by=user.email, now=now, zone=stay.zone)
        tell_person(stay, "arrived", by=user.email, now=now, today=today)
    return stay


def place_arrivals(*, zone: str, night: dt.date, by: str, now: dt.datetime, today: dt.date) -> int:
    """Choose the beds of whoever is to come for a night and has none yet; return for how many."""
    coming = Stay.objects.filter(zone=zone, state="promised", starts=night, places=None)
    placed = 0
    for one in coming.select_related("case").order_by("ends", "pk"):
        with transaction.atomic():
            stay = locked_stay(one)
            lock_sites(stay.site_id)
            if stay.state != "promised" or stay.places.exists():
                continue
            place(stay, stay.starts, stay.ends, by=by, now=now, today=today)
            note(verb="place_arrivals", about=stay.case.about, by=by, now=now, zone=stay.zone)
            placed += 1
    return placed


def say_late(*, stay: Stay, day: dt.date, excuse: str, by: str, now: dt.datetime, today: dt.date) -> Stay:
    """Say in time why one comes later (说明原因): the bed is kept up to the station's limit of days.

    Raises:
        CannotDo: no reason is given, it is too late, or longer than the bed can be kept.
    """
    if not excuse.strip():
        raise CannotDo("请写明晚到的原因。", "Say why you come later.")
    with transaction.atomic():
        stay = locked_stay(stay, "promised")
        _, station = station_for(stay.zone)
        last = min(stay.starts + dt.timedelta(days=station.terms.late_days), stay.ends - pool.DAY)
        if not max(stay.starts, today) <= day <= last:
            raise CannotDo(
                f"最晚可以保留到{last}到店。要更晚，请取消后重新申请。",
                f"The bed can be kept for {last} at the latest. If later, give it up and apply again.",
            )
        stay.excuse, stay.arrive_by = excuse.strip()[:500], kept_until(day, station)
        stay.save()
        log(stay.case, "noted", by=by, now=now, text=f"{day}到店，原因：{stay.excuse}")
        note(verb="say_late", about=stay.case.about, by=by, now=now, zone=stay.zone, day=str(day))
    return stay


def explain_absence(*, stay: Stay, excuse: str, by: str, now: dt.datetime) -> Stay:
    """Say afterwards why one did not come (未到店说明); the desk sees it.

    Raises:
        CannotDo: no reason is given, or the bed was not given up.
    """
    if not excuse.strip():
        raise CannotDo("请写明没有到店的原因。", "Say why you did not come.")
    with transaction.atomic():
        stay = locked_stay(stay, "lapsed")
        stay.excuse = excuse.strip()[:500]
        stay.save()
        log(stay.case, "noted", by=by, now=now, text=f"未到店原因：{stay.excuse}", for_firm=False)
        note(verb="explain_absence", about=stay.case.about, by=by, now=now, zone=stay.zone)
    return stay
