"""A day's digest is sent to those who watch the trail."""

import datetime as dt

import pytest

from tests.audit import tampering
from tests.cast import Cast
from wotu.audit.models import AuditLink
from wotu.audit.sealing import close_day, seal
from wotu.desk.audit.telling import tell_auditors
from wotu.desk.tasks import daily_digest
from wotu.inbox.models import Message

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2030, 3, 2, 2, tzinfo=dt.UTC)
DAY = dt.date(2030, 3, 1)


def test_auditors_and_administrators_of_every_zone_are_told_once(cast: Cast) -> None:
    seal()
    digest = close_day(day=DAY, now=NOW)
    assert digest is not None

    for _ in range(2):
        tell_auditors(digest=digest, on=NOW.date(), by="wotu", now=NOW)

    told = Message.objects.order_by("user__email")
    assert [one.user.email.split("@")[0] for one in told] == ["audrey", "otto", "zoe"]
    assert f"2030-03-01:{digest.digest}" in told[0].lines[0]["zh"]
    assert told[0].link == "/audit/"


def test_the_job_sends_the_latest_digest_if_there_is_one(cast: Cast) -> None:
    daily_digest(timestamp=0)
    assert not Message.objects.exists()

    seal()
    close_day(day=DAY, now=NOW)
    daily_digest(timestamp=0)

    assert Message.objects.count() == 3


def test_the_job_tells_the_same_people_where_the_trail_was_changed(cast: Cast) -> None:
    seal()
    entry = AuditLink.objects.get(seq=2).entry_id
    tampering.alter(entry)

    for _ in range(2):
        daily_digest(timestamp=0)

    told = list(Message.objects.filter(title_zh="审计记录被改动过"))
    assert len(told) == 3
    assert f"链上第2环，第{entry}条" in told[0].lines[0]["zh"]
