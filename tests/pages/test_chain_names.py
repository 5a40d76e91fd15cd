"""Names, claims, sheets and texts of the chain in a browser: for everyone, and by keys alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.chain.names_world import SHEET, fill
from tests.desk.official import enter, official
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from tests.pages.widths import fits
from wotu.industry.models import Claim, Passage, ProductName, SheetIntake
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHAIN = "/desk/small/chain/"


@pytest.fixture
def world(small_zone: Zone) -> tuple[SheetIntake, Passage]:
    return fill()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, world: tuple[SheetIntake, Passage], reader: dict[str, Any]
) -> None:
    sheet, passage = world
    page = new_page(**reader)
    enter(page, live_server.url + CHAIN, official("dan", "reviewer"))
    written = ProductName.objects.get(name="运费").pk
    inferred = Claim.objects.get(kind="inferred").pk
    for path in (
        "names/", f"names/{written}/?q=外延", "names/products/", "names/rulings/",
        "products/wafer/names/?q=衬底", "claims/", f"claims/{inferred}/", "sheets/", f"sheets/{sheet.pk}/",
        "passages/", f"passages/{passage.pk}/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}{CHAIN}{path}")
        for summary in reversed(page.locator("main details:not([open]) > summary:visible").all()):
            summary.click()
        usable(page, reader["width"])


def test_names_are_confirmed_by_keys_and_taken_back(
    live_server: LiveServer, new_page: NewPage, world: tuple[SheetIntake, Passage]
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{CHAIN}names/", official("dan", "reviewer"))
    expect(page.locator(".progress-words")).to_contain_text("21%")

    page.keyboard.press("j")
    page.keyboard.press("1")
    expect(page.locator(".undo-notice")).to_contain_text("蓝宝石衬底 → 蓝宝石衬底片")
    expect(page.locator(".progress-words")).to_contain_text("65%")
    expect(page.get_by_role("link", name="MOCVD 外延炉", exact=True)).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(".undo-notice")).to_contain_text("MOCVD 外延炉 → MOCVD设备")
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_role("link", name="MOCVD 外延炉", exact=True)).to_be_visible()
    assert ProductName.objects.get(name="MOCVD 外延炉").state == "open"


def test_a_sheet_is_uploaded_mended_and_its_good_rows_recorded(
    live_server: LiveServer, new_page: NewPage, world: tuple[SheetIntake, Passage]
) -> None:
    page: Page = new_page(width=390)
    enter(page, f"{live_server.url}{CHAIN}sheets/", official("dan", "reviewer"))
    page.get_by_label("发票汇总").check()
    page.get_by_label("Excel 或 CSV 文件").set_input_files(
        {"name": "进项.csv", "mimeType": "text/csv", "buffer": SHEET.replace("3200", "3300").encode()}
    )
    page.get_by_role("button", name="上传并检查").click()

    expect(page.get_by_role("heading", name="需要修改的行")).to_be_visible()
    expect(page.locator("main")).to_contain_text("第18位")
    expect(page.locator("main")).to_contain_text("这个代码登记的名称是“演示·赣江衬底”")
    fits(page, 390)
    page.get_by_role("button", name="只登记好的2行").click()
    expect(page.locator(".undo-notice")).to_contain_text("已登记2条")
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator("main")).to_contain_text("这份表已撤销")
    assert not Claim.objects.filter(paper__startswith="2536").exists()
