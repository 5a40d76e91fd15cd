"""A zone with people at its desk, and another one with processes of its own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases import window as window_zone
from tests.cases.desk import FRIDAY, NOW, Desk, appropriate_budgets, assemble_desk
from tests.cases.window import Window
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone


@pytest.fixture
def desk(small_packs: Path, settings: Settings, db: None) -> Desk:
    """Serve the small zone with what was known of its firms on the day the tests play."""
    settings.WOTU_PACKS = small_packs
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    appropriate_budgets(found)
    return assemble_desk(found)


@pytest.fixture(scope="session")
def window_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of packs with the window zone, once."""
    folder = tmp_path_factory.mktemp("packs")
    window_zone.write(folder)
    return folder


@pytest.fixture
def window(window_packs: Path, settings: Settings, db: None) -> Window:
    """Serve the window zone, with its people and its first firm."""
    settings.WOTU_PACKS = window_packs
    return window_zone.assemble(window_packs)
