"""How heavy the main pages are, and how often they ask the database. A change of a number is a decision."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.official import official, signed_in
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

MOST = 150_000
QUERIES = {
    "/": 2,
    "/?q=晨光": 3,
    "/zones/small/": 3,
    "/measures/small.staff/": 1,
    "/firms/small-f1/": 4,
    "/look": 0,
    "/desk/small/today/": 20,
    "/desk/small/firms/": 15,
    "/desk/small/firms/?q=晨光&sort=-certain": 15,
    "/desk/small/firms/small-f1/": 19,
    "/desk/small/search/?q=晨光": 9,
    "/desk/small/chain/names/": 14,
    "/desk/small/chain/claims/": 10,
}
"""Pages and their queries; one asks which editions are in force; those of the desk begin with
five that say who is asking, and one for unread messages."""
LINKED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="/static/([^"]+)"')


@pytest.fixture
def reader(small_zone: Zone) -> Client:
    """Dan's browser, in a zone with a full page of firms."""
    Party.objects.bulk_create(
        Party(slug=f"firm-{n}", kind="enterprise", zone="small", name=f"青禾机械制造{n:03}有限公司")
        for n in range(60)
    )
    return signed_in(official("dan", "reviewer"))


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_is_light_and_asks_little(reader: Client, address: str) -> None:
    visitor = reader if address.startswith("/desk/") else Client()
    visitor.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.get(address)
    page = answer.content.decode()

    assert len(asked) == QUERIES[address], [query["sql"] for query in asked.captured_queries]
    assert len(answer.content) + sum(map(_size, set(LINKED.findall(page)))) < MOST


def _size(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).stat().st_size
