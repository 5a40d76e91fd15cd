"""A pack's station: read strictly, the rooms add up, nothing is said to be published that was not."""

from pathlib import Path

import pytest

from tests.house.files import ROOT
from tests.services.stay.people import SMALL
from wotu.measures.zones import Zone
from wotu.rules.load import load_packs
from wotu.rules.problems import PackError
from wotu.services.stay.station import station_of


def _zone(folder: Path) -> Zone:
    packs = load_packs([folder])
    return Zone(packs.packs[folder.name], packs)


def test_the_rooms_and_beds_of_nanchang_are_those_reported() -> None:
    station = station_of(_zone(ROOT / "packs" / "nanchang"))

    assert station is not None
    assert (station.rooms, station.beds, len(station.sites)) == (152, 304, 3)
    assert not station.publication.published
    assert station.publication.assumption is not None


def test_a_zone_without_the_file_has_no_station() -> None:
    assert station_of(_zone(ROOT / "packs" / "xian")) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("measure: nanchang.talent_station", "measure: nanchang.no_such"),
        ("first: A201, last: A202", "first: A202, last: A201"),
        ("first: A401, last: A402", "first: A201, last: A202"),
        ("price: 60元", "price: 60人"),
        ("horizon_days: 160", "horizon_days: 100"),
        ("keep_until: 12", "keep_untill: 12"),
        ("kind: one", "kind: suite"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    station_packs: Path, tmp_path: Path, wrong: str, right: str
) -> None:
    from shutil import copytree

    for name in ("common", "nanchang"):
        copytree(station_packs / name, tmp_path / name)
    assert wrong in SMALL
    (tmp_path / "nanchang" / "stay.yaml").write_text(SMALL.replace(wrong, right, 1), encoding="utf-8")

    with pytest.raises(PackError) as refused:
        station_of(_zone(tmp_path / "nanchang"))

    assert refused.value.problems
