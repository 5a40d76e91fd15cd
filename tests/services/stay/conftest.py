"""A small station and its people."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.services.stay.people import House, open_house, write_packs
from wotu.measures.zones import zone
from wotu.services.stay.station import station_of


@pytest.fixture(scope="session")
def station_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of packs with a small station, once."""
    return write_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def house(station_packs: Path, settings: Settings, db: None) -> House:
    """Serve the zone with a small station, set up."""
    settings.WOTU_PACKS = station_packs
    found = zone("nanchang")
    assert found is not None
    station = station_of(found)
    assert station is not None
    return open_house(found, station)
