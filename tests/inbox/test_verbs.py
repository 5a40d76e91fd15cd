"""Telling people, and what they do with it."""

import datetime as dt
from functools import partial

import pytest

from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.inbox.models import Message
from wotu.inbox.reads import messages_of, preference_of, unread_count
from wotu.inbox.verbs import Line, NotAPreference, mark_read, mark_unread, prefer, tell
from wotu.rules.text import Text

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
say = partial(
    tell, whom="甲公司", title=Text("一项新政策适用于贵公司", "A new measure applies"), link="/firms/a/",
    lines=[Line(Text("研发奖励", "R&D award"), "/measures/x/")], about="a", by="tests", now=NOW,
)  # fmt: skip


@pytest.fixture
def alice() -> User:
    return User.objects.create_user("alice@example.org", "", name="alice")


@pytest.fixture
def bob() -> User:
    return User.objects.create_user("bob@example.org", "", name="bob")


def test_a_person_is_told_a_thing_once(alice: User, bob: User) -> None:
    assert say(users=[alice.pk], key="x") == 1
    assert say(users=[alice.pk, bob.pk], key="x") == 1
    assert say(users=[alice.pk, bob.pk], key="x") == 0

    assert (unread_count(alice), unread_count(bob)) == (1, 1)
    assert AuditEntry.objects.filter(verb="tell").count() == 2


def test_marking_all_as_read_can_be_taken_back_without_touching_what_was_read_before(alice: User) -> None:
    for key in ("x", "y", "z"):
        say(users=[alice.pk], key=key)
    first = Message.objects.get(key="x")
    mark_read(user=alice, messages=[first.pk], now=NOW)

    assert mark_read(user=alice, messages=None, now=LATER) == 2
    assert unread_count(alice) == 0
    assert mark_unread(user=alice, read_at=LATER, now=LATER) == 2

    assert unread_count(alice) == 2
    first.refresh_from_db()
    assert first.read_at == NOW


def test_nobody_reads_or_marks_what_is_somebody_elses(alice: User, bob: User) -> None:
    say(users=[alice.pk], key="x")
    theirs = Message.objects.get()

    assert mark_read(user=bob, messages=[theirs.pk], now=NOW) == 0
    assert mark_read(user=bob, messages=None, now=NOW) == 0
    assert messages_of(bob) == ([], False)
    assert unread_count(alice) == 1


def test_counting_stops_at_a_hundred(alice: User) -> None:
    for number in range(120):
        say(users=[alice.pk], key=str(number))

    assert unread_count(alice) == 100


def test_who_never_chose_gets_a_digest_a_day_in_chinese(alice: User) -> None:
    assert preference_of(alice).frequency == "daily"
    assert preference_of(alice).language == "zh"


def test_a_choice_is_kept_and_a_wrong_one_refused(alice: User) -> None:
    prefer(user=alice, frequency="weekly", language="en", by="alice", now=NOW)
    with pytest.raises(NotAPreference):
        prefer(user=alice, frequency="hourly", language="en", by="alice", now=NOW)

    assert (preference_of(alice).frequency, preference_of(alice).language) == ("weekly", "en")
