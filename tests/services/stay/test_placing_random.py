"""Random days at a small station: ledger and beds agree after every deed, and every promise has a bed."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.random_examples import examples
from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.models import Bed, Place, Stay, Upkeep
from wotu.services.stay.placing import lock_sites, place
from wotu.services.stay.pool import nights, pool_of
from wotu.services.stay.verbs.arriving import check_in, place_arrivals
from wotu.services.stay.verbs.moving import move_stay
from wotu.services.stay.verbs.setting_up import open_nights, repaired
from wotu.services.stay.verbs.staying import check_out, count_night, extend_stay, leave_early
from wotu.services.stay.verbs.upkeep import begin_upkeep, end_upkeep
from wotu.services.stay.verbs.waiting import confirm_offer, give_up_stay, offer_nights, settle_due

pytestmark = pytest.mark.django_db

DEEDS = 24
IMPOSSIBLE = "已没有可分配的床位"
"""What is said where a promise finds no bed: never."""


@dataclass
class Walk:
    """One walk through some days, drawn from a seed."""

    house: House
    draw: random.Random
    today: dt.date = TODAY
    people: int = 0
    done: Counter[str] = field(default_factory=Counter)

    @property
    def now(self) -> dt.datetime:
        return NOW + (self.today - TODAY)

    def step(self) -> None:
        """Do something at random; a refusal is an answer too, unless it says a promise has no bed."""
        deeds: list[tuple[int, Callable[[], object]]] = [
            (8, self.apply), (5, self.arrive), (4, self.next_day), (2, self.extend), (2, self.leave_early),
            (2, self.leave), (2, self.move), (1, self.give_up), (2, self.begin_upkeep), (1, self.end_upkeep),
            (1, self.plan), (1, self.confirm),
        ]  # fmt: skip
        (deed,) = self.draw.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])
        try:
            with transaction.atomic():
                deed()
                self.done[deed.__name__] += 1
        except CannotDo as refused:
            assert IMPOSSIBLE not in str(refused)  # noqa: PT017 - most refusals are answers
        offer_nights(zone="nanchang", now=self.now, today=self.today)

    def one(self, *states: str) -> Stay:
        found = list(Stay.objects.filter(state__in=states).order_by("pk"))
        if not found:
            raise CannotDo("没有人", "nobody")
        return fresh(self.draw.choice(found))

    def apply(self) -> None:
        self.people += 1
        name = f"{self.people}"
        self.house.person(name, sex=self.draw.choice(["female", "female", "male"]))
        self.house.apply(
            name, starts=self.draw.randint(0, 6), nights=self.draw.randint(1, 12),
            kind=self.draw.choice(["two", "two", "two", "one", "family"]), now=self.now, today=self.today,
        )  # fmt: skip

    def arrive(self) -> None:
        due = Stay.objects.filter(state="promised", starts__lte=self.today, ends__gt=self.today).order_by(
            "pk"
        )
        for stay in due:
            check_in(stay=fresh(stay), user=self.house.cleo, now=self.now, today=self.today)

    def next_day(self) -> None:
        for stay in Stay.objects.filter(state="here", ends__lte=self.today + DAY):
            check_out(stay=fresh(stay), by="cleo", now=self.now + DAY, today=self.today + DAY)
        self.today += DAY
        count_night(zone="nanchang", now=self.now, today=self.today)
        settle_due(zone="nanchang", now=self.now, today=self.today)
        open_nights(
            zone=self.house.zone, station=self.house.station, by="tests", now=self.now, today=self.today
        )

    def extend(self) -> None:
        stay = self.one("here", "promised")
        ends = stay.ends + self.draw.randint(1, 5) * DAY
        extend_stay(stay=stay, ends=ends, by="tests", now=self.now, today=self.today)

    def leave_early(self) -> None:
        stay = self.one("here", "promised")
        ends = stay.ends - self.draw.randint(1, 4) * DAY
        leave_early(stay=stay, ends=ends, by="tests", now=self.now, today=self.today)

    def leave(self) -> None:
        check_out(stay=self.one("here"), by="tests", now=self.now, today=self.today)

    def move(self) -> None:
        stay = self.one("here", "promised")
        beds = Bed.objects.filter(room__kind=stay.kind).select_related("room__site").order_by("pk")
        move_stay(
            stay=stay,
            bed=self.draw.choice(list(beds)),
            why="试试",
            by="tests",
            now=self.now,
            today=self.today,
        )

    def give_up(self) -> None:
        give_up_stay(
            stay=self.one("waiting", "offered", "promised"), by="tests", now=self.now, today=self.today
        )

    def confirm(self) -> None:
        confirm_offer(stay=self.one("offered"), user=self.house.cleo, now=self.now, today=self.today)

    def plan(self) -> None:
        place_arrivals(zone="nanchang", night=self.today + DAY, by="tests", now=self.now, today=self.today)

    def begin_upkeep(self) -> None:
        bed = self.draw.choice(list(Bed.objects.select_related("room__site").order_by("pk")))
        starts = self.today + self.draw.randint(0, 6) * DAY
        begin_upkeep(
            room=bed.room, bed=self.draw.choice([bed, None]), starts=starts,
            ends=starts + self.draw.randint(1, 5) * DAY, why="维修", move=self.draw.random() < 0.7,
            user=self.house.cleo, now=self.now, today=self.today,
        )  # fmt: skip

    def end_upkeep(self) -> None:
        upkeep = Upkeep.objects.select_related("room__site").first()
        if upkeep is not None:
            end_upkeep(upkeep=upkeep, user=self.house.cleo, now=self.now, today=self.today)

    def check(self) -> None:
        """Compare the ledger, the stays and the beds."""
        stays = list(Stay.objects.select_related("site", "case"))
        held, slept = Counter[tuple[str, dt.date]](), Counter[dt.date]()
        for stay in stays:
            if stay.state in ("offered", "promised", "here"):
                for night in nights(max(stay.starts, stay.slept_until or stay.starts), stay.ends):
                    held[pool_of(stay).family, night] += stay.beds
            if stay.arrived_on and stay.slept_until:
                since = max(stay.arrived_on, stay.starts)
                slept.update(dict.fromkeys(nights(since, stay.slept_until), stay.beds))
        accounts = list(Account.objects.filter(family__startswith="nanchang.stay/").exclude(held=0, posted=0))
        assert {(a.family, a.starts): a.held for a in accounts if a.held} == dict(held)
        posted = Counter[dt.date | None]()
        for account in accounts:
            posted[account.starts] += account.posted
        assert +posted == +slept
        years = Account.objects.filter(family="nanchang.talent_station")
        assert sum(a.held for a in years) == sum(held.values())
        assert sum(a.posted for a in years) == sum(slept.values())
        assert not not_adding_up("nanchang")
        for stay in stays:
            if stay.state == "here":
                mine = [p for p in stay.places.all() if p.ends > self.today]
                given = sum((p.ends - max(p.starts, self.today)).days for p in mine)
                assert given == stay.beds * max(0, (stay.ends - self.today).days)
        for site in {a.site_id: a.site for a in stays if a.site}.values():
            broken = repaired(site, self.today, self.today + 60 * DAY)
            for (_, night), beds in broken.items():
                assert not Place.objects.filter(bed__in=beds, starts__lte=night, ends__gt=night).exists()

    def everybody_could_have_a_bed(self) -> None:
        """Give every promise its bed, in the order people come, and take it all back."""
        with transaction.atomic():
            lock_sites(*Stay.objects.values_list("site", flat=True))
            waiting = Stay.objects.filter(state__in=("promised", "offered"), places=None)
            for stay in waiting.select_related("site", "case").order_by("starts", "pk"):
                since = max(stay.starts, self.today)
                if since < stay.ends:
                    place(stay, since, stay.ends, by="tests", now=self.now, today=self.today)
            transaction.set_rollback(True)


@settings(
    max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_after_every_deed_ledger_stays_and_beds_agree(house: House, seed: int) -> None:
    with transaction.atomic():
        walk = Walk(house, random.Random(seed))  # noqa: S311
        house.people, house.users = {}, {}
        for _ in range(DEEDS):
            walk.step()
            walk.check()
            walk.everybody_could_have_a_bed()
        transaction.set_rollback(True)
