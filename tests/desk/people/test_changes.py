"""Changing people: appointing, ending, delegating, departments."""

import datetime as dt
from http import HTTPStatus

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.accounts.models import User
from wotu.accounts.reads import account
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Department
from wotu.parties.offices import delegate

pytestmark = pytest.mark.django_db

PEOPLE = "/desk/small/people/"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Everything here happens in the small zone."""


def _form(cast: Cast, **changes: str) -> dict[str, str]:
    return {
        "email": "new@example.org", "name": "新人", "department": str(cast.department.pk),
        "role": "clerk", "since": str(TODAY), "until": "",
    } | changes  # fmt: skip


def _appoint(cast: Cast, **changes: str) -> tuple[HTTPStatus, str]:
    answer = cast.client("zoe").post(f"{PEOPLE}appoint", _form(cast, **changes))
    return HTTPStatus(answer.status_code), answer.content.decode()


def test_somebody_new_gets_an_account_an_office_and_a_mail_to_set_a_password(cast: Cast) -> None:
    status, _ = _appoint(cast)

    assert status == HTTPStatus.FOUND
    user = account("new@example.org")
    assert user is not None
    assert not user.has_usable_password()
    assert actor_of(user, TODAY).may("import_facts", "small")
    assert "经办 Clerk" in mail.outbox[0].body
    assert "/account/password/reset/" in mail.outbox[0].body


def test_somebody_known_keeps_their_account_and_password(cast: Cast) -> None:
    cast["ulla"].set_password("known to ulla")
    cast["ulla"].save()
    before = User.objects.count()

    _appoint(cast, email="Ulla@example.org")

    assert User.objects.count() == before
    assert User.objects.get(pk=cast["ulla"].pk).check_password("known to ulla")
    assert "/account/login/" in mail.outbox[0].body


def test_an_address_nobody_has_shown_to_be_theirs_is_not_appointed(cast: Cast) -> None:
    """Else whoever joined some firm under an official's address would get the office."""
    cast["ulla"].set_password("of a squatter")
    cast["ulla"].save()
    EmailAddress.objects.filter(user=cast["ulla"]).update(verified=False)

    status, page = _appoint(cast, email="ulla@example.org")

    assert status == HTTPStatus.CONFLICT
    assert "还没有验证" in page
    assert not Appointment.objects.filter(user=cast["ulla"]).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nothing"}, "邮箱写得不对"),
        ({"name": ""}, "请填写"),
        ({"role": "king"}, "请从列表中选择"),
        ({"since": "yesterday"}, "2026-12-31"),
        ({"department": "99999999"}, "请从列表中选择"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    cast: Cast, changes: dict[str, str], words: str
) -> None:
    status, page = _appoint(cast, **changes)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page
    assert account("new@example.org") is None


def test_a_refused_appointment_leaves_no_account_behind(cast: Cast) -> None:
    status, page = _appoint(cast, until=str(TODAY))

    assert status == HTTPStatus.CONFLICT
    assert "结束日期要晚于开始日期" in page
    assert account("new@example.org") is None


def test_a_department_of_another_zone_cannot_be_chosen(cast: Cast) -> None:
    elsewhere = Department.objects.get(zone="other")

    status, _ = _appoint(cast, department=str(elsewhere.pk))

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_office_of_another_zone_is_out_of_reach(cast: Cast) -> None:
    otto = cast.appointment("otto")

    answer = cast.client("zoe").post(f"{PEOPLE}{otto.pk}/end")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert Appointment.objects.get(pk=otto.pk).until is None


def test_an_ended_office_shuts_the_desk_at_once(cast: Cast) -> None:
    dan = cast.client("dan")

    cast.client("zoe").post(f"{PEOPLE}{cast.appointment('dan').pk}/end")

    assert dan.get(PEOPLE).status_code == HTTPStatus.FORBIDDEN


def test_an_official_lets_a_colleague_stand_in_and_takes_it_back(cast: Cast) -> None:
    dan = cast.client("dan")
    until = TODAY + dt.timedelta(days=7)

    page = dan.post(
        f"{PEOPLE}{cast.appointment('dan').pk}/delegate",
        {"to": str(cast["cleo"].pk), "until": str(until)},
        follow=True,
    ).content.decode()
    assert "代Dan" in page
    given = Appointment.objects.exclude(delegated_from=None).get()
    dan.post(f"{PEOPLE}{given.pk}/end")

    assert not actor_of(cast["cleo"], TODAY).may("settle_facts", "small")


def test_nobody_delegates_somebody_elses_office(cast: Cast) -> None:
    answer = cast.client("cleo").post(
        f"{PEOPLE}{cast.appointment('dan').pk}/delegate",
        {"to": str(cast["cleo"].pk), "until": str(TODAY + dt.timedelta(days=7))},
    )

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("given", [{}, {"to": "x", "until": "2099-01-01"}, {"to": "1", "until": ""}])
def test_an_incomplete_delegation_says_what_is_missing(cast: Cast, given: dict[str, str]) -> None:
    page = cast.client("dan").post(f"{PEOPLE}{cast.appointment('dan').pk}/delegate", given, follow=True)

    assert "请选择一位同事，并填写结束日期" in page.content.decode()


def test_only_colleagues_of_the_zone_stand_in(cast: Cast) -> None:
    cast.client("dan").post(
        f"{PEOPLE}{cast.appointment('dan').pk}/delegate",
        {"to": str(cast["otto"].pk), "until": str(TODAY + dt.timedelta(days=7))},
    )

    assert not Appointment.objects.exclude(delegated_from=None).exists()


def test_a_colleague_does_not_end_somebody_elses_delegation(cast: Cast) -> None:
    given = delegate(
        appointment=cast.appointment("dan"), holder=cast["dan"], to=cast["cleo"],
        until=TODAY + dt.timedelta(days=7), today=TODAY, now=timezone.now(),
    )  # fmt: skip

    assert cast.client("anna").post(f"{PEOPLE}{given.pk}/end").status_code == HTTPStatus.NOT_FOUND


def test_an_administrator_registers_a_department(cast: Cast) -> None:
    page = cast.client("zoe").post(
        f"{PEOPLE}departments", {"slug": "law", "name_zh": "法务处", "name_en": "Legal Office"}, follow=True
    )

    assert "法务处" in page.content.decode()


def test_a_department_needs_both_names(cast: Cast) -> None:
    answer = cast.client("zoe").post(
        f"{PEOPLE}departments", {"slug": "law", "name_zh": "法务处", "name_en": ""}
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Department.objects.filter(slug="law").exists()
