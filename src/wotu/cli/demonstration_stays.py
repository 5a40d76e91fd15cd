"""The talent station of the demonstration: set up, and with people in it, so that its board is not empty."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.refusal import CannotDo
from wotu.cases.verbs.filing import file_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.demonstration import SOURCE
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Membership, Party
from wotu.services.stay.models import LIVE, Stay
from wotu.services.stay.pool import DAY
from wotu.services.stay.station import Station, station_of
from wotu.services.stay.verbs.arriving import check_in
from wotu.services.stay.verbs.serving import appoint_commissioner
from wotu.services.stay.verbs.setting_up import open_nights, set_up_station
from wotu.services.stay.verbs.staying import check_out, count_night

PEOPLE: Final = 36
BEGINS: Final = (-18, -12, -6, 0, 4, -18, -12, -6, -12, 9)
"""On which day from today they come: few days, so that few check-ups have to be compiled."""
EARLIEST: Final = 20
MOST_UNDECIDED: Final = 3
"""Applications left for an official to decide; others that are not clear are not sent."""


def load_station(*, zone: Zone, by: str, now: dt.datetime, today: dt.date) -> int:
    """Set up a zone's station and open its nights; return how many beds are new. Repeating it is harmless."""
    station = station_of(zone)
    if station is None:
        return 0
    if Stay.objects.filter(zone=zone.id).exists():
        return set_up_station(zone=zone, station=station, by=by, now=now, today=today)
    before = EARLIEST * DAY
    made = set_up_station(zone=zone, station=station, by=by, now=now - before, today=today - before)
    open_nights(zone=zone, station=station, by=by, now=now, today=today)
    return made


def load_stays(*, zone: Zone, by: str, now: dt.datetime) -> int:
    """Let demonstration people stay at the station: some left, some there, some to come; return how many.

    Done once: where anybody has a stay already, nothing is added.
    """
    station = station_of(zone)
    clerk = Appointment.objects.filter(user__is_demo=True, department__zone=zone.id, role="clerk").first()
    if station is None or clerk is None or Stay.objects.filter(zone=zone.id).exists():
        return 0
    ours = Membership.objects.filter(party__kind="person").values("party")
    people = Party.objects.filter(zone=zone.id, kind="person", is_demo=True).exclude(pk__in=ours)
    stayed = 0
    with transaction.atomic():
        for number, person in enumerate(people.select_related("owner").order_by("slug")[: PEOPLE * 3]):
            if stayed < PEOPLE:
                stayed += _stay(zone, station, person, number, clerk.user, by, now)
        count_night(zone=zone.id, now=now, today=timezone.localdate(now))
    return stayed


def _stay(  # noqa: PLR0917
    zone: Zone, station: Station, person: Party, number: int, user: User, by: str, now: dt.datetime
) -> int:
    """Let one person apply, come and leave; 0 where the rule does not allow it."""
    begins, nights = BEGINS[number % len(BEGINS)], 6 + number * 5 % 29
    then = now + min(begins, 0) * DAY
    day = timezone.localdate(then)
    starts = timezone.localdate(now) + begins * DAY
    said = {"sex": ("female", "male")[number % 2], "owns_local_home": "false"}
    record_facts(
        facts=[NewFact(person, fact, value, SOURCE, kind="demonstration") for fact, value in said.items()],
        vocabulary=zone.packs.vocabulary, about=person.slug, by=by, now=then,
    )  # fmt: skip
    kind = ("two", "two", "one", "two", "family")[number % 5]
    data = {
        "starts": str(starts), "ends": str(starts + nights * DAY), "kind": kind,
        "along": 2 if kind == "family" else 0, "onward": list(station.onward[:2]) if number % 4 == 0 else [],
    }  # fmt: skip
    try:
        with transaction.atomic():
            case = file_case(
                zone=zone, enterprise=person.owner or person, subject=person, measure=station.measure,
                user=user, now=then, today=day, data=data, handled=True,
            )  # fmt: skip
            waiting = Stay.objects.filter(zone=zone.id, state="applied").count()
            if case.state == "open" and (begins < 0 or waiting > MOST_UNDECIDED):
                raise CannotDo("演示中不再增加待审核的申请。", "No more undecided ones in the demonstration.")
    except CannotDo:
        return 0
    stay = Stay.objects.select_related("case").get(case=case)
    if stay.commissioner is None and stay.state in LIVE:
        appoint_commissioner(
            stay=stay, to=user, by=by, now=now, today=timezone.localdate(now)
        )  # the offices of the demonstration begin today
    stay.refresh_from_db()
    if stay.state == "promised" and begins <= 0 and (begins < 0 or number % 2):
        check_in(stay=stay, user=user, now=then, today=day)
        left = starts + nights * DAY
        if left < timezone.localdate(now):
            check_out(stay=stay, by=user.email, now=then + nights * DAY, today=left)
    return 1
