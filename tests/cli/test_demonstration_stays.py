"""The demonstration's station: set up once, with people in it."""

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.services.stay.people import write_packs
from tests.small_zone import write_small_zone
from wotu.cases.models import Case, Decision
from wotu.cli.demonstration_stays import load_station, load_stays
from wotu.ledger.reads import not_adding_up
from wotu.measures.demonstration import load_demonstration
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import zone
from wotu.services.stay.models import Bed, Stay

pytestmark = pytest.mark.django_db


def test_people_stay_at_the_station_and_doing_it_again_changes_nothing(
    tmp_path: Path, settings: Settings
) -> None:
    settings.WOTU_PACKS = write_packs(tmp_path)
    (tmp_path / "nanchang" / "demo" / "invented.yaml").unlink()
    found = zone("nanchang")
    assert found is not None
    now, today = timezone.now(), timezone.localdate()
    load_demonstration(zone=found, by="tests", now=now, today=today)
    load_people(zone=found, by="tests", now=now, today=today)

    assert load_station(zone=found, by="tests", now=now, today=today) == Bed.objects.count() == 16
    stayed = load_stays(zone=found, by="tests", now=now)

    assert stayed == Stay.objects.count() > 3
    assert Stay.objects.filter(state="here").exists()
    waiting = Case.objects.filter(state="open")
    assert 1 < waiting.count() < stayed / 4
    assert waiting.filter(due__lt=today).count() < waiting.count()
    assert Decision.objects.filter(is_automatic=True).count() == stayed - waiting.count()
    assert not not_adding_up()
    assert load_station(zone=found, by="tests", now=now, today=today) == 0
    assert load_stays(zone=found, by="tests", now=now) == 0


def test_a_zone_without_a_station_is_left_alone(tmp_path: Path, settings: Settings) -> None:
    (write_small_zone(tmp_path) / "stay.yaml").unlink()
    settings.WOTU_PACKS = tmp_path
    found = zone("small")
    assert found is not None

    assert load_station(zone=found, by="tests", now=timezone.now(), today=timezone.localdate()) == 0
    assert not Bed.objects.exists()
