"""A finance desk in the small zone."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, Desk, assemble_desk
from tests.payments.desk import Counter
from tests.payments.staged import write_staged_zone
from wotu.accounts.models import User
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone


@pytest.fixture(scope="session")
def staged_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small zone with measures that pay in every way, once."""
    folder = tmp_path_factory.mktemp("packs")
    write_staged_zone(folder)
    return folder


@pytest.fixture
def desk(staged_packs: Path, settings: Settings, db: None) -> Desk:
    """Serve that zone; nothing is appropriated yet."""
    settings.WOTU_PACKS = staged_packs
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    return assemble_desk(found)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """Put finance officials at the desk."""
    finn, fay = (
        User.objects.create_user(f"{one}@example.org", name=one.capitalize()) for one in ("finn", "fay")
    )
    return Counter(desk, finn, fay)
