"""Coming: the bed is chosen late, the case is delivered at the desk, who is late says so."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.ledger.models import Account
from wotu.refusal import CannotDo
from wotu.services.stay.models import Place, Stay
from wotu.services.stay.reads import stays_of_firm
from wotu.services.stay.verbs.arriving import check_in, explain_absence, place_arrivals, say_late
from wotu.services.stay.verbs.waiting import settle_due


def _in(house: House, stay: Stay, days: int = 0) -> Stay:
    return check_in(stay=fresh(stay), user=house.cleo, now=NOW + days * DAY, today=TODAY + days * DAY)


def test_a_bed_is_given_at_the_desk_and_the_case_is_delivered(house: House) -> None:
    stay = house.apply("lin", nights=5)
    assert not stay.places.exists()

    stay = _in(house, stay)

    place = stay.places.get()
    assert (place.bed.room.kind, place.starts, place.ends) == ("two", TODAY, TODAY + 5 * DAY)
    assert (stay.state, stay.case.state) == ("here", "delivered")


def test_a_half_taken_room_is_filled_first(house: House) -> None:
    beds = [_in(house, house.apply(name, site="a")).places.get().bed for name in ("wa", "wb")]

    assert beds[0].room_id == beds[1].room_id


def test_nobody_checks_in_before_their_day(house: House) -> None:
    stay = house.apply("lin", starts=2)

    with pytest.raises(CannotDo, match="今天不能办理入住"):
        _in(house, stay)


def test_who_comes_late_gives_the_nights_gone_by_back_unused(house: House) -> None:
    stay = house.apply("lin", nights=5)
    say_late(stay=stay, day=TODAY + 2 * DAY, excuse="航班取消", by="lin", now=NOW, today=TODAY)

    stay = _in(house, stay, days=2)

    nights = Account.objects.filter(family="nanchang.stay/a/two-women", held=1).order_by("starts")
    assert [night.starts for night in nights] == [TODAY + n * DAY for n in (2, 3, 4)]
    assert Account.objects.get(code="nanchang.talent_station/2026").held == 3
    assert stay.places.get().starts == TODAY + 2 * DAY


def test_why_somebody_did_not_come_is_no_news_for_the_firm_and_neither_is_their_stay(house: House) -> None:
    stay = house.apply("lin", nights=10)
    settle_due(zone="nanchang", now=NOW + 5 * DAY, today=TODAY + 5 * DAY)

    explain_absence(stay=fresh(stay), excuse="住院", by="lin", now=NOW + 5 * DAY)

    assert not stay.case.events.filter(text__contains="住院", for_firm=True).exists()
    assert stay.case.events.filter(text__contains="住院").exists()
    assert list(stays_of_firm(house.firm)) == []
    stay.case.filed_by = house.cleo  # somebody else filed it for them
    stay.case.save()
    assert list(stays_of_firm(house.firm)) == [stay]


def test_a_reason_given_in_time_keeps_the_bed_but_not_for_ever(house: House) -> None:
    stay = house.apply("lin", nights=10)

    with pytest.raises(CannotDo, match="最晚可以保留到2026-03-05"):
        say_late(stay=stay, day=TODAY + 4 * DAY, excuse="出差", by="lin", now=NOW, today=TODAY)
    stay = say_late(stay=stay, day=TODAY + 3 * DAY, excuse="出差", by="lin", now=NOW, today=TODAY)

    assert settle_due(zone="nanchang", now=NOW + 3 * DAY, today=TODAY + 3 * DAY) == 0
    assert settle_due(zone="nanchang", now=NOW + 5 * DAY, today=TODAY + 5 * DAY) == 1
    stay = explain_absence(stay=fresh(stay), excuse="没能入职", by="lin", now=NOW + 5 * DAY)
    assert stay.excuse == "没能入职"


def test_beds_are_chosen_the_evening_before(house: House) -> None:
    for name in ("wa", "wb"):
        house.apply(name, starts=1)

    assert place_arrivals(zone="nanchang", night=TODAY + DAY, by="wotu", now=NOW, today=TODAY) == 2
    assert place_arrivals(zone="nanchang", night=TODAY + DAY, by="wotu", now=NOW, today=TODAY) == 0
    assert Place.objects.count() == 2


def test_a_family_gets_every_bed_of_its_room(house: House) -> None:
    stay = _in(house, house.apply("lin", kind="family", nights=2))

    assert len({place.bed.room_id for place in stay.places.all()}) == 1
    assert stay.places.count() == 3


def test_the_database_lets_nobody_into_a_bed_that_is_taken(house: House) -> None:
    place = _in(house, house.apply("wa", nights=5)).places.get()
    other = house.apply("wb", nights=5)

    with pytest.raises(IntegrityError, match="stay_place_one_in_a_bed"), transaction.atomic():
        Place.objects.create(
            stay=other, bed=place.bed, starts=TODAY + 4 * DAY, ends=TODAY + 5 * DAY, at=NOW, by="tests"
        )
    Place.objects.create(  # the night after is free
        stay=other, bed=place.bed, starts=TODAY + 5 * DAY, ends=TODAY + 6 * DAY, at=NOW, by="tests"
    )


def test_the_moment_somebody_leaves_the_bed_is_the_next_ones(house: House) -> None:
    first = _in(house, house.apply("wa", site="b", nights=2))
    _in(house, house.apply("wb", site="b", nights=9))
    third = house.apply("wc", site="b", starts=2, nights=3)

    from wotu.services.stay.verbs.staying import check_out

    check_out(stay=fresh(first), by="cleo", now=NOW + 2 * DAY, today=TODAY + 2 * DAY)
    third = _in(house, third, days=2)

    assert third.places.get().bed_id == first.places.get().bed_id
    assert isinstance(third.arrived_at, dt.datetime)
