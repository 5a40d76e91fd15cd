"""The official's story: a link is missing, its maker is found, talked to and signed, and the link is there.

The chain is the LED chain of the pack of Nanchang, as a zone knew it before it recruited the maker.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.desk.official import enter, official
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS
from tests.pages.usable import usable
from wotu.accounts.models import User
from wotu.cli.demonstration_chain import load_leads
from wotu.industry.models import Lead
from wotu.industry.reads import product_of
from wotu.industry.verbs.leads import drop_lead, take_up_lead
from wotu.industry.verbs.loading import load_chains
from wotu.industry.verbs.signing import sign_lead
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ROOT = Path(__file__).parents[2]
PASSWORD = "Kranich-8-Nest"  # noqa: S105 - of nobody
CHAIN = "/desk/nanchang/chain/"


@pytest.fixture
def clerk(live_server: LiveServer, settings: Settings) -> User:
    """Cleo, a clerk of Nanchang, whose chain is that of the pack."""
    settings.WOTU_PACKS = ROOT / "packs"
    load_chains(zone="nanchang", folder=ROOT / "packs" / "nanchang", by="tests", now=timezone.now())
    cleo = official("cleo", "clerk", "nanchang")
    cleo.set_password(PASSWORD)
    cleo.save()
    return cleo


def test_an_official_sees_the_missing_link_finds_its_maker_talks_and_signs(
    live_server: LiveServer, new_page: NewPage, clerk: User
) -> None:
    page = _signed_in(new_page(), live_server, clerk)
    page.goto(f"{live_server.url}/desk/nanchang/today/")
    page.get_by_role("link", name="产业链", exact=True).click()
    page.get_by_role("link", name="缺环", exact=True).click()

    first = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=2)).first
    expect(first).to_contain_text("MOCVD 设备")
    expect(first).to_contain_text("3 家企业需要，区内无企业生产")
    expect(first).to_contain_text("属关键设备")
    first.get_by_role("link", name="MOCVD 设备").click()

    expect(page.get_by_role("heading", level=1, name="MOCVD 设备")).to_be_visible()
    makers = page.locator(".lead-card")
    for place in range(4):
        expect(makers.nth(place)).to_contain_text("已确认生产")
    maker = makers.filter(has_text="东海薄膜装备（演示）")
    expect(maker).to_contain_text("已知向鹭岛外延（演示）供应MOCVD 设备")
    expect(page.get_by_text("鄱湖装备（演示，与园区企业同属一集团）")).to_have_count(0)
    expect(page.get_by_text("旧日外延设备（演示，已注销）")).to_have_count(0)
    maker.get_by_text("认领这条线索").click()
    maker.get_by_label("下一步").fill("电话联系投资部")
    maker.get_by_label("哪天做").fill(timezone.localdate().isoformat())
    maker.get_by_role("button", name="由我跟进").click()
    expect(page.get_by_text("已认领，由您跟进")).to_be_visible()

    page.goto(f"{live_server.url}/desk/nanchang/today/")
    page.get_by_role("link", name=re.compile("到期的招商下一步")).click()
    page.get_by_role("link", name="东海薄膜装备（演示）").click()
    talk = page.get_by_role("region", name="登记一次对接")
    talk.get_by_label("方式").select_option("电话")
    talk.get_by_label("与谁谈").fill("投资部王经理")
    talk.get_by_label("谈了什么").fill("愿意来看地块，年内落地。")
    talk.get_by_role("button", name="保存对接记录").click()
    expect(page.get_by_text("对接记录已保存")).to_be_visible()
    expect(page.get_by_text("愿意来看地块，年内落地。")).to_be_visible()

    page.get_by_text("登记签约", exact=True).first.click()
    sign = page.get_by_role("region", name="签约")
    sign.get_by_label("项目名称").fill("MOCVD 制造基地")
    sign.get_by_label("投资额").fill("12000.5")
    sign.get_by_label("落在园区哪里").fill("A-12 地块")
    sign.get_by_role("button", name="登记签约").click()
    expect(page.get_by_text("这个环节在园区内有企业了")).to_be_visible()
    expect(page.get_by_text("12,000.5万元")).to_be_visible()

    page.goto(f"{live_server.url}{CHAIN}gaps/")
    expect(page.get_by_role("link", name="MOCVD 设备")).to_have_count(0)
    page.goto(f"{live_server.url}{CHAIN}gaps/mocvd/")
    expect(page.get_by_text("不再缺", exact=True)).to_be_visible()
    expect(page.get_by_text("A-12 地块")).to_be_visible()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_missing_links_and_leads(
    live_server: LiveServer, new_page: NewPage, clerk: User, reader: dict[str, Any]
) -> None:
    followed = _followed(clerk)
    page = new_page(**reader)
    enter(page, live_server.url, clerk)
    paths = ["gaps/", "gaps/mocvd/", "leads/?who=all", "signed/", *(f"leads/{one.pk}/" for one in followed)]
    for path in paths:
        page.goto(f"{live_server.url}{CHAIN}{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        usable(page, reader["width"])


def _followed(clerk: User) -> list[Lead]:
    """Have one lead signed, one dropped, and two of the demonstration followed."""
    where, now, today = zone("nanchang"), timezone.now(), timezone.localdate()
    assert where is not None
    load_people(zone=where, by="tests", now=now, today=today)
    load_leads(zone=where, now=now)
    made = []
    for slug, firm in (("driver_ic", "DEMO-OUT-09"), ("optical_film", "DEMO-OUT-14")):
        product = product_of("nanchang", slug)
        assert product is not None
        made.append(
            take_up_lead(
                zone="nanchang", product=product, firm=firm, next_step="", next_on=None, user=clerk, now=now,
                today=today,
            )
        )  # fmt: skip
    sign_lead(
        lead=made[0], title="驱动芯片项目（演示）", signed_on=today, investment_fen=10**12, words="分两期",
        place="A-12地块", user=clerk, now=now, today=today,
    )  # fmt: skip
    drop_lead(lead=made[1], why="演示：两年内不扩产", user=clerk, now=now)
    return list(Lead.objects.order_by("pk"))


def _signed_in(page: Page, server: LiveServer, user: User) -> Page:
    page.goto(server.url)
    page.get_by_role("link", name="登录").click()
    page.get_by_label("邮箱").fill(user.email)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_have_count(0)
    return page
