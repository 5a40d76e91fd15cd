"""Mail to one person. A mail server that fails takes nothing else down with it."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def send(to: str, subject: str, text: str) -> bool:
    """Send a mail; tell whether it left. A failure is logged, without the address."""
    try:
        return bool(EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to]).send())
    except (smtplib.SMTPException, OSError):
        logger.exception("a mail could not be sent")
        return False
