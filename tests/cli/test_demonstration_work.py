"""What the demonstration firms have asked of their zones."""

import pytest
from django.utils import timezone

from wotu.cli.demonstration_work import NEEDS, load_work
from wotu.facts.history import disputes_of
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import Zone
from wotu.needs.models import Need

pytestmark = pytest.mark.django_db


def test_the_demonstration_owner_has_asked_and_disputed_once(small_zone: Zone) -> None:
    now = timezone.now()
    load_people(zone=small_zone, by="tests", now=now, today=timezone.localdate())

    assert load_work(zone=small_zone, now=now)
    assert not load_work(zone=small_zone, now=now)

    assert {need.says for need in Need.objects.filter(zone="small", state="submitted")} == {
        says for says, _ in NEEDS
    }
    assert len(disputes_of("small")) == 1


def test_without_a_demonstration_owner_there_is_nothing_to_do(small_zone: Zone) -> None:
    assert not load_work(zone=small_zone, now=timezone.now())
