"""The inbox's pages, without a browser."""

import datetime as dt
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.inbox.test_verbs import say
from wotu.accounts.models import User
from wotu.inbox.models import Message
from wotu.inbox.reads import preference_of, unread_count

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def alice(client: Client) -> User:
    user = User.objects.create_user("alice@example.org", "", name="alice")
    client.force_login(user, backend=BACKEND)
    return user


def test_an_empty_inbox_says_what_will_stand_there(client: Client, alice: User) -> None:
    page = client.get("/inbox/").content.decode()

    assert "还没有消息" in page
    assert '<span class="count">' not in page


def test_the_head_counts_what_is_unread(client: Client, alice: User) -> None:
    for key in ("x", "y"):
        say(users=[alice.pk], key=key)

    assert '<span class="count">2' in client.get("/").content.decode()


def test_counting_is_one_query_and_a_visitor_costs_none(client: Client, alice: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as mine:
        client.get("/look")
    client.logout()
    with CaptureQueriesContext(connection) as nobodys:
        client.get("/look")

    assert len([q for q in mine if "inbox_message" in q["sql"]]) == 1
    assert not [q for q in nobodys if "inbox_message" in q["sql"]]


def test_a_message_stands_under_the_day_its_reader_had(client: Client, alice: User) -> None:
    say(users=[alice.pk], key="x")
    Message.objects.update(at=dt.datetime(2026, 3, 1, 17, tzinfo=dt.UTC))

    page = client.get("/inbox/").content.decode()

    assert ">2026-03-02</h2>" in page
    assert ">01:00</time>" in page


def test_following_a_message_reads_it_and_leads_to_what_it_is_about(client: Client, alice: User) -> None:
    say(users=[alice.pk], key="x")

    answer = client.get(f"/inbox/{Message.objects.get().pk}/")

    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, "/firms/a/")
    assert unread_count(alice) == 0


def test_a_message_of_somebody_else_does_not_exist(client: Client, alice: User) -> None:
    bob = User.objects.create_user("bob@example.org", "", name="bob")
    say(users=[bob.pk], key="x")
    theirs = Message.objects.get()

    assert client.get(f"/inbox/{theirs.pk}/").status_code == HTTPStatus.NOT_FOUND
    client.post("/inbox/read", {"message": str(theirs.pk)})
    client.post("/inbox/read", {"message": "all"})

    assert unread_count(bob) == 1
    assert "一项新政策" not in client.get("/inbox/").content.decode()


def test_marking_all_as_read_can_be_undone_from_the_page(client: Client, alice: User) -> None:
    for key in ("x", "y"):
        say(users=[alice.pk], key=key)

    page = client.post("/inbox/read", {"message": "all"}, follow=True)
    assert "已把2条消息标为已读" in page.content.decode()
    client.post("/inbox/unread", {"read": page.context["moment"].isoformat()})

    assert unread_count(alice) == 2


@pytest.mark.parametrize("form", [{}, {"message": "x"}, {"message": "1;drop"}])
def test_a_form_that_names_no_message_changes_nothing(
    client: Client, alice: User, form: dict[str, str]
) -> None:
    say(users=[alice.pk], key="x")

    assert client.post("/inbox/read", form).status_code == HTTPStatus.NOT_FOUND
    assert client.post("/inbox/unread", {"read": "yesterday"}).status_code == HTTPStatus.NOT_FOUND
    assert unread_count(alice) == 1


def test_preferences_are_kept_and_a_wrong_choice_is_named(client: Client, alice: User) -> None:
    page = client.post("/inbox/preferences", {"frequency": "weekly", "language": "en"})
    assert "已保存" in page.content.decode()
    assert preference_of(alice).frequency == "weekly"

    page = client.post("/inbox/preferences", {"frequency": "hourly"})

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有保存" in page.content.decode()
    assert preference_of(alice).frequency == "weekly"


def test_many_messages_are_paged(client: Client, alice: User) -> None:
    for number in range(25):
        say(users=[alice.pk], key=str(number))

    first, second = client.get("/inbox/"), client.get("/inbox/?page=2")

    assert (len(first.context["shown"]), len(second.context["shown"])) == (20, 5)
    assert reverse("portal:inbox") == "/inbox/"
