"""The demonstration has a chain leader with a plan, once."""

import pytest
from django.utils import timezone

from tests.desk.chain.demonstration_world import LEADER, ZONE, demonstration
from tests.desk.official import official
from wotu.accounts.models import User
from wotu.cli.demonstration_leaders import load_leaders
from wotu.industry.models import Enterprise, Leader
from wotu.measures.zones import zone

pytestmark = pytest.mark.django_db


def test_the_likeliest_leader_is_confirmed_with_a_plan_once() -> None:
    demonstration()
    dan = official("dan", "reviewer", ZONE)
    found, now, today = zone(ZONE), timezone.now(), timezone.localdate()
    assert found is not None
    assert not load_leaders(zone=found, now=now, today=today), "nobody is there for show"
    User.objects.filter(pk=dan.pk).update(is_demo=True)

    assert load_leaders(zone=found, now=now, today=today)
    assert not load_leaders(zone=found, now=now, today=today)

    leader = Leader.objects.get()
    assert leader.enterprise.key == LEADER
    assert [(step.done_at is None, step.due_on < today) for step in leader.steps.all()] == [
        (False, True), (True, True), (True, False),
    ]  # fmt: skip
    assert all("演示" in step.what for step in leader.steps.all())


def test_the_enterprise_behind_the_leader_is_linked() -> None:
    demonstration()

    assert Enterprise.objects.exclude(party=None).values_list("key", "party__slug").get() == (
        LEADER, "nanchang-nc41",
    )  # fmt: skip
