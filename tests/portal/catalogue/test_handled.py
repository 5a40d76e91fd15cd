"""How a measure is handled: a picture, a table of steps, what is assumed, and a file for other tools."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from tests.process.spiff import VALIDATOR
from wotu.measures import zones

pytestmark = pytest.mark.django_db

PACKS = Path(__file__).parents[3] / "packs"


@pytest.fixture(autouse=True)
def _served(settings: Settings) -> None:
    """Serve the packs of the project."""
    zones.forget()
    settings.WOTU_PACKS = PACKS


def _page(client: Client, path: str, language: str = "zh") -> str:
    return client.get(path, headers={"Accept-Language": language}).content.decode()


def test_a_measures_page_draws_its_process_and_lists_its_steps(client: Client) -> None:
    page = _page(client, "/measures/nanchang.credit_repair/")

    for words in (
        "怎么办、几天办完", "5个工作日内办结，补正在5个工作日内一次告知", "信用主管部门核查", "3个工作日",
        "这里按三个部门并联", "下载流程图",
    ):  # fmt: skip
        assert words in page
    assert page.count('<svg class="flow-picture"') == 2
    assert page.count("怎么办、几天办完") == 1  # both texts are handled alike
    assert "style=" not in page


def test_the_picture_is_told_in_words_and_in_english(client: Client) -> None:
    page = _page(client, "/measures/nanchang.credit_repair/", "en")

    assert "(Checked by the credit office ∥ Checked by market regulation ∥ Checked by the tax office)" in page
    assert "Picture of the process, scrolls sideways" in page


def test_what_nobody_published_is_said(client: Client) -> None:
    assert "各环节的时限为假设" in _page(client, "/measures/nanchang.missing_link/")
    assert "交付时限未公布，按1个工作日计" in _page(client, "/measures/showcase.same_day/")


def test_the_process_is_there_for_other_tools(client: Client) -> None:
    response = client.get("/measures/wangcheng.startup_subsidy/process.bpmn")

    assert response["Content-Disposition"] == 'attachment; filename="wangcheng.startup_subsidy.bpmn"'
    VALIDATOR.validate(etree.fromstring(response.content))


@pytest.mark.parametrize("path", ["none.such/process.bpmn", "nanchang.credit_repair/process.bpmn?text=none"])
def test_there_is_no_process_of_what_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/measures/{path}").status_code == 404


def test_a_text_is_named(client: Client) -> None:
    response = client.get("/measures/nanchang.credit_repair/process.bpmn?text=before_order36")

    assert response.status_code == 200
