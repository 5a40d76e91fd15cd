"""The shell in a real browser: readable by everyone, on a phone and a desk, by day and by night."""

from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.usable import usable

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Reader = dict[str, Any]

READERS: dict[str, Reader] = {
    "phone, Chinese, day": {"locale": "zh-CN", "scheme": "light", "width": 390},
    "desk, English, night": {"locale": "en-GB", "scheme": "dark", "width": 1280},
    "small phone, English, day": {"locale": "en-GB", "scheme": "light", "width": 320},
}


@pytest.mark.parametrize("path", ["/", "/look", "/no-such-page"])
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_page(
    live_server: LiveServer, new_page: NewPage, reader: Reader, path: str
) -> None:
    page = new_page(**reader)
    page.goto(f"{live_server.url}{path}")

    usable(page, reader["width"])


def test_the_keyboard_reaches_the_content_first(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page()
    page.goto(live_server.url)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_reader_switches_language_and_appearance_without_script(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/look")

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Visual language")
    by_day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")

    assert page.url.endswith("/look")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != by_day
