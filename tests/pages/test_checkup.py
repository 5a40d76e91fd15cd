"""The check-up in a real browser: found, read, answered and taken back, by mouse and by keyboard."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIRM = "/firms/small-f1/"
PATHS = ["/", "/?q=晨光", "/?q=nobody", "/zones/small/", "/measures/small.staff/", FIRM]
PATHS += [f"{FIRM}why/small.staff/small-f1/", f"{FIRM}?ask=small-f1:sector", f"{FIRM}?ask=small-f1:moved_on"]


@pytest.fixture(autouse=True)
def _served(transactional_db: None, small_zone: Zone) -> None:
    cache.clear()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    for path in PATHS:
        page.goto(f"{live_server.url}{path}")
        for summary in page.locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        expect(page.locator(".htmx-request")).to_have_count(0)

        usable(page, reader["width"])


def test_from_the_first_page_to_an_answer_and_back(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(live_server.url)
    page.get_by_role("textbox").fill("cgrj")
    page.get_by_role("button", name="查找企业").click()
    page.get_by_role("link", name="晨光软件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("演示·晨光软件有限公司")

    page.locator("summary", has_text="用工补贴").click()
    expect(page.get_by_text("最高10万元")).to_be_visible()

    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status")).to_contain_text("高企奖励")
    expect(page.locator(".finding.entitled", has_text="高企奖励")).to_contain_text("300万元")

    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".finding.unknown", has_text="高企奖励")).to_be_visible()
    assert page.url.endswith(FIRM)


def test_a_mistake_is_explained_and_mended_in_place(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(width=390)
    page.goto(f"{live_server.url}{FIRM}?ask=small-f1:exports")
    field = page.get_by_role("textbox", name="上年度出口额是多少？")

    field.fill("很多")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("请只填数字")
    expect(field).to_be_focused()
    usable(page, 390)
    field.fill("200")
    page.get_by_role("button", name="提交").click()

    expect(page.locator(".answers-given")).to_contain_text("200万元")


def test_the_keyboard_alone_is_enough(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}{FIRM}")

    _tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".finding.entitled", has_text="高企奖励")).to_be_visible()
    expect(page.locator("#question :focus")).to_have_count(1)

    _tab_to(page, ".finding > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".finding[open] .condition").first).to_be_visible()


def test_everything_works_without_script(live_server: LiveServer, new_page: NewPage) -> None:
    browser = new_page().context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_server.url}{FIRM}")

    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".finding.entitled", has_text="高企奖励")).to_be_visible()
    page.locator("summary", has_text="用工补贴").click()
    page.locator(".finding[open]").get_by_role("link", name="看理由").click()
    expect(page.get_by_text("最高10万元").first).to_be_visible()
    context.close()


def test_on_paper_there_is_no_form(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{live_server.url}{FIRM}")
    page.emulate_media(media="print")

    expect(page.locator("#question")).to_be_hidden()
    expect(page.locator(".headline")).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard never reached {selector}")
