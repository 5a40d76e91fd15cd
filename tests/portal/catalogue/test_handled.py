"""How a measure is handled: a picture, a table of steps, what is assumed, and a file for other tools."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from tests.process.spiff import VALIDATOR
from tests.rules import tiny
from tests.rules.test_load_process import PROCESSES, USING

pytestmark = pytest.mark.django_db

PACKS = Path(__file__).parents[3] / "packs"


@pytest.fixture(scope="module")
def some_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two zones as they are, and one invented."""
    folder = tmp_path_factory.mktemp("packs")
    for name in ("common", "nanchang", "wangcheng"):
        shutil.copytree(PACKS / name, folder / name)
    tiny.write(folder, processes=PROCESSES, measures__grant=USING)
    return folder


@pytest.fixture(autouse=True)
def _served(some_packs: Path, settings: Settings) -> None:
    """Serve them."""
    settings.WOTU_PACKS = some_packs


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
    assert "逾期未答复视为同意" in _page(client, "/measures/demo.grant/")
    assert "不计入办理时限；假设" in _page(client, "/measures/demo.grant/")


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
