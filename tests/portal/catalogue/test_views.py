"""Choosing: the first page, a zone, a measure."""

import pytest
from django.test import Client

from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Serve the small zone."""


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_first_page_lists_the_zones_with_what_they_offer(client: Client) -> None:
    page = _page(client, "/")

    for words in ("小试园区", "89%", "739.4亿元", "试验办法"):
        assert words in page


@pytest.mark.parametrize("words", ["晨光", "cgrj", "9144 0300"])
def test_a_firm_is_looked_up(client: Client, words: str) -> None:
    page = _page(client, f"/?q={words}")

    assert "演示·晨光软件有限公司" in page
    assert "远山" not in page


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "换一个词试试" in _page(client, "/?q=nosuchfirm")


def test_a_zone_lists_its_measures_its_figures_and_its_firms(client: Client) -> None:
    page = _page(client, "/zones/small/")

    for words in ("研发创新", "高企奖励", "细节未公布", "生产总值", "演示·远山商贸有限公司"):
        assert words in page


def test_a_measure_shows_its_rule_and_its_source(client: Client) -> None:
    page = _page(client, "/measures/small.staff/")

    for words in ("试验条款", "从业人员 ≥ 10", "一票否决：", "最高10万元", "试发〔2024〕1号", "常年受理"):
        assert words in page


def test_the_whole_page_is_english_when_asked(client: Client) -> None:
    for path in ("/", "/zones/small/", "/measures/small.intensity/"):
        page = client.get(path, headers={"Accept-Language": "en"}).content.decode()

        assert "Small Zone" in page
        assert "小试园区" not in page


def test_without_any_pack_the_first_page_says_so(client: Client, settings: object, tmp_path: object) -> None:
    settings.WOTU_PACKS = tmp_path  # type: ignore[attr-defined]

    assert "还没有园区数据" in _page(client, "/")
