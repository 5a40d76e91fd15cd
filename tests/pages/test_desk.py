"""The desk in a real browser: by mouse, by keyboard alone, and without script."""

from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.official import NOW, enter, official
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.accounts.models import User
from wotu.filing.verbs import save_filter, tag_firms
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

DESK = "/desk/small/"
PATHS = ["today/", "firms/", "firms/?q=晨光&questions=no", "firms/?least=much", "firms/small-f1/"]
PATHS += ["firms/small-f1/?kind=people", "search/", "search/?q=软件", "search/?q=xyzzy"]


@pytest.fixture
def dan(transactional_db: None, small_zone: Zone) -> User:
    """Dan, with something on the desk: a tag to take back, a filter of his own."""
    user = official("dan", "reviewer")
    official("dan", "zone_admin")
    return user


@pytest.fixture
def busy(dan: User) -> User:
    """Dan after some work."""
    from django.utils import timezone

    chosen = [Party.objects.get(slug="small-f1")]
    tag_firms(zone="small", name="重点联系", firms=chosen, by=dan.email, now=timezone.now())
    save_filter(user=dan, zone="small", section="firms", name="大企业", query="size=large", now=NOW)
    return dan


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, busy: User, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    for path in PATHS:
        enter(page, f"{live_server.url}{DESK}{path}", busy)
        for summary in page.locator("main details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()

        usable(page, reader["width"])


def test_keys_lead_everywhere(live_server: LiveServer, new_page: NewPage, dan: User) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}today/", dan)

    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", level=1)).to_have_text("企业")
    page.wait_for_load_state()  # the script comes last
    page.keyboard.press("/")
    expect(page.get_by_label("名称、代码或拼音首字母")).to_be_focused()
    page.keyboard.type("g t/?")
    expect(page.get_by_label("名称、代码或拼音首字母")).to_have_value("g t/?")
    page.goto(f"{live_server.url}{DESK}today/")
    page.keyboard.press("/")
    expect(page.get_by_label("企业、措施、栏目")).to_be_focused()


def test_the_keys_show_themselves_and_can_be_switched_off(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}today/", dan)
    keys = page.locator("#keys .confirm-box")

    page.keyboard.press("?")
    expect(keys).to_be_visible()
    usable(page, 1280)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(page.locator("#keys summary")).to_be_focused()

    page.keyboard.press("?")
    page.get_by_role("heading", level=1).click()
    expect(keys).to_be_hidden()

    page.locator("#keys summary").click()
    page.get_by_label("使用单键快捷操作").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("今日")
    page.reload()
    page.locator("#keys summary").click()
    expect(page.get_by_label("使用单键快捷操作")).not_to_be_checked()


def test_on_a_phone_the_section_one_is_in_is_in_sight(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page(width=390)
    enter(page, f"{live_server.url}{DESK}chain/names/", dan)

    expect(page.locator(".desk-nav [aria-current]")).to_be_in_viewport(ratio=0.95)
    expect(page.locator(".tabs [aria-current]").first).to_be_in_viewport(ratio=0.95)


def test_rows_are_walked_chosen_tagged_and_undone(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}firms/", dan)

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="晨光软件")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".bulk-count")).to_have_text("已选1项")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="远山商贸")).to_be_focused()
    page.get_by_label("全选本页").check()
    expect(page.locator(".bulk-count")).to_have_text("已选2项")
    page.get_by_role("textbox", name="标签").or_(page.get_by_role("combobox", name="标签")).last.fill("重点")
    page.get_by_role("button", name="打标签").click()

    expect(page.locator(".undo-notice").first).to_contain_text("已给2家企业打上“重点”")
    expect(page.locator("tbody .chip", has_text="重点")).to_have_count(2)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("tbody .chip")).to_have_count(0)


def test_results_come_as_somebody_types_and_the_arrows_walk_them(
    live_server: LiveServer, new_page: NewPage, dan: User
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}search/", dan)
    field = page.get_by_label("企业、措施、栏目")

    field.press_sequentially("cgrj")
    expect(page.get_by_role("link", name="晨光软件")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="晨光软件")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("演示·晨光软件有限公司")


def test_everything_works_without_script(live_server: LiveServer, new_page: NewPage, dan: User) -> None:
    browser = new_page().context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    enter(page, f"{live_server.url}{DESK}search/", dan)

    page.get_by_label("企业、措施、栏目").fill("cgrj")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="晨光软件").click()
    page.get_by_role("link", name="企业", exact=True).first.click()
    page.get_by_label("选择演示·晨光软件").check()
    page.locator("#tag-name").fill("重点")
    page.get_by_role("button", name="打标签").click()
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("1家企业恢复原样")).to_be_visible()
    page.locator(".keep summary").or_(page.locator("#keys summary")).first.click()
    context.close()


def test_on_paper_the_record_is_all_there_is(live_server: LiveServer, new_page: NewPage, dan: User) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}firms/small-f1/", dan)
    page.emulate_media(media="print")

    expect(page.locator(".desk-bar")).to_be_hidden()
    expect(page.get_by_role("link", name="看完整体检")).to_be_hidden()
    expect(page.locator(".event").first).to_be_visible()
