"""The published digests: for everybody, with nothing of the entries in them."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from wotu.audit.models import DayDigest
from wotu.audit.sealing import close_day, seal
from wotu.audit.verbs import note

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def day() -> DayDigest:
    """Three entries, sealed and published; one more since."""
    for n in range(3):
        note(verb="try", about="qinghe", by="alice@example.org", now=NOW, n=n)
    seal()
    closed = close_day(day=DAY, now=NOW)
    note(verb="try", about="qinghe", by="alice@example.org", now=NOW)
    assert closed is not None
    return closed


def test_the_page_shows_the_latest_digest_and_the_command(day: DayDigest) -> None:
    page = Client().get("/audit/").content.decode()

    assert f"wotu audit verify --digest 2026-03-01:{day.digest}" in page
    assert "链上共3条；此后又有1条，其中1条还在等待封存" in page
    assert "alice" not in page


def test_before_the_first_day_is_over_the_page_says_so() -> None:
    assert "还没有公布过摘要" in Client().get("/audit/").content.decode()


@pytest.mark.parametrize("written", ["{digest}", "2026-03-01:{digest}", " {DIGEST} "])
def test_a_kept_digest_is_recognised(day: DayDigest, written: str) -> None:
    kept = written.format(digest=day.digest, DIGEST=day.digest.upper())

    assert "对得上：这是2026-03-01公布的摘要" in Client().get("/audit/", {"digest": kept}).content.decode()


def test_a_digest_nobody_published_is_told_apart(day: DayDigest) -> None:
    page = Client().get("/audit/", {"digest": "a" * 64}).content.decode()

    assert "对不上" in page


def test_the_json_can_be_kept_as_a_file(day: DayDigest) -> None:
    said = Client().get("/audit/digests.json").json()

    assert said["days"] == [
        {"day": "2026-03-01", "seq": 3, "count": 3, "digest": day.digest, "made_at": NOW.isoformat()}
    ]


def test_the_feed_names_each_day_as_the_command_takes_it(day: DayDigest) -> None:
    feed = ET.fromstring(Client().get("/audit/digests.atom").content)  # noqa: S314 - our own

    titles = [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
    assert titles == [f"2026-03-01:{day.digest}"]
