"""The quality page says what is so: figures, failing cases, what is not known."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.measures.catalogue.shelf import write_shelf
from tests.measures.quality.test_cases import WRONG
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def wrong_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with examples known to be wrong."""
    return write_shelf(tmp_path_factory.mktemp("wrong"), WRONG)


def test_a_wrong_example_lowers_the_figures_and_is_named(
    client: Client, wrong_packs: Path, settings: Settings
) -> None:
    settings.WOTU_PACKS = wrong_packs
    page = client.get("/quality/").content.decode()

    for words in ("66.7%", "50.0%", "80.0%", "规则多给", "shelf.yearly", "expected 11万元, found 10万元"):
        assert words in page


def test_a_right_pack_says_that_nothing_differs(client: Client, shelf: None) -> None:
    page = client.get("/quality/").content.decode()

    assert "全部3个算例都与手工答案一致" in page
    assert "由编写规则的同一批人写成" in page


def test_it_shows_which_facts_hold_answers_back(client: Client, small_zone: Zone) -> None:
    page = client.get("/quality/").content.decode()

    assert "2家演示企业" in page
    assert "高新技术企业" in page
    assert "300万元" in page


def test_without_demonstration_firms_it_says_so(client: Client, shelf: None) -> None:
    assert "还没有演示企业" in client.get("/quality/").content.decode()


def test_the_same_as_json(client: Client, wrong_packs: Path, settings: Settings) -> None:
    settings.WOTU_PACKS = wrong_packs
    found = json.loads(client.get("/quality.json").content)

    assert found["overall"]["precision"] == pytest.approx(2 / 3)
    assert found["overall"]["table"]["entitled"] == {"entitled": 2, "not_entitled": 1, "unknown": 1}
    assert found["failing"][0]["case"] == "金额写错"
    assert found["packs"][0]["id"] == "shelf"


def test_the_page_is_english_when_asked(client: Client, small_zone: Zone) -> None:
    page = client.get("/quality/", headers={"Accept-Language": "en"}).content.decode()

    assert "written by the people who wrote the rules" in page
    assert "准确率" not in page
