"""Moving: the first bed stays on record, the pool follows, nobody is put on top of somebody."""

import pytest

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.models import Bed, Stay
from wotu.services.stay.verbs.arriving import check_in, place_arrivals
from wotu.services.stay.verbs.moving import move_stay


def _in(house: House, name: str, **more: object) -> Stay:
    stay = house.apply(name, **{"site": "a", **more})  # type: ignore[arg-type]
    return fresh(check_in(stay=stay, user=house.cleo, now=NOW, today=TODAY))


def _move(stay: Stay, bed: Bed, days: int = 2, why: str = "空调坏了") -> Stay:
    return move_stay(stay=stay, bed=bed, why=why, by="cleo", now=NOW + days * DAY, today=TODAY + days * DAY)


def test_where_somebody_slept_before_stays_on_record(house: House) -> None:
    stay = _in(house, "lin")
    old = stay.places.get().bed

    _move(stay, house.bed("A202", 2))

    assert [(place.bed_id, place.starts, place.ends, place.why) for place in stay.places.all()] == [
        (old.pk, TODAY, TODAY + 2 * DAY, ""),
        (house.bed("A202", 2).pk, TODAY + 2 * DAY, TODAY + 10 * DAY, "空调坏了"),
    ]


def test_to_another_site_the_promise_moves_along(house: House) -> None:
    stay = _in(house, "lin")

    stay = _move(stay, house.bed("B201"))

    held = Account.objects.filter(unit="bed_night", held=1).exclude(code__contains="talent_station")
    assert set(held.values_list("family", flat=True)) == {"nanchang.stay/b/two-women"}
    assert stay.site.slug == "b"  # type: ignore[union-attr]
    assert Account.objects.filter(family="nanchang.stay/a/two-women", posted=1).count() == 2
    year = Account.objects.get(code="nanchang.talent_station/2026")
    assert (year.held, year.posted) == (8, 2)
    assert not not_adding_up()


def test_nobody_is_moved_onto_somebody(house: House) -> None:
    first, second = _in(house, "wa"), _in(house, "wb")

    with pytest.raises(CannotDo, match="请换一张床"):
        _move(first, second.places.get().bed)


def test_a_bed_chosen_for_somebody_to_come_gives_way(house: House) -> None:
    stay = _in(house, "wa", site="b")
    coming = house.apply("wb", site="b", starts=1)
    place_arrivals(zone="nanchang", night=TODAY + DAY, by="wotu", now=NOW, today=TODAY)
    wanted = coming.places.get().bed

    _move(stay, wanted, days=0)

    assert coming.places.get().bed_id != wanted.pk


def test_a_bed_may_be_chosen_before_somebody_comes(house: House) -> None:
    stay = house.apply("lin", site="a", starts=3)

    _move(stay, house.bed("A202", 1), days=0)

    place = stay.places.get()
    assert (place.bed_id, place.starts) == (house.bed("A202", 1).pk, TODAY + 3 * DAY)


def test_rooms_set_aside_and_families_are_kept_to(house: House) -> None:
    with pytest.raises(CannotDo, match="只安排男住客"):
        _move(_in(house, "wa"), house.bed("A301"))
    with pytest.raises(CannotDo, match="只能换到家庭间"):
        _move(_in(house, "wb", kind="family"), house.bed("A101"))
    with pytest.raises(CannotDo, match="请写明换床的原因"):
        _move(_in(house, "wc"), house.bed("A202"), why=" ")


def test_a_family_moves_with_its_whole_room(house: House) -> None:
    stay = _in(house, "lin", kind="family")
    other = "A402" if stay.places.all()[0].bed.room.number == "A401" else "A401"

    _move(stay, house.bed(other))

    assert stay.places.filter(starts=TODAY + 2 * DAY).count() == 3
