"""The talent station of the demonstration: set up, and with people in it, so that its board is not empty."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.filing import file_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.demonstration import SOURCE
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Membership, Party
from wotu.refusal import CannotDo
from wotu.services.stay.known import known_of
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
UNSURE: Final = (-1, 0, 0, 0)
"""On which day from today those apply of whom nobody knows whether they have a home in the city: an official
answers them, yesterday's late and today's still in time."""
_HOME: Final = "owns_local_home"
STATED: Final = {
    _HOME: "false", "works_in_zone": "true", "seeking_job": "false", "stay_nights_used": "0",
}  # fmt: skip
"""What the others state where it is not known yet, so that the rule answers them the same day."""


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
    stayed, unsure = 0, list(UNSURE)
    with transaction.atomic():
        for number, person in enumerate(people.select_related("owner").order_by("slug")[: PEOPLE * 3]):
            if stayed == PEOPLE:
                break
            leaves_open = bool(unsure) and not person.facts.filter(fact=_HOME).exists()
            applies = unsure[0] if leaves_open else min(BEGINS[number % len(BEGINS)], 0)
            guest = _Guest(zone, station, person, number, now, applies, leaves_open)
            if guest.stays(by=by, clerk=clerk.user):
                stayed += 1
                unsure = unsure[leaves_open:]
        count_night(zone=zone.id, now=now, today=timezone.localdate(now))
    return stayed


@dataclass(frozen=True)
class _Guest:
    """A person about to apply, so many days from today, who may leave one fact open."""

    zone: Zone
    station: Station
    person: Party
    number: int
    now: dt.datetime
    applies: int
    leaves_open: bool

    @property
    def at(self) -> dt.datetime:
        return self.now + self.applies * DAY

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)

    @property
    def begins(self) -> int:
        """On which day from today the stay begins."""
        return max(2, self.number % 9) if self.leaves_open else BEGINS[self.number % len(BEGINS)]

    def stays(self, *, by: str, clerk: User) -> bool:
        """Let the person apply, come and leave; tell whether the rule allowed it."""
        try:
            with transaction.atomic():
                self._state(by)
                case = self._file(clerk)
                if (case.state == "open") is not self.leaves_open:
                    raise CannotDo("演示中不用这一位。", "Not one for the demonstration.")
        except CannotDo:
            return False
        stay = Stay.objects.select_related("case").get(case=case)
        if stay.commissioner is None and stay.state in LIVE:
            appoint_commissioner(
                stay=stay, to=clerk, by=by, now=self.now, today=timezone.localdate(self.now)
            )  # the offices of the demonstration begin today
        stay.refresh_from_db()
        if stay.state == "promised" and self.begins <= 0 and (self.begins < 0 or self.number % 2):
            check_in(stay=stay, user=clerk, now=self.at, today=self.today)
            if stay.ends < timezone.localdate(self.now):
                nights = stay.ends - stay.starts
                check_out(stay=stay, by=clerk.email, now=self.at + nights, today=stay.ends)
        return True

    def _file(self, clerk: User) -> Case:
        starts, nights = timezone.localdate(self.now) + self.begins * DAY, 6 + self.number * 5 % 29
        kind = ("two", "two", "one", "two", "family")[self.number % 5]
        onward = list(self.station.onward[:2]) if self.number % 4 == 0 else []
        return file_case(
            zone=self.zone, enterprise=self.person.owner or self.person, subject=self.person,
            measure=self.station.measure, user=clerk, now=self.at, today=self.today, handled=True,
            data={
                "starts": str(starts), "ends": str(starts + nights * DAY), "kind": kind,
                "along": 2 if kind == "family" else 0, "onward": onward,
            },
        )  # fmt: skip

    def _state(self, by: str) -> None:
        """Say what is not known of the person yet, but for what is left open."""
        said = STATED | {
            "sex": ("female", "male")[self.number % 2],
            "degree": ("bachelor", "master", "doctor")[self.number % 3],
            "graduated_on": str(self.today - (200 + self.number * 37 % 1200) * DAY),
        }  # fmt: skip
        known = known_of(self.zone, self.station, self.person, self.today)
        left_open = {_HOME} if self.leaves_open else set()
        new = {fact: said[fact] for fact in said.keys() - left_open if known.value(fact) is None}
        record_facts(
            facts=[
                NewFact(self.person, fact, value, SOURCE, kind="demonstration")
                for fact, value in sorted(new.items())
            ],
            vocabulary=self.zone.packs.vocabulary, about=self.person.slug, by=by, now=self.at,
        )  # fmt: skip
