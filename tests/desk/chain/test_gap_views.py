"""Missing links at the desk: the ranked list, one of them, and taking a lead up."""

import csv
import io
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.industry.leads_world import world
from tests.industry.small import NOW, ZONE, chain, firm, makes, name, product, supplies
from wotu.industry import leading
from wotu.industry.models import Enterprise, Lead
from wotu.industry.verbs.naming import merge_products
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_zone")]

GAPS = f"/desk/{ZONE}/chain/gaps/"


def _page(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_the_list_says_rank_score_parts_buyers_and_why(desk: Client) -> None:
    world()

    page = _page(desk, GAPS)

    assert "园区内 3 家企业需要，区内无企业生产" in page
    assert "全部依赖进口" in page
    for words in ("需要的企业多", "采购额大", "关键程度高", "难以替代", "依赖进口", "供应商单一", "一号外延"):
        assert words in page


def test_a_zone_without_data_says_what_to_do(desk: Client) -> None:
    assert "没有发现缺环" in _page(desk, GAPS)


def test_the_list_is_filtered_by_chain_and_use(desk: Client) -> None:
    here = world()
    gas = product("gas", zh="高纯氨")
    supplies(firm("g", place="武汉"), here_inside := firm("four", inside=True), gas, use="material")
    makes(here_inside, here.wafer)
    chain("other", (gas, 1))

    def shown(query: str) -> list[str]:
        return [row[0].link.product for row in desk.get(f"{GAPS}{query}").context["rows"]]

    assert set(shown("")) == {"mocvd", "gas"}
    assert shown("?chain=led") == ["mocvd"]
    assert shown("?chain=other") == ["gas"]
    assert shown("?use=equipment") == ["mocvd"]
    assert shown("?use=energy") == []
    assert "看全部缺环" in _page(desk, f"{GAPS}?use=energy")
    assert set(shown("?chain=none&use=nonsense")) == {"mocvd", "gas"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_taken_along_as_a_sheet(desk: Client, ending: str) -> None:
    world()

    answer = desk.get(f"/desk/{ZONE}/chain/gaps.{ending}")

    assert answer.status_code == HTTPStatus.OK
    if ending == "csv":
        head, first, *_ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        row = dict(zip(head, first, strict=True))
        assert (row["产品编号"], row["需要的企业数"], row["已知采购额（元）"]) == ("mocvd", "3", "30000.00")
        parts = [float(row[words]) for words in head if words.endswith("（分）")]
        assert sum(parts) == pytest.approx(float(row["总分（满分100）"]), abs=0.3)
    assert desk.get(f"/desk/{ZONE}/chain/gaps.pdf").status_code == HTTPStatus.NOT_FOUND


def test_one_gap_shows_who_needs_it_what_is_bought_and_its_makers_first(desk: Client) -> None:
    world()

    page = _page(desk, f"{GAPS}mocvd/")

    assert "生产外延片要用" in page
    assert "海外设备商" in page
    assert "其中进口" in page
    assert page.index("东海装备") < page.index("岭南装备")
    assert "公司年报" in page
    assert "名称相近，待核实" in page
    for words in ("已确认生产", "现在就供应园区", "拟建中部基地", "江苏苏州", "增长38%", "认领这条线索"):
        assert words in page
    for hidden in ("sister装备", "gone装备", "inside装备"):
        assert hidden not in page


def test_a_lead_is_taken_up_from_the_page(desk: Client) -> None:
    world()

    answer = desk.post(
        f"{GAPS}mocvd/take-up", {"firm": "maker", "next_step": "打电话", "next_on": "2099-01-05"}, follow=True
    )

    lead = Lead.objects.get()
    assert (lead.owner.name, lead.enterprise.key, lead.next_step) == ("Dan", "maker", "打电话")
    assert "已认领，由您跟进" in answer.content.decode()
    assert "Dan在跟进" in _page(desk, f"{GAPS}mocvd/")
    assert "1条线索在跟进" in _page(desk, GAPS)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"firm": "maker", "next_step": "打电话"}, "一起填"),
        ({"firm": "maker", "next_step": "打电话", "next_on": "下周一"}, "没有读懂日期"),
        ({"firm": "sister"}, "不在线索里"),
    ],
)
def test_a_lead_that_cannot_be_taken_up_says_why_and_keeps_what_was_typed(
    desk: Client, form: dict[str, str], says: str
) -> None:
    world()

    answer = desk.post(f"{GAPS}mocvd/take-up", form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    assert not Lead.objects.exists()


def test_a_name_nobody_settled_has_leads_but_none_is_taken_up(desk: Client) -> None:
    world()
    open_name = name("MOCVD设备整机")
    supplies(firm("s", name="卖家装备", place="某地"), firm("five", inside=True), open_name)

    page = _page(desk, f"{GAPS}name:{open_name.pk}/")

    assert "还没有认定是哪个产品" in page
    assert "认领这条线索" not in page
    refused = desk.post(f"{GAPS}name:{open_name.pk}/take-up", {"firm": "s"})
    assert refused.status_code == HTTPStatus.NOT_FOUND


def test_a_product_nobody_knows_is_not_there(desk: Client) -> None:
    assert desk.get(f"{GAPS}nothing/").status_code == HTTPStatus.NOT_FOUND
    assert desk.get(f"{GAPS}nothing/leads").status_code == HTTPStatus.NOT_FOUND


def test_a_large_zone_shows_how_far_the_search_is(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "AT_ONCE", 3)
    world()

    page = _page(desk, f"{GAPS}mocvd/")

    assert "正在全部资料里找线索：0／" in page
    assert 'hx-trigger="every 2s"' in page
    assert "hx-get" in _page(desk, f"{GAPS}mocvd/leads")


@pytest.mark.parametrize(("address", "most"), [("", 15), ("mocvd/", 15)])
def test_the_pages_ask_little(desk: Client, small_zone: Zone, address: str, most: int) -> None:
    world()
    desk.get(f"{GAPS}{address}")

    with CaptureQueriesContext(connection) as asked:
        desk.get(f"{GAPS}{address}")

    assert len(asked) <= most, [query["sql"] for query in asked.captured_queries]


def test_a_delivery_told_by_two_papers_is_counted_once_on_the_page(desk: Client) -> None:
    here = world()
    abroad, one = Enterprise.objects.get(key="abroad"), Enterprise.objects.get(key="one")
    supplies(abroad, one, here.mocvd, kind="filing", amount_fen=99_000_000_00)

    found = desk.get(f"{GAPS}mocvd/").context

    assert (found["total"], found["imported"]) == (30_000_00, 30_000_00)


def test_a_gap_that_was_merged_leads_to_the_other_and_its_leads_come_along(desk: Client) -> None:
    here = world()
    desk.post(f"{GAPS}mocvd/take-up", {"firm": "maker"})
    merge_products(product=here.mocvd, into=product("reactor", zh="外延反应炉"), by="dan", now=NOW)

    answer = desk.get(f"{GAPS}mocvd/", follow=True)

    assert answer.redirect_chain[-1][0] == f"{GAPS}reactor/"
    assert "Dan在跟进" in answer.content.decode()
    assert "Dan在跟进" in _page(desk, f"{GAPS}mocvd/leads")
    assert "1条线索在跟进" in _page(desk, GAPS)
    lead = _page(desk, f"/desk/{ZONE}/chain/leads/{Lead.objects.get().pk}/")
    assert "这个环节已不再缺" not in lead


def test_a_product_that_is_no_link_any_more_leads_to_its_page(desk: Client) -> None:
    world()
    product("unneeded", zh="没人要的")

    answer = desk.get(f"{GAPS}unneeded/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/desk/{ZONE}/chain/products/unneeded/"
    refused = desk.post(f"{GAPS}unneeded/take-up", {"firm": "maker"}, follow=True)
    assert "不在线索里" in refused.content.decode()
