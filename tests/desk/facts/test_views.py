"""The facts section: what waits, and facts as a file with their provenance."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.facts.people import official, signed_in
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(small_zone: Zone) -> Client:
    return signed_in(official("bob", "small", "clerk"))


def _rows(client: Client, query: str = "") -> list[list[str]]:
    content = client.get(f"/desk/small/facts/export.csv{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_section_is_in_the_navigation_of_those_who_import(bob: Client) -> None:
    assert 'href="/desk/small/facts/"' in bob.get("/desk/small/today/").content.decode()
    auditor = signed_in(official("erin", "small", "auditor"))
    assert 'href="/desk/small/facts/"' not in auditor.get("/desk/small/today/").content.decode()


def test_facts_leave_with_where_they_are_from(bob: Client) -> None:
    rows = _rows(bob, "?q=晨光&fact=rd")

    assert len(rows) == 2
    line = dict(zip(*rows, strict=True))
    assert (line["企业"], line["名称"], line["原文"]) == ("演示·晨光软件有限公司", "rd", "460万元")
    assert (line["来源类别"], line["来源"]) == ("演示", "演示数据")


def test_an_export_is_of_the_firms_and_day_asked_for(bob: Client) -> None:
    assert {row[1] for row in _rows(bob, "?q=远山")[1:]} == {"演示·远山商贸有限公司"}
    assert len(_rows(bob, "?known=2001-01-01")) == 1
    assert len(_rows(bob, "?kind=tax")) == 1


def test_the_first_page_asks_the_database_a_bounded_number_of_times(
    bob: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bob.get("/desk/small/facts/")

    with django_assert_num_queries(10):
        bob.get("/desk/small/facts/")
