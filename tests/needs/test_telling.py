"""A firm is told that its need was answered, and how it ended."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.inbox.models import Message
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.needs.verbs import answer_need, close_not_served

pytestmark = pytest.mark.django_db


def need_of(cast: Cast) -> Need:
    now = timezone.now()
    return Need.objects.create(
        party=cast.firm, zone="small", says="招不到数控技工", topic="talent", department="industry",
        made_at=now, made_by=cast["bob"], submitted_at=now, take_up_by=now.date(), answer_by=now.date(),
        state="taken_up", official=cast["cleo"], taken_up_at=now,
    )  # fmt: skip


def titles(cast: Cast, name: str) -> list[str]:
    found = Message.objects.filter(user=cast[name], key__startswith="need:").order_by("pk")
    return list(found.values_list("title_zh", flat=True))


def test_every_member_is_told_that_a_need_was_answered_and_how_it_ended(small_zone: Zone, cast: Cast) -> None:
    need, now = need_of(cast), timezone.now()

    answer_need(need=need, text="已联系技校", user=cast["cleo"], now=now)
    close_not_served(need=need, reason="今年没有名额", user=cast["cleo"], now=now + dt.timedelta(minutes=1))

    for name in ("alice", "bob", "carol"):
        assert titles(cast, name) == ["诉求已答复", "诉求暂未能解决，请查看原因"]
    assert titles(cast, "nora") == []
