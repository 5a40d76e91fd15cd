"""The calendar and the audit trail in a real browser: for everyone, on a phone and a desk."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS, enter
from tests.pages.usable import usable
from wotu.audit.sealing import close_day, seal
from wotu.calendar.seed import seeded
from wotu.measures.zones import Zone
from wotu.workdays.verbs import seed_notices

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NEXT = seeded().last_year + 1
DAYS = f"{NEXT}-01-01至{NEXT}-01-03,放假,元旦\n{NEXT}-05-01,放假,劳动节"
PAGES = {
    "stranger": ("/audit/", "/audit/?digest=aa"),
    "zoe": ("/desk/small/calendar/?year=2026", f"/desk/small/calendar/?year={NEXT}",
            "/desk/small/calendar/import/", "/desk/small/audit/", "/desk/small/audit/?by=nobody"),
}  # fmt: skip


@pytest.fixture
def trail(live_server: LiveServer, cast: Cast, small_zone: Zone) -> Cast:
    """Seal what the cast's own making wrote, and publish a day."""
    seed_notices(now=timezone.now())
    seal()
    now = timezone.now()
    close_day(day=now.date() - dt.timedelta(days=2), now=now)
    return cast


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_calendar_and_the_audit_pages(
    live_server: LiveServer, new_page: NewPage, trail: Cast, reader: dict[str, Any]
) -> None:
    for who, paths in PAGES.items():
        page = new_page(**reader)
        enter(page, trail, who, live_server.url)
        for path in paths:
            page.goto(f"{live_server.url}{path}")
            usable(page, reader["width"])


def test_an_administrator_takes_a_notice_in_and_back(
    live_server: LiveServer, new_page: NewPage, trail: Cast
) -> None:
    page = new_page(width=390)
    enter(page, trail, "zoe", live_server.url)
    page.goto(f"{live_server.url}/desk/small/calendar/")
    page.get_by_role("link", name="导入放假通知").click()
    page.get_by_label("通知（文号或标题）").fill("国办发明电〔2026〕1号")
    page.get_by_label("粘贴放假安排").fill(f"{DAYS}\n{NEXT}-02-30,放假,春节")
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.get_by_role("cell", name=f"{NEXT}-02-30")).to_be_visible()
    page.get_by_label("粘贴放假安排").fill(DAYS)
    page.get_by_role("button", name="看看会改什么").click()
    usable(page, 390)

    page.get_by_role("button", name="确认生效").click()
    expect(page.get_by_text(f"{NEXT}年的放假安排已生效")).to_be_visible()

    page.get_by_text("撤回这份通知").click()
    page.get_by_role("button", name="确认撤回").click()
    expect(page.get_by_text(f"{NEXT}年重新标为暂定")).to_be_visible()
