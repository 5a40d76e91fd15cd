"""Needs at the desk: who may, what is urgent, each step."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.needs.suggest import suggest_for
from wotu.needs.verbs import draft_need, submit_need
from wotu.parties.models import Appointment, Department, Party

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = "/desk/small/needs/"
Appoint = Callable[..., Client]
Send = Callable[..., Need]


@pytest.fixture
def appoint(small_zone: Zone) -> Appoint:
    """Sign an official in."""

    def as_official(name: str, role: str, zone: str = "small") -> Client:
        user = User.objects.create_user(f"{name}@example.org", name=name.title())
        department, _ = Department.objects.get_or_create(
            zone=zone, slug="service", defaults={"name_zh": "服务中心", "name_en": "Service centre"}
        )
        Appointment.objects.create(
            user=user, department=department, role=role, since=dt.date(2024, 1, 1), given_by="tests"
        )
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return as_official


@pytest.fixture
def send(small_zone: Zone) -> Send:
    """Send a need of the firm, so many days ago."""
    alice = User.objects.create_user("alice@example.org", name="Alice")
    party = Party.objects.get(slug="small-f1")

    def a_need(says: str = "食堂太远", days_ago: int = 0) -> Need:
        now = timezone.now() - dt.timedelta(days=days_ago)
        day = timezone.localtime(now).date()
        need = draft_need(
            party=party, says=says, reading=suggest_for(party, small_zone, says, day), user=alice, now=now
        )
        return submit_need(need=need, user=alice, now=now, today=day)

    return a_need


def _text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_most_urgent_need_stands_first(appoint: Appoint, send: Send) -> None:
    send("食堂太远")
    send("停车位不够", days_ago=30)

    page = _text(appoint("bob", "clerk"), HERE)

    assert page.index("停车位不够") < page.index("食堂太远")
    assert "超期" in page


def test_the_queue_is_filtered_by_words_department_and_state(appoint: Appoint, send: Send) -> None:
    send("食堂太远")
    send("想拿高企奖励")
    bob = appoint("bob", "clerk")

    assert "食堂太远" not in _text(bob, f"{HERE}?q=高企")
    assert "高企" not in _text(bob, f"{HERE}?department=living")
    assert "没有符合筛选的诉求" in _text(bob, f"{HERE}?state=closed")


def test_a_need_is_taken_up_answered_and_closed(appoint: Appoint, send: Send) -> None:
    need, bob = send("想拿高企奖励"), appoint("bob", "clerk")

    bob.post(f"{HERE}{need.pk}/take-up")
    bob.post(f"{HERE}{need.pk}/answer", {"text": "请带证书来"})
    bob.post(f"{HERE}{need.pk}/served", {"key": "small.hightech"})

    need.refresh_from_db()
    assert (need.state, need.served_by) == ("served", "small.hightech")
    assert [message.text for message in need.messages.all()] == ["请带证书来"]


def test_a_note_is_internal_and_a_message_is_not(appoint: Appoint, send: Send) -> None:
    need, bob = send(), appoint("bob", "clerk")

    bob.post(f"{HERE}{need.pk}/say", {"text": "先问后勤", "internal": "1"})
    bob.post(f"{HERE}{need.pk}/say", {"text": "我们在问"})

    assert list(need.messages.values_list("text", "is_internal")) == [("先问后勤", True), ("我们在问", False)]
    assert "企业看不到" in _text(bob, f"{HERE}{need.pk}/")


def test_a_need_is_passed_on_under_the_name_the_zone_gave_the_department(
    appoint: Appoint, send: Send
) -> None:
    need, bob = send(), appoint("bob", "clerk")

    bob.post(f"{HERE}{need.pk}/pass-on", {"department": "service", "text": "归你们"})

    assert "服务中心" in _text(bob, f"{HERE}{need.pk}/")


def test_what_the_form_lacks_is_said_and_nothing_changes(appoint: Appoint, send: Send) -> None:
    need, bob = send(), appoint("bob", "clerk")
    bob.post(f"{HERE}{need.pk}/take-up")

    answer = bob.post(f"{HERE}{need.pk}/not-served", {"text": " "})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请写下内容" in answer.content.decode()
    need.refresh_from_db()
    assert need.state == "taken_up"


@pytest.mark.parametrize("path", ["", "1/", "unserved/", "unserved.xlsx"])
def test_who_may_not_answer_needs_is_refused(appoint: Appoint, send: Send, path: str) -> None:
    need = send()
    path = path.replace("1/", f"{need.pk}/")

    assert appoint("erin", "auditor").get(f"{HERE}{path}").status_code == HTTPStatus.FORBIDDEN
    assert appoint("frank", "clerk", "other").get(f"{HERE}{path}").status_code == HTTPStatus.FORBIDDEN


def test_another_zones_need_is_not_found(appoint: Appoint, send: Send) -> None:
    need = send()
    Need.objects.filter(pk=need.pk).update(zone="elsewhere")

    assert appoint("bob", "clerk").get(f"{HERE}{need.pk}/").status_code == HTTPStatus.NOT_FOUND
