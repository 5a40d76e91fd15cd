"""The doors, asked by somebody without an account. Who gets in where: `test_matrix`."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.addresses import ADDRESSES
from tests.access.who import DEMO, FIRM
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

MISSING = HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["/?q=真实", "/zones/small/?q=真实", "/?zone=small"])
def test_a_search_does_not_name_it_either(client: Client, small_zone: Zone, path: str) -> None:
    Party.objects.create(slug="real", kind="enterprise", zone="small", name="真实企业")

    assert "真实企业" not in client.get(path).content.decode()


@pytest.mark.parametrize("name", ["portal:answer", "portal:undo", "look:appearance"])
def test_a_form_from_elsewhere_is_refused(small_zone: Zone, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    given = ADDRESSES[name].arguments
    assert not callable(given)
    arguments = {key: DEMO if value == FIRM else value for key, value in given.items()}

    answer = strict.post(reverse(name, kwargs=arguments), {"all": "1"})

    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "path",
    ["/firms/none/", "/firms/small-p1/", "/zones/none/", "/measures/none/",
     "/measures/none.json", "/feeds/windows.xml", "/feeds/none.atom", "/firms/small-f1/checkup.pdf",
     "/firms/small-f1/why/small.none/small-f1/", "/firms/small-f1/why/small.staff/small-f2/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, small_zone: Zone, path: str) -> None:
    assert client.get(path).status_code == MISSING
