"""Chain leaders, local sourcing, risk and clusters in a real browser: for everyone, and an official's way."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.chain.demonstration_world import DARK, DESK, LEADER, ZONE, demonstration
from tests.desk.official import enter, official
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS
from tests.pages.usable import usable
from tests.pages.widths import fits
from wotu.accounts.models import User
from wotu.cli.demonstration_leaders import load_leaders
from wotu.industry.models import Leader
from wotu.measures.zones import zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def dan(live_server: LiveServer) -> User:
    """Dan reviews in Nanchang, where the demonstration chain is, with a leader that has a plan."""
    demonstration()
    dan = official("dan", "reviewer", ZONE)
    User.objects.filter(pk=dan.pk).update(is_demo=True)
    found = zone(ZONE)
    assert found is not None
    assert load_leaders(zone=found, now=timezone.now(), today=timezone.localdate())
    return dan


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_answers_of_a_chain(
    live_server: LiveServer, dan: User, new_page: NewPage, reader: dict[str, Any]
) -> None:
    page = new_page(**reader)
    pages = (
        "leaders/", f"leaders/{Leader.objects.get().pk}/", "ratio/", f"ratio/?buyer={DARK}&estimate=1",
        "ratio/claims/", "risk/", f"risk/stop/?firm={LEADER}", "clusters/", "clusters/chain/led/",
    )  # fmt: skip
    for where in pages:
        enter(page, f"{live_server.url}{DESK}{where}", dan)

        usable(page, reader["width"])


def test_an_official_confirms_a_leader_and_gives_it_a_plan(
    live_server: LiveServer, dan: User, new_page: NewPage
) -> None:
    page = new_page()
    enter(page, f"{live_server.url}{DESK}leaders/", dan)
    page.get_by_role("row").filter(has_text="艾溪光芯").get_by_role("button", name="确认为链主").click()
    expect(page.get_by_role("heading", name="艾溪光芯（演示）", level=1)).to_be_visible()

    page.get_by_label("做什么").fill("走访芯片厂")
    page.get_by_label("期限").fill("2026-01-15")
    page.get_by_label("责任人").select_option(label="Dan")
    page.get_by_role("button", name="加入计划").click()
    expect(page.get_by_text("步骤已加入计划")).to_be_visible()
    step = page.get_by_role("listitem").filter(has_text="走访芯片厂")
    expect(step.get_by_text("已逾期")).to_be_visible()

    step.locator("summary").filter(has_text="办结").click()
    step.get_by_label("结果").fill("扩产要两万平方米厂房")
    step.get_by_role("button", name="记为办结").click()
    expect(page.get_by_text("扩产要两万平方米厂房")).to_be_visible()


def test_an_official_finds_out_where_a_seller_is_and_gets_a_ratio(
    live_server: LiveServer, dan: User, new_page: NewPage
) -> None:
    page = new_page(width=390)
    enter(page, f"{live_server.url}{DESK}ratio/", dan)
    page.get_by_label("采购企业", exact=True).select_option(DARK)
    page.get_by_role("button", name="计算").click()
    expect(page.get_by_role("heading", name="这里不出比率")).to_be_visible()

    page.locator("summary").filter(has_text="填所在地").click()
    page.get_by_role("textbox", name="所在地").fill("江西九江")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("52.4%").first).to_be_visible()
    fits(page, 390)
