"""The way out of e-mail works from a letter alone."""

from http import HTTPStatus

import pytest
from django.test import Client

from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.inbox.mail import token_of
from wotu.inbox.reads import preference_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return User.objects.create_user("alice@example.org", "", name="alice")


@pytest.fixture
def address(alice: User) -> str:
    return f"/inbox/unsubscribe/{token_of(alice)}/"


def test_looking_at_the_address_changes_nothing(client: Client, alice: User, address: str) -> None:
    page = client.get(address)

    assert "停止发送邮件" in page.content.decode()
    assert preference_of(alice).frequency == "daily"


def test_one_click_stops_mail_without_signing_in_or_a_token_of_the_form(alice: User, address: str) -> None:
    mail_program = Client(enforce_csrf_checks=True)

    answer = mail_program.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == HTTPStatus.OK
    assert preference_of(alice).frequency == "never"
    assert AuditEntry.objects.get(verb="prefer").by == "unsubscribe link"


def test_a_mistake_can_be_taken_back(client: Client, alice: User, address: str) -> None:
    client.post(address)

    page = client.post(address, {"again": "1"})

    assert "已恢复" in page.content.decode()
    assert preference_of(alice).frequency == "daily"


def test_another_token_is_not_found(client: Client, address: str) -> None:
    assert client.post(f"{address[:-2]}/").status_code == HTTPStatus.NOT_FOUND
