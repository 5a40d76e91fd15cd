"""Mail to one person."""

import smtplib

import pytest
from django.core import mail as outgoing
from django.core.mail import EmailMessage

from wotu.access import mail


def test_a_mail_leaves() -> None:
    assert mail.send("li@example.org", "subject", "text")

    assert outgoing.outbox[0].to == ["li@example.org"]


def test_a_server_that_fails_is_logged_without_the_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_message: EmailMessage) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)

    assert not mail.send("li@example.org", "subject", "text")
    assert "could not be sent" in caplog.text
    assert "li@example.org" not in caplog.text
