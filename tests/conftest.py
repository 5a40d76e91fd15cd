"""What every test may rely on.

Tests that need a database get real PostgreSQL: the embedded one starts at the first connection,
so a run without such tests starts nothing. Each parallel worker has a database of its own on it.
"""

import gc
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.emptying import empty_quickly
from tests.random_examples import load_profile
from tests.small_zone import write_small_zone
from wotu.site.embedded.server import Server

if TYPE_CHECKING:
    from tests.cast import Cast
    from wotu.measures.zones import Zone

load_profile()


def pytest_configure() -> None:
    """Set how tests use the database.

    Connections close with their request: threads of the live server end, and would leave theirs open.
    A commit does not wait for the disk: no test of this process cuts the power.
    """
    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    database.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
    empty_quickly()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage in what tests make alone: what is imported for them stays to the end anyway."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the embedded PostgreSQL after the last worker, unless something else still uses it."""
    is_worker = hasattr(config, "workerinput")
    if not is_worker and settings.DATABASES["default"]["ENGINE"] == "wotu.site.embedded":
        Server.of(settings.WOTU_VAR).release()


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Count no answers and no wrong passwords of the test before."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def small_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of packs with one small zone, once."""
    folder = tmp_path_factory.mktemp("packs")
    write_small_zone(folder)
    return folder


@pytest.fixture(scope="session")
def two_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of packs with the small zone and another one, once."""
    folder = tmp_path_factory.mktemp("packs")
    write_small_zone(folder)
    write_small_zone(folder, "other")
    return folder


@pytest.fixture
def two_zones(two_packs: Path, small_zone: "Zone", settings: Settings) -> "Zone":
    """Serve the small zone, with its demonstration firms, beside another one."""
    settings.WOTU_PACKS = two_packs
    return small_zone


@pytest.fixture
def small_zone(small_packs: Path, settings: Settings, db: None) -> "Zone":
    """Serve the small zone alone, with its demonstration firms in the books."""
    from wotu.measures.demonstration import load_demonstration
    from wotu.measures.zones import zone

    settings.WOTU_PACKS = small_packs
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=timezone.now(), today=timezone.localdate())
    return found


@pytest.fixture
def cast(db: None) -> "Cast":
    """Bring the named people into the books: members of two firms, officials, partners, a talent."""
    from tests.cast import assemble

    return assemble()
