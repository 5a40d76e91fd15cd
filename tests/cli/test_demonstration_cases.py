"""Cases of the demonstration firms, each left in another state."""

import pytest
from django.utils import timezone

from wotu.cases.models import Case
from wotu.cli.demonstration_cases import load_cases
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


def test_the_desk_and_the_portal_show_cases_in_different_states(small_zone: Zone) -> None:
    now = timezone.now()
    load_people(zone=small_zone, by="tests", now=now, today=timezone.localdate())

    made = load_cases(zone=small_zone, now=now)

    states = list(Case.objects.values_list("state", flat=True))
    assert made == len(states) >= 4
    assert {"filed", "approved", "open"} <= set(states)
    assert all(case.enterprise.is_demo for case in Case.objects.select_related("enterprise"))
    assert load_cases(zone=small_zone, now=now) == 0


def test_what_the_owners_firm_cannot_file_for_other_firms_do(small_zone: Zone) -> None:
    now = timezone.now()
    load_people(zone=small_zone, by="tests", now=now, today=timezone.localdate())

    load_cases(zone=small_zone, now=now)

    others = Case.objects.exclude(enterprise__slug="small-f1")
    assert others.exists()
    assert {case.origin for case in others} <= {"handled", "bulk"}


def test_without_demonstration_accounts_there_is_nothing_to_do(small_zone: Zone) -> None:
    assert load_cases(zone=small_zone, now=timezone.now()) == 0
