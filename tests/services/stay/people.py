"""A small station with people who want its beds, and the steps they take most often."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

from tests.house.files import ROOT
from wotu.accounts.models import User
from wotu.cases.verbs.filing import file_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.zones import Zone
from wotu.parties.memberships import add_member
from wotu.parties.models import Party
from wotu.parties.offices import appoint, register_department
from wotu.parties.verbs import NewParty, register_parties
from wotu.services.stay.models import Bed, Stay
from wotu.services.stay.station import Station
from wotu.services.stay.verbs.setting_up import set_up_station

NOW = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 2)
"""A Monday, ten o'clock in Shanghai."""
DAY = dt.timedelta(days=1)
MEASURE = "nanchang.talent_station"
CLEAR = {
    "works_in_zone": "true", "seeking_job": "false", "stay_nights_used": "0", "degree": "bachelor",
    "graduated_on": "2025-07-01", "owns_local_home": "false",
}  # fmt: skip
"""Facts by which nobody has to look at an application."""
SMALL = """
measure: nanchang.talent_station
source: {ref: stdaily-2024, article: 人才驿站}
published: false
assumption: {zh: 测试用的小驿站, en: A small station for tests}
sites:
  - id: a
    zh: A栋
    en: Block A
    address: {zh: 天祥大道, en: Tianxiang Avenue}
    rooms:
      - {kind: one, beds: 1, first: A101, last: A102}
      - {kind: two, beds: 2, first: A201, last: A202, guests: women}
      - {kind: two, beds: 2, first: A301, last: A301, guests: men}
      - {kind: family, beds: 3, first: A401, last: A402}
  - id: b
    zh: B栋
    en: Block B
    address: {zh: 天祥大道, en: Tianxiang Avenue}
    rooms:
      - {kind: two, beds: 2, first: B201, last: B201, guests: women}
terms:
  {price: 60元, ahead_days: 60, longest_nights: 90, horizon_days: 160, keep_until: 12, late_days: 3,
   confirm_hours: 24}
clear:
  {degrees: [junior_college, bachelor, master, doctor], graduated_within_years: 5, without_home: true}
onward: [nanchang.service_commissioner, nanchang.medical_channel, nanchang.schooling]
"""


def write_packs(folder: Path, stay: str = SMALL) -> Path:
    """Write the pack of the zone with the station, and those it builds on, with another station."""
    for name in ("common", "nanchang"):
        copytree(ROOT / "packs" / name, folder / name)
    (folder / "nanchang" / "stay.yaml").write_text(stay, encoding="utf-8")
    return folder


@dataclass
class House:
    """A station with its officials: cleo at the desk, dan beside her. People come as they are needed."""

    zone: Zone
    station: Station
    firm: Party
    cleo: User
    dan: User
    people: dict[str, Party] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def person(self, name: str, sex: str = "female", **facts: str) -> Party:
        """Return a person of the firm whose facts leave nothing open, unless told otherwise."""
        if name not in self.people:
            slug = f"p-{name}"
            made = register_parties(
                parties=[NewParty(slug, "person", "nanchang", f"演示·{name}", owner=self.firm.slug)],
                about="tests", by="tests", now=NOW,
            )[slug]  # fmt: skip
            said = {**CLEAR, "sex": sex, **facts}
            record_facts(
                facts=[NewFact(made, fact, value, "tests") for fact, value in said.items() if value],
                vocabulary=self.zone.packs.vocabulary, about=slug, by="tests", now=NOW,
            )  # fmt: skip
            self.people[name] = Party.objects.select_related("owner").get(slug=slug)
            user = User.objects.create_user(f"{name}@example.org", name=name.capitalize())
            add_member(user=user, party=made, role="owner", since=TODAY - DAY, by="tests", now=NOW)
            self.users[name] = user
        return self.people[name]

    def apply(
        self, name: str, starts: int = 0, nights: int = 10, kind: str = "two", *, now: dt.datetime = NOW,
        today: dt.date = TODAY, **more: Any,
    ) -> Stay:  # fmt: skip
        """Return the stay somebody applied for, so many days from today."""
        person = self.person(name)
        begin = today + starts * DAY
        data = {
            "starts": str(begin), "ends": str(begin + nights * DAY), "kind": kind,
            "along": 1 if kind == "family" else 0, **more,
        }  # fmt: skip
        case = file_case(
            zone=self.zone, enterprise=self.firm, subject=person, measure=MEASURE, user=self.users[name],
            now=now, today=today, data=data,
        )  # fmt: skip
        return fresh(Stay.objects.get(case=case))

    def bed(self, room: str, number: int = 1) -> Bed:
        """Return a bed by its room and number."""
        return Bed.objects.select_related("room__site").get(room__number=room, number=number)


def fresh(stay: Stay) -> Stay:
    """Return a stay as it is in the books."""
    return Stay.objects.select_related("case", "person__owner", "site").get(pk=stay.pk)


def open_house(
    zone: Zone, station: Station, *, now: dt.datetime = NOW, today: dt.date = TODAY
) -> House:  # fmt: skip
    """Set a station up, with its firm and its officials."""
    office = register_department(
        zone=zone.id, slug="talent", name_zh="人才办", name_en="Talent office", by="tests", now=now
    )
    users = [
        User.objects.create_user(f"{name}@example.org", name=name.capitalize()) for name in ("cleo", "dan")
    ]
    for user in users:
        appoint(user=user, department=office, role="clerk", since=TODAY - DAY, by="tests", now=NOW)
    firm = register_parties(
        parties=[NewParty("huaqin", "enterprise", zone.id, "演示·华芯电子有限公司")], about="tests",
        by="tests", now=NOW,
    )["huaqin"]  # fmt: skip
    set_up_station(zone=zone, station=station, by="tests", now=now, today=today)
    return House(zone, station, firm, users[0], users[1])
