"""Upkeep lowers what the pool has, and says whom it would leave without a bed."""

import pytest

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.refusal import CannotDo
from wotu.services.stay.models import Bed, Stay, Upkeep
from wotu.services.stay.verbs.arriving import check_in
from wotu.services.stay.verbs.setting_up import open_nights
from wotu.services.stay.verbs.upkeep import begin_upkeep, end_upkeep


def _begin(
    house: House, bed: Bed, *, whole: bool = False, starts: int = 0, days: int = 5, move: bool = False
) -> Upkeep:
    return begin_upkeep(
        room=bed.room, bed=None if whole else bed, starts=TODAY + starts * DAY,
        ends=TODAY + (starts + days) * DAY, why="换空调", move=move, user=house.cleo, now=NOW, today=TODAY,
    )  # fmt: skip


def _limits(family: str, days: int = 6) -> list[int]:
    rows = Account.objects.filter(family=f"nanchang.stay/{family}", starts__lt=TODAY + days * DAY)
    return list(rows.order_by("starts").values_list("limit", flat=True))


def _in(house: House, name: str, **more: object) -> Stay:
    return fresh(check_in(stay=house.apply(name, **more), user=house.cleo, now=NOW, today=TODAY))  # type: ignore[arg-type]


def test_a_bed_out_of_use_is_not_promised(house: House) -> None:
    upkeep = _begin(house, house.bed("A201"), starts=1, days=3)
    assert _limits("a/two-women") == [4, 3, 3, 3, 4, 4]

    _begin(house, house.bed("A201"), whole=True, starts=2, days=1)  # the first bed counts once
    assert _limits("a/two-women") == [4, 3, 2, 3, 4, 4]

    end_upkeep(upkeep=upkeep, user=house.cleo, now=NOW, today=TODAY)
    assert _limits("a/two-women") == [4, 4, 2, 4, 4, 4]
    assert not not_adding_up()


def test_a_family_room_is_out_whole(house: House) -> None:
    _begin(house, house.bed("A401", 2), days=2)

    assert _limits("a/family-any", 3) == [3, 3, 6]


def test_more_than_is_left_is_refused_and_names_who_would_be_displaced(house: House) -> None:
    for name in ("wa", "wb"):
        house.apply(name, site="b", starts=1, nights=3)

    with pytest.raises(CannotDo) as refused:
        _begin(house, house.bed("B201"))

    assert [reason.zh for reason in refused.value.reasons] == [
        "演示·wb，2026-03-03至2026-03-06，已保留床位", "演示·wa，2026-03-03至2026-03-06，已保留床位",
    ]  # fmt: skip
    assert not Upkeep.objects.exists()
    assert _limits("b/two-women") == [2] * 6


def test_who_sleeps_there_is_named_and_moved_only_when_that_is_wanted(house: House) -> None:
    stay = _in(house, "wa", site="a", nights=10)
    bed = stay.places.get().bed

    with pytest.raises(CannotDo) as refused:
        _begin(house, bed, starts=2, days=3)
    assert "演示·wa" in refused.value.reasons[0].zh

    _begin(house, bed, starts=2, days=3, move=True)

    first, second = stay.places.all()
    assert (first.bed_id, first.ends) == (bed.pk, TODAY + 2 * DAY)
    assert (second.starts, second.ends) == (TODAY + 2 * DAY, TODAY + 10 * DAY)
    assert second.bed_id != bed.pk


def test_nights_that_open_later_open_without_the_beds_under_repair(house: House) -> None:
    _begin(house, house.bed("B201"), days=300)

    open_nights(
        zone=house.zone, station=house.station, by="tests", now=NOW + 30 * DAY, today=TODAY + 30 * DAY
    )

    rows = Account.objects.filter(family="nanchang.stay/b/two-women").order_by("starts")
    assert set(rows.values_list("limit", flat=True)) == {1}
    assert rows.count() == 190
