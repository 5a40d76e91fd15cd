"""The map of a chain: the table says what the drawing shows, a panel tells of one link."""

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.desk.chain.world import World, small_world
from tests.industry.big import big_chain
from tests.industry.small import makes
from wotu.industry.verbs.revision import changed

pytestmark = pytest.mark.django_db
LED = "/desk/small/chain/chains/led/"
MOST_QUERIES = 15


@pytest.fixture
def world(desk: Client) -> World:
    return small_world()


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def _rows(page: BeautifulSoup) -> dict[str, str]:
    """Return the visible rows of the table, as text by product."""
    rows = page.select("tr[data-link]:not([hidden])")
    return {str(row["data-link"]): " ".join(row.get_text(" ").split()) for row in rows}


def test_the_table_lists_every_link_by_stage_with_its_strength_and_makers(desk: Client, world: World) -> None:
    page = soup(desk.get(LED))

    stages = [" ".join(head.get_text(" ").split()) for head in page.select("tr.chain-stage")]
    assert stages == ["上游 2", "中游 1", "下游 1"]
    rows = _rows(page)
    assert list(rows) == ["gas", "mocvd", "wafer", "chip"]
    assert "强" in rows["chip"]
    assert "安娜光电" in rows["chip"]
    assert "弱" in rows["wafer"]
    assert "缺" in rows["mocvd"]
    assert "外延片 设备" in rows["mocvd"]
    assert "无需求" in rows["gas"]


def test_the_drawing_holds_the_same_links_as_the_table(desk: Client, world: World) -> None:
    page = soup(desk.get(LED))
    block = page.select_one("#chain-data")
    assert block is not None
    drawn = json.loads(block.text)

    assert {node["id"] for node in drawn["nodes"]} == set(_rows(page))
    by_id = {node["id"]: node for node in drawn["nodes"]}
    assert (by_id["mocvd"]["word"], by_id["mocvd"]["outside"], by_id["chip"]["inside"]) == (
        "缺", 1, ["安娜光电", "博尔特芯片"],
    )  # fmt: skip
    assert [(one["from"], one["to"], one["use"], one["critical"]) for one in drawn["arrows"]] == [
        ("mocvd", "wafer", "equipment", True), ("wafer", "chip", "material", False),
    ]  # fmt: skip
    assert by_id["mocvd"]["x"] < by_id["wafer"]["x"] < by_id["chip"]["x"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?state=missing", ["mocvd"]),
        ("?use=equipment", ["mocvd"]),
        ("?q=博尔特", ["chip"]),
        ("?q=MOCVD&state=strong", []),
        ("?state=purple&use=magic", ["gas", "mocvd", "wafer", "chip"]),
    ],
)
def test_the_filter_works_without_a_script(desk: Client, world: World, asked: str, found: list[str]) -> None:
    page = soup(desk.get(f"{LED}{asked}"))

    assert list(_rows(page)) == found
    assert bool(page.select("[data-chain-none]:not([hidden])")) == (not found)


def test_a_link_is_opened_in_a_panel_with_its_firms_and_its_evidence(desk: Client, world: World) -> None:
    whole = soup(desk.get(f"{LED}?link=mocvd"))
    part = soup(desk.get(f"{LED}?link=mocvd", headers={"HX-Request": "true", "HX-Target": "link"}))

    for page in (whole, part):
        panel = page.select_one("#link-panel")
        assert panel is not None
        words = panel.get_text(" ")
        for said in ("MOCVD 设备", "缺", "远方装备", "安娜光电", "报关单2025-11", "海关", "已否定"):
            assert said in words
    assert part.select_one("h1") is None


def test_what_is_not_in_the_chain_opens_nothing(desk: Client, world: World) -> None:
    answer = desk.get(f"{LED}?link=tools")

    assert answer.status_code == HTTPStatus.OK
    assert soup(answer).select_one("#link-panel") is None
    assert desk.get("/desk/small/chain/chains/none/").status_code == HTTPStatus.NOT_FOUND


def test_a_demonstration_says_on_page_and_picture_what_it_rests_on(desk: Client, world: World) -> None:
    chain = world.chain
    chain.published, chain.assumption_zh, chain.assumption_en = False, "凭通识编写", "From general knowledge"
    chain.save()

    page = soup(desk.get(LED))

    assert "演示数据" in page.select(".notice")[0].text
    assert "凭通识编写" in json.loads(page.select("#chain-data")[0].text)["note"]


def test_a_chain_without_links_says_what_to_do(desk: Client, world: World) -> None:
    world.chain.links.all().delete()
    changed("small")

    page = desk.get(LED)

    assert "这条链还没有环节" in page.content.decode()
    assert "echarts" not in page.content.decode()


def test_the_links_are_taken_along_as_a_sheet(desk: Client, world: World) -> None:
    book = load_workbook(BytesIO(desk.get(f"{LED}links.xlsx").content))
    assert book.active is not None
    head, *rows = book.active.iter_rows(values_only=True)

    by_id = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert list(by_id) == ["gas", "mocvd", "wafer", "chip"]
    assert by_id["mocvd"]["强弱"] == "缺"
    assert by_id["mocvd"]["区外企业"] == "远方装备"
    assert by_id["mocvd"]["投入到"] == "外延片（设备）"
    assert "区内企业" in desk.get(f"{LED}links.csv").content.decode("utf-8-sig")
    assert desk.get(f"{LED}links.pdf").status_code == HTTPStatus.NOT_FOUND


def test_500_links_and_10000_claims_are_shown_with_few_questions(desk: Client, world: World) -> None:
    big_chain("small")
    address = "/desk/small/chain/chains/big/?link=big-0300"
    desk.get(address)

    with CaptureQueriesContext(connection) as asked:
        answer = desk.get(address)

    assert len(asked) <= MOST_QUERIES, [query["sql"] for query in asked.captured_queries]
    assert len(_rows(soup(answer))) == 500


def test_what_is_written_once_is_written_anew_after_a_change_and_in_each_language(
    desk: Client, world: World
) -> None:
    before = desk.get(LED)
    assert "MOCVD 设备" in _rows(soup(before))["mocvd"]
    assert soup(desk.get(LED)).select_one("#chain-data") == soup(before).select_one("#chain-data")

    makes(world.bolt, world.mocvd, zone="small")
    after = soup(desk.get(LED))
    english = soup(desk.get(LED, headers={"Accept-Language": "en"}))

    assert "博尔特芯片" in _rows(after)["mocvd"]
    assert "Makers inside" in english.get_text()
    assert list(_rows(soup(desk.get(LED, {"q": "MOCVD 設備"})))) == ["mocvd"]
