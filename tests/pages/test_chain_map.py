"""The map of a chain in a real browser: by pointer and by keyboard, on the screen and taken along."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.chain.world import World, small_world
from tests.desk.official import enter, official
from tests.industry.big import big_chain
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS
from tests.pages.usable import usable
from tests.pages.widths import fits
from wotu.accounts.models import User
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CHAIN = "/desk/small/chain/"
LED = f"{CHAIN}chains/led/"


@pytest.fixture
def world(live_server: LiveServer, small_zone: Zone) -> World:
    """Write the small chain for the server to show."""
    return small_world()


@pytest.fixture
def dan(world: World) -> User:
    """Somebody who may see the chain."""
    return official("dan", "reviewer")


def _drawn(page: Page, size: str = "near") -> None:
    expect(page.locator(f"[data-chain={size}] [data-chain-canvas] svg")).to_be_visible()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_chain(
    live_server: LiveServer, new_page: NewPage, dan: User, world: World, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    enter(page, f"{live_server.url}{CHAIN}", dan)
    strange = f"products/name:{world.strange.pk}/"
    for path in ("", "chains/led/", "chains/led/?link=mocvd", "products/mocvd/", strange, "firms/ANA/"):
        page.goto(f"{live_server.url}{CHAIN}{path}")
        if path.startswith("chains/"):
            _drawn(page)
        usable(page, reader["width"])


def test_a_link_is_chosen_and_its_evidence_comes_beside_the_drawing(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{LED}", dan)
    _drawn(page)

    page.locator("#drawing svg").get_by_text("MOCVD 设备", exact=True).click(force=True)
    panel = page.get_by_role("region", name="MOCVD 设备")
    expect(panel).to_contain_text("远方装备")
    expect(panel).to_contain_text("报关单2025-11")
    expect(page).to_have_url(f"{live_server.url}{LED}?link=mocvd")

    panel.get_by_role("link", name="收起").click()
    expect(panel).to_have_count(0)
    expect(page).to_have_url(f"{live_server.url}{LED}")
    expect(page.locator("#drawing")).to_be_focused()

    page.get_by_role("row", name="LED 芯片").get_by_role("link", name="LED 芯片").click()
    expect(page.get_by_role("region", name="LED 芯片")).to_be_focused()


def test_the_keyboard_walks_from_link_to_link_and_opens_one(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{LED}", dan)
    _drawn(page)
    said = page.locator("[data-chain-said]")

    page.locator("#drawing").focus()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("特种气体 — 无需求")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("MOCVD 设备 — 缺")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("外延片 — 弱")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("LED 芯片 — 强")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("LED 芯片 — 强")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="LED 芯片")).to_be_focused()


def test_the_filter_works_at_once_on_the_drawing_and_the_table(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{LED}", dan)
    _drawn(page)
    rows = page.locator("tr[data-link]:visible")
    expect(rows).to_have_count(4)

    page.get_by_label("产品或企业").fill("博尔特")
    expect(rows).to_have_count(1)
    page.get_by_label("产品或企业").fill("")
    page.get_by_label("强弱", exact=True).select_option(label="缺")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("MOCVD 设备")
    page.get_by_label("用途", exact=True).select_option(label="服务")
    expect(page.get_by_role("heading", name="没有符合条件的环节")).to_be_visible()


def test_the_chain_is_taken_along_as_a_picture(
    live_server: LiveServer, new_page: NewPage, dan: User, tmp_path: Path
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{LED}", dan)
    _drawn(page)
    taken = {}
    for kind in ("PNG", "SVG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"存为 {kind}").click()
        assert download.value.suggested_filename == f"led 产业链.{kind.lower()}"
        taken[kind] = tmp_path / kind
        download.value.save_as(taken[kind])

    assert taken["PNG"].read_bytes().startswith(b"\x89PNG")
    words = taken["SVG"].read_text(encoding="utf-8")
    for said in ("MOCVD 设备", "上游", "缺：有企业需要，区内无人生产", "设备"):
        assert said in words


def test_on_paper_the_drawing_stands_before_the_table(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{LED}", dan)
    _drawn(page)
    paper = page.locator("[data-chain-paper]")
    expect(paper).to_have_attribute("src", re.compile("^data:image/svg"))

    page.emulate_media(media="print")

    expect(paper).to_be_visible()
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("tr[data-link]:visible")).to_have_count(4)


def test_without_a_script_the_table_and_the_panel_are_all_there(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    enter(page, f"{live_server.url}{LED}", dan)

    expect(page.locator("[data-chain]")).to_be_hidden()
    page.get_by_role("link", name="MOCVD 设备").click()
    expect(page.get_by_role("region", name="MOCVD 设备")).to_contain_text("远方装备")
    page.get_by_label("强弱", exact=True).select_option(label="弱")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tr[data-link]:visible")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_500_links_are_drawn_from_far_and_read_from_near(
    live_server: LiveServer, new_page: NewPage, dan: User, width: int
) -> None:
    big_chain("small")
    page = new_page(width=width)
    enter(page, f"{live_server.url}{CHAIN}chains/big/", dan)

    _drawn(page, "far")
    fits(page, width)
    expect(page.locator("tr[data-link]")).to_have_count(500)
    page.get_by_role("button", name="全图").click()
    scroll = page.locator("#drawing")
    if width > 1000:
        assert scroll.evaluate("it => it.scrollWidth <= it.clientWidth + 1")
    for _ in range(8):
        page.get_by_role("button", name="放大").click()
    _drawn(page, "near")
    assert scroll.evaluate("it => it.scrollWidth > it.clientWidth")
    page.get_by_label("产品或企业").fill("300型")
    expect(page.locator("tr[data-link]:visible")).to_have_count(1)
    fits(page, width)
