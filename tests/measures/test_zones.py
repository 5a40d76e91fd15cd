"""What is in force: the folder, overlaid by the edition of the day; processes agree."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from wotu.measures import zones
from wotu.measures.models import Edition
from wotu.measures.texts import content_of, read_files
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

FILE = "measures/all.yaml"


@pytest.fixture(autouse=True)
def _served(small_zone: Zone, settings: Settings, tmp_path: Path) -> None:
    settings.WOTU_EDITIONS = tmp_path


def _in_force(text: str, since: dt.date) -> Edition:
    """Put an edition in force as another process would: in the database and nowhere else."""
    files = {FILE: text}
    return Edition.objects.create(
        zone="small", number=Edition.objects.count() + 1, origin="desk", state="published", title="改",
        files=files, content=content_of(files), editors=["erin"], made_by="erin", made_at=timezone.now(),
        saved_at=timezone.now(), approved_by="alan", published_at=timezone.now(), valid_from=since,
    )  # fmt: skip


def _text(folder: Path, new: str = "300万元") -> str:
    return read_files(folder)[FILE].replace("300万元", new)


def test_what_another_process_published_is_served_with_the_next_request(
    client: Client, small_packs: Path
) -> None:
    assert "280万元" not in client.get("/measures/small.hightech/").content.decode()

    _in_force(_text(small_packs / "small", "280万元"), timezone.localdate())

    assert "280万元" in client.get("/measures/small.hightech/").content.decode()


def test_a_request_looks_at_the_editions_once(
    client: Client, small_packs: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _in_force(_text(small_packs / "small", "280万元"), timezone.localdate())
    client.get("/measures/small.hightech/")

    with django_assert_num_queries(1):
        client.get("/measures/small.hightech/")


def test_the_demonstration_firms_stay_with_the_zone(small_packs: Path) -> None:
    _in_force(_text(small_packs / "small", "280万元"), timezone.localdate())

    found = zones.zone("small")

    assert found is not None
    assert (found.pack.folder / "demo" / "firms.csv").is_file()


def test_an_edition_that_no_longer_loads_leaves_the_folder_in_place_and_is_named() -> None:
    _in_force("- measure: [broken", timezone.localdate())

    found = zones.zone("small")

    assert found is not None
    assert "small.staff" in found.packs.measures
    assert "small" in zones.broken()
