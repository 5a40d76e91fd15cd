"""The catalogue in a real browser: searched and narrowed in place, worked out, read on paper."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.measures.catalogue.shelf import write_shelf
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from tests.small_zone import write_small_zone
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PATHS = [
    "/measures/", "/measures/?q=vvuuii", "/measures/?q=补助&area=research&least=很多",
    "/measures/shelf.yearly/?on=2026-03-10&text=&cost=300", "/measures/shelf.versions/",
    "/measures/shelf.yearly/?text=&cost=很多&on=2026-03-10", "/zones/shelf/?on=2026-02-12", "/quality/",
]  # fmt: skip


@pytest.fixture(scope="module")
def both_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of packs with the small zone and the catalogue's trial zone, once."""
    folder = tmp_path_factory.mktemp("packs")
    write_small_zone(folder)
    return write_shelf(folder)


@pytest.fixture(autouse=True)
def _served(transactional_db: None, small_zone: Zone, both_packs: Path, settings: Settings) -> None:
    """Serve them, the small zone with its firms."""
    settings.WOTU_PACKS = both_packs


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

        usable(page, reader["width"])


def test_search_and_filters_work_in_place_and_the_address_follows(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/measures/")
    box = page.get_by_role("searchbox", name="搜索措施")

    box.fill("sbbz")
    expect(page.get_by_role("status")).to_have_text("找到1项措施")
    expect(page.get_by_role("link", name="春季设备补助")).to_be_visible()
    expect(box).to_be_focused()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["sbbz"]}

    box.fill("")
    expect(page.get_by_role("status")).to_have_text("找到16项措施")
    page.get_by_role("checkbox", name="人才").check()
    expect(page.get_by_role("status")).to_have_text("找到2项措施")
    expect(page.locator("#n-about-person")).to_have_text("1")
    assert parse_qs(urlsplit(page.url).query) == {"area": ["talent"]}

    page.go_back()
    expect(page.get_by_role("status")).to_have_text("找到16项措施")
    expect(page.get_by_role("checkbox", name="人才")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("status")).to_have_text("找到2项措施")
    expect(page.get_by_role("checkbox", name="人才")).to_be_checked()


def test_filters_on_a_phone_open_by_keyboard_and_stay_open(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page(width=390)
    page.goto(f"{live_server.url}/measures/")
    page.locator(".narrow > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="人员").focus()
    page.keyboard.press("Space")

    expect(page.get_by_role("status")).to_have_text("找到1项措施")
    expect(page.get_by_role("checkbox", name="人员")).to_be_focused()
    usable(page, 390)
    page.get_by_role("link", name="去掉这一项").click()
    expect(page.get_by_role("status")).to_have_text("找到16项措施")


def test_an_amount_is_worked_out_in_place(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(width=390)
    page.goto(f"{live_server.url}/measures/shelf.yearly/?on=2026-03-10")

    page.get_by_label("设备投入").fill("300")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".sum .bit")).to_contain_text("最高20万元")
    expect(page.locator(".sum .total")).to_contain_text("20万元")
    assert "cost=300" in page.url
    usable(page, 390)


def test_on_a_desk_the_filters_stand_open_beside_the_results(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/measures/")

    expect(page.get_by_role("checkbox", name="书架园区")).to_be_visible()
    expect(page.locator(".narrow > summary")).to_be_hidden()


def test_everything_works_without_script(live_server: LiveServer, new_page: NewPage) -> None:
    browser = new_page().context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_server.url}/measures/")

    page.get_by_role("checkbox", name="人才").check()
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_text("找到2项措施")).to_be_visible()
    page.get_by_role("link", name="一次性征集").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("一次性征集")
    context.close()


def test_on_paper_a_measure_has_no_form_and_names_its_source(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/measures/shelf.yearly/?on=2026-03-10&text=&cost=300")
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="计算")).to_be_hidden()
    expect(page.get_by_text("试发〔2025〕9号").first).to_be_visible()
    expect(page.locator(".sum .total")).to_be_visible()
