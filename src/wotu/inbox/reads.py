"""Reading the inbox."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wotu.accounts.models import User
from wotu.inbox.models import DEFAULT_FREQUENCY, Message, Preference

PAGE = 20
MOST_COUNTED = 99


@dataclass(frozen=True)
class Choice:
    """How a person wants e-mail."""

    frequency: str
    language: str


def preference_of(user: User) -> Choice:
    """Return how a person wants e-mail; who never said gets a digest a day, in Chinese."""
    found = Preference.objects.filter(user=user).first()
    return Choice(found.frequency, found.language) if found else Choice(DEFAULT_FREQUENCY, "zh")


def unread_count(user: User) -> int:
    """Return how many messages a person has not read; counting stops at 99 and one more."""
    return Message.objects.filter(user=user, read_at=None).order_by()[: MOST_COUNTED + 1].count()


def messages_of(user: User, *, unread_only: bool = False, page: int = 1) -> tuple[Sequence[Message], bool]:
    """Return a page of a person's messages, the latest first, and whether there are more."""
    found = Message.objects.filter(user=user)
    if unread_only:
        found = found.filter(read_at=None)
    start = (page - 1) * PAGE
    shown = list(found[start : start + PAGE + 1])
    return shown[:PAGE], len(shown) > PAGE


def people_with_mail_due(frequency: str) -> list[User]:
    """Return everybody who wants e-mail at this rhythm and has messages neither read nor mailed."""
    waiting = Message.objects.filter(read_at=None, mailing=None).order_by().values("user")
    people = User.objects.filter(pk__in=waiting, is_active=True, is_demo=False)
    others = Preference.objects.exclude(frequency=frequency).values("user")
    if frequency == DEFAULT_FREQUENCY:
        return list(people.exclude(pk__in=others).order_by("pk"))
    return list(
        people.filter(pk__in=Preference.objects.filter(frequency=frequency).values("user")).order_by("pk")
    )


def message_of(user: User, key: int) -> Message | None:
    """Return one of a person's messages."""
    return Message.objects.filter(user=user, pk=key).first()


def read_together(user: User, moment: dt.datetime) -> int:
    """Return how many messages a person marked as read at one moment."""
    return Message.objects.filter(user=user, read_at=moment).count()
