"""The station's desk: an application nobody could decide by itself is for the office of its step."""

from http import HTTPStatus

from django.test import Client

from tests.services.stay.people import DAY, NOW, TODAY, House, fresh
from wotu.accounts.models import User
from wotu.parties.models import Department
from wotu.parties.offices import appoint


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_application_is_decided_by_the_office_of_its_step_alone(house: House) -> None:
    house.person("lin", degree="")
    stay = house.apply("lin")
    rhea = User.objects.create_user("rhea@example.org", name="Rhea")
    where = Department.objects.get(zone="nanchang", slug="talent")
    appoint(user=rhea, department=where, role="reviewer", since=TODAY - DAY, by="tests", now=NOW)
    page = f"/desk/nanchang/stay/stays/{stay.pk}/"
    form = {"outcome": "refused", "text": "材料不足"}

    assert 'name="outcome"' not in _client(rhea).get(page).content.decode()
    answer = _client(rhea).post(f"{page}decide", form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fresh(stay).case.state == "open"

    assert 'name="outcome"' in _client(house.cleo).get(page).content.decode()
    _client(house.cleo).post(f"{page}decide", form)
    assert fresh(stay).case.state == "refused"
