"""Promising nights: from which pool, and what to do where none has them. In the caller's transaction."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.progress import log
from wotu.ledger.refusal import Short
from wotu.parties.models import Appointment, held_on
from wotu.services.stay import pool
from wotu.services.stay.models import LIVE, Site, Stay
from wotu.services.stay.pool import DAY, Pool
from wotu.services.stay.station import Station
from wotu.services.stay.telling import tell_person

SERVING = ("clerk", "reviewer")
"""Offices whose holders may be somebody's service commissioner (服务专员)."""


def promise_or_wait(stay: Stay, station: Station, *, by: str, now: dt.datetime, today: dt.date) -> None:
    """Hold every night of an approved stay, or put it on the waiting list (轮候), in order of filing."""
    chosen = take(stay, pools_for(stay, station), verb="promise", by=by, now=now)
    if chosen is None:
        stay.state, stay.since = "waiting", stay.case.filed_at or now
        stay.save()
        log(stay.case, "noted", by=by, now=now, text="床位已满，进入轮候")
        tell_person(stay, "waiting", by=by, now=now, today=today)
        return
    settle_promise(stay, station, by=by, now=now, today=today)
    tell_person(stay, "promised", by=by, now=now, today=today)


def settle_promise(stay: Stay, station: Station, *, by: str, now: dt.datetime, today: dt.date) -> None:
    """Make nights that are held a promise: by when to arrive, and who looks after the person."""
    stay.state, stay.confirm_by = "promised", None
    stay.arrive_by = kept_until(max(stay.starts, today), station)
    if stay.commissioner_id is None:
        stay.commissioner_id = least_loaded(stay.zone, today)
    stay.save()
    log(stay.case, "noted", by=by, now=now, text=f"已保留床位{stay.starts}至{stay.ends}")


def take(stay: Stay, pools: Sequence[Pool], *, verb: str, by: str, now: dt.datetime) -> Pool | None:
    """Hold all nights of a stay in the first pool that has them; set its site. None where none has."""
    free = pool.left(pools, stay.starts, stay.ends)
    for one in _roomiest_first(stay, pools, free):
        stay.site, stay.guests, stay.beds = one.site, one.guests, beds_taken(one, stay.kind)
        try:
            with transaction.atomic():  # a pool that is short gives its locks back
                pool.hold(stay, one, stay.starts, stay.ends, verb=verb, by=by, now=now)
        except Short:
            continue
        return one
    stay.site, stay.guests, stay.beds = None, "any", 1
    return None


def pools_for(stay: Stay, station: Station) -> list[Pool]:
    """Return the pools that may take a stay, the site it asked for alone where it named one."""
    wanted = stay.wants_site
    found = pools_of(station, stay.kind, stay.suits)
    return [one for one in found if wanted is None or one.site.slug == wanted.slug]


def pools_of(station: Station, kind: str, suits: str | None = None) -> list[Pool]:
    """Return the pools of a kind of room, only those that suit where that is known."""
    sites = {site.slug: site for site in Site.objects.filter(zone=station.zone)}
    return [
        Pool(sites[declared.id], kind, guests)
        for declared in station.sites
        if declared.id in sites
        for guests in sorted({lot.guests for lot in declared.lots if lot.kind == kind})
        if guests == "any" or suits in (None, guests)
    ]


def beds_taken(chosen: Pool, kind: str) -> int:
    """Return how many beds a stay takes each night: one, or those of a whole family room of the site."""
    if kind != "family":
        return 1
    room = chosen.site.rooms.filter(kind=kind, guests=chosen.guests).first()
    return room.beds.count() if room else 1


def kept_until(starts: dt.date, station: Station) -> dt.datetime:
    """Return until when a bed is kept for somebody who is to come on a day: an hour of the next day."""
    return timezone.make_aware(dt.datetime.combine(starts + DAY, dt.time(station.terms.keep_until)))


def commissioners(zone: str, today: dt.date) -> list[tuple[User, int]]:
    """Return the officials who may look after people, with how many each looks after now."""
    rows = Appointment.objects.filter(held_on(today), department__zone=zone, role__in=SERVING)
    users = {row.user_id: row.user for row in rows.select_related("user").order_by("since", "pk")}
    load = dict.fromkeys(users, 0)
    for user in Stay.objects.filter(zone=zone, state__in=LIVE, commissioner__in=users).values_list(
        "commissioner", flat=True
    ):
        load[user] += 1
    return [(user, load[key]) for key, user in users.items()]


def least_loaded(zone: str, today: dt.date) -> int | None:
    """Return the official who looks after the fewest people now, the one longest there of equals."""
    people = commissioners(zone, today)
    return min(people, key=lambda one: one[1])[0].pk if people else None


def _roomiest_first(
    stay: Stay, pools: Sequence[Pool], free: dict[str, dict[dt.date, int]]
) -> list[Pool]:  # fmt: skip
    """Return the pools that seem to have every night, the one with most beds on its fullest night first."""
    wanted = pool.nights(stay.starts, stay.ends)

    def tightest(one: Pool) -> int:
        return min((free[one.family].get(night, 0) for night in wanted), default=0)

    fitting = [one for one in pools if tightest(one) >= beds_taken(one, stay.kind)]
    return sorted(fitting, key=lambda one: -tightest(one))
