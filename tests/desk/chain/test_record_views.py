"""The pages of one product and of one firm."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.chain.test_map_views import soup
from tests.desk.chain.world import World, small_world
from tests.industry.big import big_chain
from tests.industry.small import firm, makes, product, supplies

pytestmark = pytest.mark.django_db
CHAIN = "/desk/small/chain/"
MOST_QUERIES = 20


@pytest.fixture
def world(desk: Client) -> World:
    return small_world()


def _words(client: Client, path: str) -> str:
    answer = client.get(f"{CHAIN}{path}")
    assert answer.status_code == HTTPStatus.OK
    return " ".join(soup(answer).select("main")[0].get_text(" ").split())


def test_a_code_or_sector_written_with_a_slash_once_takes_no_page_down(desk: Client, world: World) -> None:
    del world
    makes(firm("HRB/12345", inside=True, sector="电子/信息", size_fen=10**10), product("lens", zh="透镜"))

    assert "HRB/12345" in _words(desk, "products/lens/")
    assert "HRB/12345" in _words(desk, "firms/HRB/12345/")
    assert "电子/信息" in _words(desk, "clusters/")
    assert "电子/信息" in _words(desk, "clusters/sector/电子/信息/")
    assert desk.get(f"{CHAIN}clusters/sector/电子/信息/cluster.csv").status_code == HTTPStatus.OK


def test_a_product_says_what_it_is_and_why_it_is_missing(desk: Client, world: World) -> None:
    words = _words(desk, "products/mocvd/")

    for said in (
        "MOCVD 设备", "848620", "MOCVD 外延炉", "外延设备", "led 产业链", "上游", "区内无企业生产",
        "远方装备 上海", "区内需要它的企业（1）", "安娜光电", "外延片 设备 高 低 弱",
    ):  # fmt: skip
        assert said in words, said


def test_every_claim_stands_with_its_source_period_amount_confidence_and_state(
    desk: Client, world: World
) -> None:
    rows = [" ".join(row.get_text(" ").split()) for row in soup(desk.get(f"{CHAIN}products/mocvd/")).select(
        ".chain-claims tbody tr"
    )]  # fmt: skip

    assert len(rows) == 5
    customs = next(row for row in rows if "报关单2025-11" in row)
    for said in (
        "远方装备 供应 MOCVD 设备 （写作“MOCVD 外延炉”） 给 安娜光电",
        "海关",
        "2025",
        "3.2亿元",
        "90%",
        "已确认",
        "进口",
    ):
        assert said in customs, said
    assert any("已否定 与发票不符" in row for row in rows), "what was rejected stays to be seen"


def test_a_family_counts_the_makers_and_shows_the_claims_of_its_kinds(desk: Client, world: World) -> None:
    words = _words(desk, "products/tools/")

    assert "远方装备 上海" in words
    assert "MOCVD 设备" in words
    assert "报关单2025-11" in words


def test_a_merged_product_is_shown_as_what_it_went_into(desk: Client, world: World) -> None:
    world.gas.merged_into = world.mocvd
    world.gas.save()

    assert soup(desk.get(f"{CHAIN}products/gas/")).select("h1")[0].text == "MOCVD 设备"


def test_a_name_nobody_ruled_on_has_a_page_of_its_own(desk: Client, world: World) -> None:
    words = _words(desk, f"products/name:{world.strange.pk}/")

    assert "某种辅料" in words
    assert "还没有人确认含义的名称" in words
    assert "供应商未知 供应 某种辅料 给 博尔特芯片" in words


def test_a_firm_says_what_it_makes_buys_and_sells(desk: Client, world: World) -> None:
    words = _words(desk, "firms/ANA/")

    for said in ("安娜光电", "区内企业", "ANA", "园区 区内 已迁出、关闭或登错", "100亿元", "增长 +12.5%",
                 "二期扩产", "LED 芯片", "外延片", "向谁买（1）", "远方装备", "区外 · 进口", "3.2亿元",
                 "卖给谁（1）", "博尔特芯片"):  # fmt: skip
        assert said in words, said


def test_two_papers_on_one_delivery_are_not_added_up(desk: Client, world: World) -> None:
    (way, bought), _ = desk.get(f"{CHAIN}firms/ANA/").context["sides"]

    assert (way, [(one["deal"].amount_fen, one["deal"].claims) for one in bought]) == (
        "buys", [(world.purchase.amount_fen, 2)],
    )  # fmt: skip


def test_trouble_and_the_end_of_a_firm_are_said_at_the_top(desk: Client, world: World) -> None:
    assert "经营异常" in _words(desk, "firms/BOLT/")
    gone = firm("GONE", name="已散企业", is_dissolved=True, zone="small")
    makes(gone, world.chip, zone="small")

    assert "已注销" in _words(desk, "firms/GONE/")


def test_the_other_firms_of_a_group_are_named(desk: Client, world: World) -> None:
    firm("HAND", name="总部控股", zone="small")
    firm("SISTER", name="姊妹公司", group="HAND", zone="small")
    world.ana.group = "HAND"
    world.ana.save()
    firm("LATER", zone="small")

    words = _words(desk, "firms/ANA/")

    assert "总部控股" in words
    assert "姊妹公司" in words


@pytest.mark.parametrize("path", ["products/none/", "products/name:0/", "products/name:x/", "firms/NONE/"])
def test_what_is_not_there_is_not_found(desk: Client, world: World, path: str) -> None:
    assert desk.get(f"{CHAIN}{path}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["products/big-0301/", "firms/BIG-0003/"])
def test_a_page_asks_little_where_there_are_10000_claims(desk: Client, world: World, path: str) -> None:
    big_chain("small")
    desk.get(f"{CHAIN}{path}")

    with CaptureQueriesContext(connection) as asked:
        answer = desk.get(f"{CHAIN}{path}")

    assert answer.status_code == HTTPStatus.OK
    assert len(asked) <= MOST_QUERIES, [query["sql"] for query in asked.captured_queries]


def test_a_firm_of_which_nobody_knows_where_it_is_stands_neither_inside_nor_outside(
    desk: Client, world: World
) -> None:
    del world
    lens, buyer = product("lens", zh="透镜"), firm("BUYER", inside=True)
    supplies(firm("SOMEWHERE"), buyer, lens)
    supplies(firm("REMOTE", place="上海"), buyer, product("tube", zh="镜筒"))

    assert "所在地未知 SOMEWHERE" in _words(desk, "firms/SOMEWHERE/")
    assert "区外企业 REMOTE" in _words(desk, "firms/REMOTE/")
    words = _words(desk, "firms/BUYER/")
    assert "SOMEWHERE 未知 透镜" in words
    assert "REMOTE 区外 镜筒" in words
