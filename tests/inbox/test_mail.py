"""E-mail: in the person's language, at most once, with a way out."""

import datetime as dt
import smtplib
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from pytest_django.fixtures import Settings

from tests.inbox.test_verbs import say
from wotu.accounts.models import User
from wotu.inbox.mail import MailNotSent, send_mail, token_of, user_of
from wotu.inbox.models import Mailing, Message
from wotu.inbox.reads import people_with_mail_due
from wotu.inbox.verbs import mark_read, prefer

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def alice(settings: Settings) -> User:
    settings.WOTU_URL = "https://wotu.example.org"
    return User.objects.create_user("alice@example.org", "", name="alice")


def _choose(user: User, frequency: str = "daily", language: str = "zh") -> None:
    prefer(user=user, frequency=frequency, language=language, by="tests", now=NOW)


def test_waiting_messages_make_one_letter_in_chinese(alice: User) -> None:
    for key in ("x", "y"):
        say(users=[alice.pk], key=key)

    assert send_mail(user=alice, now=NOW) == 2
    assert send_mail(user=alice, now=NOW) == 0

    (letter,) = mail.outbox
    assert letter.subject == "甲公司：一项新政策适用于贵公司（另有1条消息）"
    assert "研发奖励\n    https://wotu.example.org/measures/x/" in letter.body
    assert "不再接收邮件" in letter.body
    assert '<html lang="zh-CN">' in _html(letter)


def test_the_letter_is_in_the_persons_language(alice: User) -> None:
    _choose(alice, language="en")
    say(users=[alice.pk], key="x")

    send_mail(user=alice, now=NOW)

    (letter,) = mail.outbox
    assert letter.subject == "甲公司: A new measure applies"
    assert "R&D award" in letter.body
    assert "R&amp;D award" in _html(letter)
    assert "研发" not in letter.body + _html(letter)


def test_a_mail_program_can_unsubscribe_in_one_click(alice: User) -> None:
    say(users=[alice.pk], key="x")
    send_mail(user=alice, now=NOW)

    raw = mail.outbox[0].message()

    assert raw["List-Unsubscribe"].startswith("<https://wotu.example.org/inbox/unsubscribe/")
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = raw["List-Unsubscribe"].rstrip("/>").rpartition("/")[2]
    assert user_of(token) == alice


def test_a_token_made_up_or_changed_is_nobodys(alice: User) -> None:
    token = token_of(alice)

    assert user_of("made-up") is None
    assert user_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_what_was_read_is_not_mailed(alice: User) -> None:
    say(users=[alice.pk], key="x")
    mark_read(user=alice, messages=None, now=NOW)

    assert send_mail(user=alice, now=NOW) == 0


@pytest.mark.parametrize("change", [{"is_demo": True}, {"is_active": False}])
def test_demonstration_and_closed_accounts_get_no_mail(alice: User, change: dict[str, bool]) -> None:
    say(users=[alice.pk], key="x")
    User.objects.update(**change)
    alice.refresh_from_db()

    assert send_mail(user=alice, now=NOW) == 0
    assert people_with_mail_due("daily") == []
    assert mail.outbox == []


def test_who_said_never_gets_none(alice: User) -> None:
    _choose(alice, "never")
    say(users=[alice.pk], key="x")

    assert send_mail(user=alice, now=NOW) == 0


@pytest.mark.parametrize("frequency", ["immediate", "daily", "weekly"])
def test_mail_is_due_at_the_chosen_rhythm_only(alice: User, frequency: str) -> None:
    _choose(alice, frequency)
    say(users=[alice.pk], key="x")

    due = [name for name in ("immediate", "daily", "weekly", "never") if people_with_mail_due(name)]

    assert due == [frequency]


def test_a_server_that_refuses_leaves_the_messages_for_the_next_attempt(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(users=[alice.pk], key="x")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", _refuse)
        with pytest.raises(MailNotSent):
            send_mail(user=alice, now=NOW)

    assert Message.objects.get().mailing is None
    assert send_mail(user=alice, now=NOW) == 1
    assert [mailing.state for mailing in Mailing.objects.order_by("id")] == ["failed", "sent"]


def test_a_process_that_dies_while_sending_sends_nothing_twice(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(users=[alice.pk], key="x")
    with monkeypatch.context() as dying:
        dying.setattr(EmailMultiAlternatives, "send", _die)
        with pytest.raises(SystemExit):
            send_mail(user=alice, now=NOW)

    assert send_mail(user=alice, now=NOW) == 0
    assert Mailing.objects.get().state == "claimed"


def _refuse(_letter: EmailMessage) -> int:
    raise smtplib.SMTPServerDisconnected("gone")


def _die(_letter: EmailMessage) -> int:
    raise SystemExit


def _html(letter: mail.EmailMessage) -> str:
    assert isinstance(letter, EmailMultiAlternatives)
    return str(letter.alternatives[0][0])
