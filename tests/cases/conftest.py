"""A zone with people at its desk."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, Desk, appropriate_budgets, assemble_desk
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
