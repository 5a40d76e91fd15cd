"""The catalogue's trial zone."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.measures.catalogue.shelf import write_shelf


@pytest.fixture(scope="session")
def shelf_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pack once."""
    return write_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def shelf(shelf_packs: Path, settings: Settings) -> None:
    """Serve the trial zone alone."""
    settings.WOTU_PACKS = shelf_packs
