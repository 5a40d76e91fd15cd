"""Telling people, and what they do with what they are told."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.inbox.models import FREQUENCIES, LANGUAGES, Message, Preference
from wotu.rules.text import Text


class NotAPreference(ValueError):
    """There is no such frequency or language."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a message tells, and the page that shows it."""

    text: Text
    link: str


def tell(
    *,
    users: Collection[int],
    key: str,
    whom: str,
    title: Text,
    link: str,
    lines: Sequence[Line],
    about: str,
    by: str,
    now: dt.datetime,
) -> int:
    """Put a message into the inboxes of these people; return how many had not been told it yet.

    Args:
        users: keys of their accounts.
        key: what it is about; whoever has a message of this key is not told again.
        whom: the firm or zone it is about, by name.
        title: the message in one sentence.
        link: the page inside the site that it is about.
        lines: what it tells in detail.
        about: what the audit trail names.
        by: who tells.
        now: when.
    """
    written = [{"zh": line.text.zh, "en": line.text.en, "link": line.link} for line in lines]
    with transaction.atomic():
        told = Message.objects.filter(user__in=users, key=key).values_list("user_id", flat=True)
        fresh = [
            Message(
                user_id=user,
                key=key,
                whom=whom,
                title_zh=title.zh,
                title_en=title.en,
                link=link,
                lines=written,
                at=now,
            )
            for user in sorted(set(users) - set(told))
        ]
        Message.objects.bulk_create(fresh)
        if fresh:
            note(verb="tell", about=about, by=by, now=now, key=key, people=len(fresh))
    return len(fresh)


def mark_read(*, user: User, messages: Collection[int] | None, now: dt.datetime) -> int:
    """Mark some of a person's messages as read, all where None; return how many were not yet."""
    with transaction.atomic():
        unread = Message.objects.filter(user=user, read_at=None)
        if messages is not None:
            unread = unread.filter(pk__in=messages)
        number = unread.update(read_at=now)
        if number:
            note(verb="mark_read", about=user.email, by=user.email, now=now, messages=number)
    return number


def mark_unread(*, user: User, read_at: dt.datetime, now: dt.datetime) -> int:
    """Take back one marking as read, by its moment; return how many messages are unread again."""
    with transaction.atomic():
        number = Message.objects.filter(user=user, read_at=read_at).update(read_at=None)
        if number:
            note(verb="mark_unread", about=user.email, by=user.email, now=now, messages=number)
    return number


def prefer(*, user: User, frequency: str, language: str, by: str, now: dt.datetime) -> Preference:
    """Say how often, and in which language, a person wants e-mail.

    Raises:
        NotAPreference: there is no such frequency or language.
    """
    if frequency not in dict(FREQUENCIES) or language not in dict(LANGUAGES):
        raise NotAPreference(f"{frequency!r}, {language!r}")
    with transaction.atomic():
        found, _ = Preference.objects.update_or_create(
            user=user, defaults={"frequency": frequency, "language": language, "changed_at": now}
        )
        note(verb="prefer", about=user.email, by=by, now=now, frequency=frequency, language=language)
    return found
