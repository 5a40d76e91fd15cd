"""E-mail: what waits in an inbox, sent at most once, with a way out that works without signing in."""

import datetime as dt
import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.inbox.models import Mailing, Message
from wotu.inbox.reads import preference_of
from wotu.rules.text import Text

SALT = "wotu.inbox.unsubscribe"
MOST = 50
"""Messages in one e-mail; the rest waits in the inbox and for the next one."""
BY = "wotu mail"


class MailNotSent(RuntimeError):
    """The mail server did not take an e-mail; its messages wait for the next attempt."""


def send_mail(*, user: User, now: dt.datetime) -> int:
    """Send a person what is neither read nor mailed yet, in one e-mail; return how many messages it has.

    The messages are claimed before the server is asked. If the process dies in between, the e-mail is
    lost and not repeated; the inbox has it all the same. Demonstration accounts get no mail.

    Raises:
        MailNotSent: the server refused or could not be reached.
    """
    if user.is_demo or not user.is_active or not user.email:
        return 0
    choice = preference_of(user)
    if choice.frequency == "never":
        return 0
    mailing, messages = _claim(user, now)
    if mailing is None:
        return 0
    try:
        _letter(user, messages, choice.language).send()
    except (OSError, smtplib.SMTPException) as error:
        with transaction.atomic():
            Message.objects.filter(mailing=mailing).update(mailing=None)
            Mailing.objects.filter(pk=mailing.pk).update(state="failed")
        raise MailNotSent(f"{user.email}: {error}") from error
    Mailing.objects.filter(pk=mailing.pk).update(state="sent")
    return len(messages)


def _claim(user: User, now: dt.datetime) -> tuple[Mailing | None, Sequence[Message]]:
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(
            user=user, read_at=None, mailing=None
        )
        messages = list(waiting[:MOST])
        if not messages:
            return None, []
        mailing = Mailing.objects.create(user=user, claimed_at=now)
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(mailing=mailing)
        note(verb="send_mail", about=user.email, by=BY, now=now, messages=len(messages))
    return mailing, messages


def _letter(user: User, messages: Sequence[Message], language: str) -> EmailMultiAlternatives:
    """Write the e-mail in the person's language, as text and as simple HTML."""
    leave = address(reverse("portal:unsubscribe", args=[token_of(user)]))
    with translation.override("en" if language == "en" else "zh-hans"):
        context = {
            "name": user.name,
            "messages": [_shown(message, language) for message in messages],
            "inbox": address(reverse("portal:inbox")),
            "preferences": address(reverse("portal:preferences")),
            "leave": leave,
        }
        text = render_to_string("inbox/mail.txt", context)
        html = render_to_string("inbox/mail.html", context)
    letter = EmailMultiAlternatives(
        subject=_subject(messages)["en" if language == "en" else "zh"],
        body=text,
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _subject(messages: Sequence[Message]) -> Text:
    first, more = messages[0], len(messages) - 1
    zh, en = (f"{first.whom}：", f"{first.whom}: ") if first.whom else ("", "")
    if not more:
        return Text(f"{zh}{first.title_zh}", f"{en}{first.title_en}")
    return Text(f"{zh}{first.title_zh}（另有{more}条消息）", f"{en}{first.title_en} (and {more} more)")


def _shown(message: Message, language: str) -> dict[str, object]:
    return {
        "whom": message.whom,
        "title": message.title_en if language == "en" else message.title_zh,
        "link": address(message.link),
        "lines": [
            {"text": line["en" if language == "en" else "zh"], "link": address(line["link"])}
            for line in message.lines
        ],
    }


def address(path: str) -> str:
    """Return the full address of a page."""
    return f"{settings.WOTU_URL}{path}"


def token_of(user: User) -> str:
    """Return the signed token that stops a person's e-mail without signing in. It does not expire."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    """Return whose e-mail a token stops, or None if it is not one of ours."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key).first()
