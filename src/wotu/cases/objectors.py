"""Whoever objected to an award is answered: by e-mail if they left one, else by the official, who is told."""

import logging
import smtplib
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction

from wotu.accounts.models import User
from wotu.cases.models import Objection
from wotu.cases.telling import News, tell_officials, title_of
from wotu.rules.text import Text

logger = logging.getLogger(__name__)


def reach_objector(objection: Objection, user: User) -> None:
    """Have an answered objection's answer sent once it is in the books, or ask the official to bring it."""
    if is_email(objection.contact):
        transaction.on_commit(partial(_send, objection, user), robust=True)
    else:
        _ask_official(objection, user)


def is_email(contact: str) -> bool:
    """Tell whether what somebody left to be reached by is an e-mail address."""
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


def _send(objection: Objection, user: User) -> None:
    """Send the answer; one that does not leave is the official's to bring. No address is logged."""
    number = f"{objection.notice.case.number}-Y{objection.pk}"
    said = Text("成立", "sustained") if objection.sustained else Text("不成立", "not sustained")
    title = title_of(objection.notice.case)
    text = (
        f"您对“{title.zh}”公示提出的异议（回执号{number}）已核查，结论：{said.zh}。\n答复：\n\n"
        f"Your objection to the notice of “{title.en}” (receipt {number}) was looked into: {said.en}.\n"
        f"The answer:\n\n{objection.answer}\n"
    )
    subject = f"异议答复 {number} Answer to your objection"
    try:
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [objection.contact]).send()
    except (smtplib.SMTPException, OSError):
        logger.exception("the answer to objection %s could not be sent", objection.pk)
        _ask_official(objection, user)


def _ask_official(objection: Objection, user: User) -> None:
    assert objection.answered_at is not None  # noqa: S101 - it is answered
    case = objection.notice.case
    news = News(
        Text(
            f"请现在按异议人留下的联系方式告知答复（办件{case.number}）",
            f"Bring the answer to whoever objected, by the contact they left (case {case.number})",
        )
    )
    key, by = f"objection:{objection.pk}:answer", user.email
    tell_officials(case, news, [user.pk], key=key, by=by, now=objection.answered_at)
