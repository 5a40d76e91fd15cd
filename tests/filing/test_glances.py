"""Each firm at a glance: made from its facts, made again when they change."""

import datetime as dt

import pytest
from django.utils import timezone

from wotu.facts.verbs import NewFact, record_facts
from wotu.filing.glances import freshness, refresh_glances, unseen
from wotu.filing.models import Glance
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db


def _refresh(zone: Zone, on: dt.date) -> int:
    return refresh_glances(zone=zone, firms=unseen(zone.id, on), on=on, by="tests", now=timezone.now())


def _say(zone: Zone, firm: str, fact: str, value: str) -> None:
    party = Party.objects.get(slug=firm)
    record_facts(
        facts=[NewFact(party, fact, value, "tests")], vocabulary=zone.packs.vocabulary, about=firm,
        by="tests", now=timezone.now(),
    )  # fmt: skip


def test_a_firm_is_summed_up_as_its_check_up_says(small_zone: Zone) -> None:
    assert freshness("small").never == 2
    assert _refresh(small_zone, timezone.localdate()) == 2

    glance = Glance.objects.get(party__slug="small-f1")
    assert (glance.entitled, glance.unknown, glance.not_entitled, glance.questions) == (4, 3, 2, 5)
    assert (glance.certain, glance.possible) == (90_000_000, 300_000_000)
    assert freshness("small").never == 0


def test_only_what_changed_is_looked_at_again(small_zone: Zone) -> None:
    today = timezone.localdate()
    _refresh(small_zone, today)
    assert not unseen("small", today)

    _say(small_zone, "small-f2", "hightech", "true")
    assert [firm.slug for firm in unseen("small", today)] == ["small-f2"]
    _refresh(small_zone, today)
    assert Glance.objects.get(party__slug="small-f2").certain == 330_000_000


def test_a_fact_of_a_project_counts_for_its_firm(small_zone: Zone) -> None:
    today = timezone.localdate()
    _refresh(small_zone, today)
    _say(small_zone, "small-p1", "cost", "2000万元")

    assert [firm.slug for firm in unseen("small", today)] == ["small-f1"]


def test_another_day_is_another_answer(small_zone: Zone) -> None:
    today = timezone.localdate()
    _refresh(small_zone, today)

    assert len(unseen("small", today + dt.timedelta(days=1))) == 2
