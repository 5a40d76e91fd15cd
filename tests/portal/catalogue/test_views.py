"""Choosing: the first page, a zone, a measure."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from wotu.measures.catalogue.offers import offers
from wotu.measures.zones import Zone, zones
from wotu.site.paths import ROOT

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


def _in_place(client: Client, path: str) -> tuple[str, str]:
    answer = client.get(path, headers={"HX-Request": "true", "HX-Target": "found"})
    return answer.content.decode(), answer.headers.get("HX-Push-Url", "")


def test_the_list_names_every_measure_with_what_it_brings_and_when(client: Client) -> None:
    page = _page(client, "/measures/")

    for words in ("找到9项措施", "高企奖励", "300万元", "最高10万元", "常年受理", "小试园区", "细节未公布"):
        assert words in page


def test_a_search_an_address_can_be_shared(client: Client) -> None:
    page = _page(client, "/measures/?q=gqjl&area=research&detail=published&least=100")

    assert "找到1项措施" in page
    assert 'value="gqjl"' in page
    assert 'id="area-research" name="area" value="research" checked' in page


def test_in_place_only_the_results_come_and_the_address_is_tidy(client: Client) -> None:
    part, address = _in_place(client, "/measures/?q=&sort=best&area=research&least=&zone=small")

    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML:#count"' in part
    assert '<span hx-swap-oob="innerHTML:#n-about-project">1</span>' in part
    assert address == "/measures/?zone=small&area=research"


def test_going_back_brings_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get("/measures/?area=research", headers=headers).content.decode()


def test_nothing_found_says_what_to_try_and_how_to_get_back(client: Client) -> None:
    page = _page(client, "/measures/?q=vvuuii")

    assert "没有找到符合的措施" in page
    assert "看全部措施" in page


@pytest.mark.parametrize("least", ["很多", "-5", "5㎡", "9" * 30])
def test_an_amount_that_cannot_be_read_is_said_and_left_out(client: Client, least: str) -> None:
    page = _page(client, f"/measures/?least={least}")

    assert "没有读懂" in page
    assert "找到9项措施" in page


@pytest.mark.parametrize(
    "query", ["?page=99", "?page=-1", "?page=x", "?zone=none&area=none", "?sort=none", "?on=none"]
)
def test_a_wrong_address_still_answers(client: Client, query: str) -> None:
    assert client.get(f"/measures/{query}").status_code == 200


def test_a_filter_is_taken_off_one_at_a_time(client: Client) -> None:
    page = _page(client, "/measures/?about=project&area=research")

    assert 'href="/measures/?about=project"' in page
    assert 'href="/measures/?area=research"' in page


def test_the_pages_of_the_real_packs_are_small_and_many(client: Client, settings: object) -> None:
    settings.WOTU_PACKS = ROOT / "packs"  # type: ignore[attr-defined]
    ids = [one.id for one in offers(timezone.localdate())]
    paths = ["/measures/", "/measures/?page=2", "/measures/?zone=showcase", "/quality/"]
    paths += [f"/zones/{zone.id}/" for zone in zones()] + [f"/measures/{id_}/" for id_ in ids[::8]]

    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert len(answer.content) < 150_000, path
    assert "第2页" in _page(client, "/measures/?page=2")


@pytest.mark.parametrize(
    ("path", "most"),
    [("/measures/", 1), ("/measures/?q=gqjl", 1), ("/measures/small.staff/", 1), ("/zones/small/", 3),
     ("/measures.json", 1), ("/feeds/windows.atom", 1), ("/windows.ics", 1), ("/quality/", 2)],
)  # fmt: skip
def test_how_often_a_page_asks_the_database(
    client: Client, path: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


def test_the_calculator_works_without_script(client: Client) -> None:
    page = _page(client, "/measures/small.staff/?text=&staff=30")

    for words in ("若其他条件都满足", "在这里起作用", "10万元"):
        assert words in page
    assert 'name="staff" value="30"' in page


def test_the_calculator_comes_in_place(client: Client) -> None:
    path = "/measures/small.staff/?text=&staff=5"
    part = client.get(path, headers={"HX-Request": "true", "HX-Target": "calculator"}).content.decode()

    assert "<html" not in part
    assert "按这些事实不符合条件：从业人员不少于10人" in part


def test_a_measure_says_what_it_combines_with(client: Client) -> None:
    page = _page(client, "/measures/small.first/")

    assert "只取最高的一项" in page
    assert 'href="/measures/small.second/"' in page


def test_a_measure_shows_its_account_its_texts_and_its_cases(client: Client, shelf: None) -> None:
    page = _page(client, "/measures/shelf.yearly/?on=2026-03-10")

    for words in (
        "小资金池",
        "50万元",
        "先到先得",
        "正在受理，至2026-03-31",
        "20个工作日内办结",
        "公示5个工作日",
    ):
        assert words in page
    assert "3 个" in page
    assert "与手工答案" in page
    both = _page(client, "/measures/shelf.versions/?on=2026-03-10")
    assert both.index("15万元") < both.rindex("10万元")
    assert "2026-03-10 不生效" in both


def test_a_zone_shows_its_windows(client: Client, shelf: None) -> None:
    page = _page(client, "/zones/shelf/?on=2026-02-12")

    assert "2026-02-10 – 2026-02-20" in page
    assert "2026-05-01 – …" in page
    assert 'href="/feeds/windows.atom?zone=shelf"' in page
