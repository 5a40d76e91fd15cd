"""A zone with credit repair, and its window."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.services.credit_repair.repair_zone import FRIDAY, NOW, Window, open_window, write_repair_zone
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone


@pytest.fixture(scope="session")
def repair_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the packs once."""
    folder = tmp_path_factory.mktemp("repair_packs")
    write_repair_zone(folder)
    return folder


@pytest.fixture
def window(repair_packs: Path, settings: Settings, db: None) -> Window:
    """Serve the small zone with what was known of its firms on the day the tests play."""
    settings.WOTU_PACKS = repair_packs
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    return open_window(found)
