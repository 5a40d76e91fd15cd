"""What needs tell the zone."""

import datetime as dt
from collections.abc import Callable

import pytest

from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.needs.counts import by_month, by_topic, clusters, usefulness
from wotu.needs.models import Need
from wotu.needs.suggest import suggest
from wotu.needs.verbs import (
    answer_need,
    close_not_served,
    close_served,
    confirm_need,
    draft_need,
    find_helpful,
    submit_need,
    take_up_need,
    withdraw_need,
)
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

TODAY = dt.date(2025, 9, 26)
NOW = dt.datetime(2025, 9, 26, 2, 0, tzinfo=dt.UTC)
Write = Callable[..., Need]


@pytest.fixture
def alice(small_zone: Zone) -> User:
    return User.objects.create_user("alice@example.org", name="Alice")


@pytest.fixture
def write(small_zone: Zone, alice: User) -> Write:
    """Write a need, and send it unless told otherwise."""

    def a_need(says: str, firm: str = "small-f1", now: dt.datetime = NOW, *, send: bool = True) -> Need:
        party = Party.objects.get(slug=firm)
        need = draft_need(
            party=party, says=says, reading=suggest(small_zone, says, TODAY), user=alice, now=now
        )
        return submit_need(need=need, user=alice, now=now, today=now.date()) if send else need

    return a_need


def test_what_nothing_fits_is_unserved_until_something_serves_it(write: Write, alice: User) -> None:
    need = take_up_need(need=write("食堂太远"), user=alice, now=NOW)
    assert [line.unserved for line in by_topic("small")] == [1]

    close_served(need=need, key="small.staff", known=["small.staff"], user=alice, now=NOW)

    assert [(line.nothing_fitted, line.unserved) for line in by_topic("small")] == [(1, 0)]


def test_a_firm_content_with_a_mere_answer_lacks_nothing(write: Write, alice: User) -> None:
    need = take_up_need(need=write("食堂太远"), user=alice, now=NOW)
    answer_need(need=need, text="东门新开一家", user=alice, now=NOW)
    confirm_need(need=need, user=alice, now=NOW)

    assert clusters("small") == []


def test_drafts_and_what_was_taken_back_do_not_count(write: Write, alice: User) -> None:
    write("食堂太远", send=False)
    withdraw_need(need=write("停车位不够"), user=alice, now=NOW)

    assert by_topic("small") == []
    assert sum(month.sent for month in by_month("small", TODAY)) == 0


def test_needs_are_gathered_by_what_they_name_and_firms_counted_once(write: Write) -> None:
    write("食堂太远")
    write("食堂排队")
    write("没有食堂，也没有停车位", firm="small-f2")

    found = [(cluster.label.zh, cluster.needs, cluster.firms) for cluster in clusters("small")]

    assert found == [("餐饮与生活", 3, 2), ("通勤与交通", 1, 1)]


def test_words_in_no_table_stand_together(write: Write) -> None:
    write("阿巴阿巴")

    assert clusters("small")[0].label.en == "Words that are in no table"


def test_twelve_months_end_with_this_one_in_local_time(write: Write) -> None:
    write("食堂太远", now=dt.datetime(2025, 8, 31, 17, 0, tzinfo=dt.UTC))  # 1 September in Shanghai
    write("食堂太远", now=dt.datetime(2024, 9, 30, 12, 0, tzinfo=dt.UTC))  # a month too early

    months = by_month("small", TODAY)

    assert (months[0].first, months[-1].first) == (dt.date(2024, 10, 1), dt.date(2025, 9, 1))
    assert [(month.sent, month.unserved) for month in months if month.sent] == [(1, 1)]


def test_a_topic_narrows_the_months(write: Write) -> None:
    write("食堂太远")

    assert sum(month.sent for month in by_month("small", TODAY, topic="law")) == 0


def test_suggestions_are_counted_as_helpful_or_not(write: Write, alice: User) -> None:
    find_helpful(need=write("想拿高企奖励", send=False), key="small.hightech", user=alice, now=NOW)
    need = take_up_need(need=write("想拿高企奖励"), user=alice, now=NOW)
    close_not_served(need=need, reason="名额已满", user=alice, now=NOW)
    write("想拿高企奖励", send=False)

    (hightech,) = [one for one in usefulness("small") if one.key == "small.hightech"]

    assert (hightech.shown, hightech.helpful, hightech.not_helpful) == (3, 1, 1)
