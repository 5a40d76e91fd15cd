"""Joining a firm by the link of an invitation."""

from http import HTTPStatus

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.accounts.models import User
from wotu.accounts.reads import account, is_verified
from wotu.measures.zones import Zone
from wotu.parties.invitations import invite

pytestmark = pytest.mark.django_db

NEW = {"name": "新来", "email": "New@example.org", "password1": "青禾-correct-horse-7"}


@pytest.fixture
def link(cast: Cast, small_zone: Zone) -> str:
    cache.clear()
    _, token = invite(party=cast.firm, role="clerk", by="alice@example.org", now=timezone.now())
    return f"/join/{token}"


def test_a_stranger_learns_who_invites_and_as_what(client: Client, link: str) -> None:
    page = client.get(link).content.decode()

    assert "青禾精密有限公司邀请您加入" in page
    assert "经办人" in page
    assert f"/account/login/?next={link}" in page


def test_a_new_account_is_made_and_signed_in_at_the_firm(client: Client, link: str, cast: Cast) -> None:
    answer = client.post(link, NEW, follow=True)

    assert answer.redirect_chain[-1][0] == "/firms/qinghe/"
    assert "您已加入青禾精密有限公司" in answer.content.decode()
    user = account("new@example.org")
    assert user is not None
    assert actor_of(user, timezone.localdate()).may_for("answer_own", cast.firm)


def test_a_new_account_is_asked_to_show_that_the_address_is_theirs(client: Client, link: str) -> None:
    client.post(link, NEW)

    user = account("new@example.org")
    assert user is not None
    assert not is_verified(user)
    confirm = next(word for word in mail.outbox[0].body.split() if "confirm-email" in word)
    client.post(confirm)
    assert is_verified(user)


def test_somebody_signed_in_joins_with_the_account_they_have(link: str, cast: Cast) -> None:
    ulla = cast.client("ulla")
    before = User.objects.count()

    answer = ulla.post(link)

    assert answer["Location"] == "/firms/qinghe/"
    assert User.objects.count() == before
    assert actor_of(cast["ulla"], timezone.localdate()).may_for("answer_own", cast.firm)


def test_an_address_with_an_account_is_sent_to_sign_in_and_nothing_is_written(
    client: Client, link: str, cast: Cast
) -> None:
    answer = client.post(link, NEW | {"email": "nora@example.org"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已经有账号" in answer.content.decode()
    assert not actor_of(cast["nora"], timezone.localdate()).may_for("see_own", cast.firm)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password1": "12345678"}, "数字"),
        ({"password1": "short"}, "8"),
        ({"email": "nothing"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_an_account_is_refused_beside_its_field(
    client: Client, link: str, wrong: dict[str, str], words: str
) -> None:
    answer = client.post(link, NEW | wrong)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert words in page
    assert account("new@example.org") is None


def test_a_second_use_finds_the_link_gone(client: Client, link: str, cast: Cast) -> None:
    client.post(link, NEW)

    answer = cast.client("ulla").get(link)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "邀请已失效" in answer.content.decode()


def test_a_member_is_told_so(link: str, cast: Cast) -> None:
    answer = cast.client("bob").post(link)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "已经是成员" in answer.content.decode()


def test_an_invitation_for_an_address_refuses_another_new_account(
    client: Client, cast: Cast, link: str
) -> None:
    _, token = invite(
        party=cast.firm, role="clerk", by="alice", now=timezone.now(), email="meant@example.org"
    )

    answer = client.post(f"/join/{token}", NEW)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert account("new@example.org") is None
