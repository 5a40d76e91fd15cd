"""The search: firms, measures and sections, the best first, nothing of the neighbour's."""

from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.module_loading import import_string

from wotu.desk.search.hits import BEGINS, EXACT, INITIALS, INSIDE, MISSES, fit
from wotu.desk.search.sources import SOURCES
from wotu.parties.models import Party
from wotu.parties.verbs import initials

pytestmark = pytest.mark.django_db

HERE = "/desk/small/search/"


def _found(client: Client, words: str) -> dict[str, list[str]]:
    answer = client.get(HERE, {"q": words})
    assert answer.status_code == HTTPStatus.OK
    page = BeautifulSoup(answer.content, "html.parser")
    return {
        str(section.h2.get_text()): [hit.get_text() for hit in section.select(".hit-name")]  # type: ignore[union-attr]
        for section in page.select("#results section")
    }


@pytest.mark.parametrize("source", SOURCES, ids=[source.id for source in SOURCES])
def test_every_source_exists(source: object) -> None:
    assert callable(import_string(source.find))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "group", "first"),
    [
        ("晨光", "企业", "演示·晨光软件有限公司"),
        ("cgrj", "企业", "演示·晨光软件有限公司"),
        ("9144 0300", "企业", "演示·晨光软件有限公司"),
        ("用工", "措施", "用工补贴"),
        ("ygbt", "措施", "用工补贴"),
        ("staff sub", "措施", "用工补贴"),
        ("今日", "工作台", "今日"),
        ("qy", "工作台", "企业"),
    ],
)
def test_things_are_found(desk: Client, words: str, group: str, first: str) -> None:
    found = _found(desk, words)

    assert next(iter(found)) == group
    assert found[group][0] == first


def test_what_fits_best_stands_first(desk: Client) -> None:
    for slug, name in (("a", "大青禾机械"), ("b", "青禾机械"), ("c", "青禾")):
        Party.objects.create(slug=slug, kind="enterprise", zone="small", name=name, initials=initials(name))

    assert _found(desk, "青禾")["企业"] == ["青禾", "青禾机械", "大青禾机械"]


def test_the_wording_of_a_clause_counts_last(desk: Client) -> None:
    assert len(_found(desk, "试验条款")["措施"]) == 8


def test_the_neighbours_firm_is_not_found(desk: Client) -> None:
    Party.objects.create(slug="far", kind="enterprise", zone="other", name="晨光邻居")

    assert "晨光邻居" not in str(_found(desk, "晨光"))


def test_nothing_found_says_what_to_try(desk: Client) -> None:
    assert _found(desk, "xyzzy") == {}
    assert "换一个词试试" in desk.get(HERE, {"q": "xyzzy"}).content.decode()
    assert "没有找到" not in desk.get(HERE).content.decode()


def test_as_somebody_types_only_the_results_come(desk: Client) -> None:
    answer = desk.get(HERE, {"q": "晨光"}, headers={"HX-Request": "true", "HX-Target": "results"})

    assert "<html" not in answer.content.decode()
    assert "晨光软件" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("words", "name", "how"),
    [("青禾", "青禾", EXACT), ("青", "青禾", BEGINS), ("qh", "青禾", INITIALS), ("禾", "青禾", INSIDE),
     ("q", "青禾", MISSES), ("", "青禾", MISSES), ("r&d", "R&D award", BEGINS)],
)  # fmt: skip
def test_how_well_something_fits(words: str, name: str, how: int) -> None:
    assert fit(words, name) == how
