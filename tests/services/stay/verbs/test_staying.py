"""Staying: nights are used one by one, more are held, the rest goes back."""

from typing import Any

import pytest

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.facts.models import FactEntry
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.models import Place, Stay
from wotu.services.stay.verbs.arriving import check_in
from wotu.services.stay.verbs.staying import check_out, count_night, extend_stay, leave_early

FAMILY = "nanchang.stay/a/two-women"


def _in(house: House, name: str, nights: int = 10, **more: Any) -> Stay:
    stay = house.apply(name, nights=nights, **{"site": "a", **more})
    return fresh(check_in(stay=stay, user=house.cleo, now=NOW, today=TODAY))


def _night(day: int) -> tuple[int, int]:
    account = Account.objects.get(family=FAMILY, starts=TODAY + day * DAY)
    return account.held, account.posted


def _count(day: int) -> int:
    return count_night(zone="nanchang", now=NOW + day * DAY, today=TODAY + day * DAY)


def _used(house: House, name: str) -> list[str]:
    entries = FactEntry.objects.filter(party=house.people[name], fact="stay_nights_used", kind="official")
    return [entry.value for entry in entries.order_by("pk")]


def test_a_night_slept_is_used_in_the_ledger_and_becomes_a_fact(house: House) -> None:
    _in(house, "lin")

    assert _count(1) == 1
    assert _count(1) == 0
    assert _count(3) == 2

    assert [_night(n) for n in range(4)] == [(0, 1), (0, 1), (0, 1), (1, 0)]
    assert Account.objects.get(code="nanchang.talent_station/2026").posted == 3
    assert _used(house, "lin") == ["0", "1", "3"]
    assert not not_adding_up()


def test_who_leaves_gives_the_later_nights_back_and_keeps_those_slept(house: House) -> None:
    stay = _in(house, "lin")

    check_out(stay=stay, by="cleo", now=NOW + 4 * DAY, today=TODAY + 4 * DAY)

    assert [_night(n) for n in range(6)] == [(0, 1)] * 4 + [(0, 0)] * 2
    stay = fresh(stay)
    assert (stay.state, stay.ends, stay.free_nights) == ("over", TODAY + 4 * DAY, 4)
    assert Place.objects.get().ends == TODAY + 4 * DAY
    assert _used(house, "lin")[-1] == "4"


def test_who_leaves_on_the_day_they_came_has_used_nothing(house: House) -> None:
    stay = _in(house, "lin")

    check_out(stay=stay, by="cleo", now=NOW, today=TODAY)

    assert not Place.objects.exists()
    assert not Account.objects.exclude(held=0, posted=0).exists()


def test_an_earlier_day_of_leaving_frees_the_nights_after_it(house: House) -> None:
    stay = _in(house, "lin")

    leave_early(stay=stay, ends=TODAY + 6 * DAY, by="lin", now=NOW + 2 * DAY, today=TODAY + 2 * DAY)

    assert [_night(n) for n in range(8)] == [(0, 1)] * 2 + [(1, 0)] * 4 + [(0, 0)] * 2
    assert Place.objects.get().ends == TODAY + 6 * DAY
    with pytest.raises(CannotDo, match="不早于"):
        leave_early(stay=fresh(stay), ends=TODAY + 2 * DAY, by="lin", now=NOW, today=TODAY + 2 * DAY)


def test_free_nights_given_back_can_be_used_later(house: House) -> None:
    stay = _in(house, "lin", nights=90)
    leave_early(stay=stay, ends=TODAY + 30 * DAY, by="lin", now=NOW, today=TODAY)

    later = house.apply("lin", starts=40, nights=90)

    assert later.free_nights == 60


def test_staying_longer_keeps_the_bed(house: House) -> None:
    stay = _in(house, "lin", nights=3)

    stay = extend_stay(stay=stay, ends=TODAY + 8 * DAY, by="lin", now=NOW, today=TODAY)

    assert (stay.nights, stay.free_nights) == (8, 8)
    assert len({place.bed_id for place in stay.places.all()}) == 1
    assert [_night(n)[0] for n in (2, 3, 7, 8)] == [1, 1, 1, 0]


def test_nights_beyond_the_free_ones_have_a_price(house: House) -> None:
    house.person("lin", stay_nights_used="85")
    stay = _in(house, "lin", nights=5)

    stay = extend_stay(stay=stay, ends=TODAY + 9 * DAY, by="lin", now=NOW, today=TODAY)

    assert (stay.free_nights, stay.paid_nights) == (5, 4)


def test_the_nights_used_stop_counting_where_the_price_begins(house: House) -> None:
    house.person("lin", stay_nights_used="88")
    stay = _in(house, "lin", nights=4)
    assert (stay.free_nights, stay.paid_nights) == (2, 2)

    _count(4)

    assert _used(house, "lin")[-1] == "90"


def test_staying_longer_is_refused_where_a_night_is_full(house: House) -> None:
    stay = _in(house, "wa", nights=3)
    for name in ("wb", "wc", "wd"):
        house.apply(name, site="a", nights=20)
    house.apply("we", site="a", starts=5, nights=2)

    with pytest.raises(CannotDo, match="2026-03-07、2026-03-08"):
        extend_stay(stay=stay, ends=TODAY + 10 * DAY, by="wa", now=NOW, today=TODAY)
    assert extend_stay(stay=fresh(stay), ends=TODAY + 5 * DAY, by="wa", now=NOW, today=TODAY).nights == 5


def test_a_bed_chosen_for_somebody_to_come_gives_way_to_who_stays_on(house: House) -> None:
    from wotu.services.stay.verbs.arriving import place_arrivals

    stays = [_in(house, name, nights=1, site="b") for name in ("wa", "wb")]
    coming = house.apply("wc", site="b", starts=1, nights=5)
    place_arrivals(zone="nanchang", night=TODAY + DAY, by="wotu", now=NOW, today=TODAY)
    mine = next(one for one in stays if one.places.get().bed_id == coming.places.get().bed_id)

    extend_stay(stay=mine, ends=TODAY + 4 * DAY, by="wa", now=NOW, today=TODAY)

    assert len({place.bed_id for place in mine.places.all()}) == 1
    assert coming.places.get().bed_id != mine.places.first().bed_id  # type: ignore[union-attr]
