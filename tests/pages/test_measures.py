"""Measures on the desk in a real browser: from an edit to the new amount on a firm's check-up."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Department

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORKED_OUT = 60_000
"""How long a whole zone may take on a busy machine, in milliseconds."""
CAST = {"erin": "measure_editor", "lena": "legal_reviewer", "alan": "approver"}

As = Callable[..., Page]


@pytest.fixture(autouse=True)
def _served(transactional_db: None, small_zone: Zone, settings: Settings, tmp_path: Path) -> None:
    cache.clear()
    settings.WOTU_EDITIONS = tmp_path / "editions"


@pytest.fixture
def signed_in(live_server: LiveServer, new_page: NewPage) -> As:
    """Open pages as one of the cast."""
    department, _ = Department.objects.get_or_create(
        zone="small", slug="policy", defaults={"name_zh": "政策处", "name_en": "Policy"}
    )

    def open_as(who: str, **reader: object) -> Page:
        user, _ = User.objects.get_or_create(email=f"{who}@zone.example", defaults={"name": who})
        Appointment.objects.get_or_create(
            user=user, department=department, role=CAST[who],
            defaults={"since": timezone.localdate() - timedelta(days=1), "given_by": "tests"},
        )  # fmt: skip
        client = Client()
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        page = new_page(**reader)
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_as


def _type(page: Page, old: str, new: str) -> None:
    box = page.get_by_label("规则（YAML）")
    text = box.input_value()
    assert old in text
    with page.expect_response(lambda answer: "/check/" in answer.url):
        box.fill(text.replace(old, new))
    expect(page.locator("#checking")).to_be_hidden()


def test_a_measure_is_changed_reviewed_published_and_reaches_the_firm(
    live_server: LiveServer, signed_in: As
) -> None:
    desk, firm = f"{live_server.url}/desk/small/measures/", f"{live_server.url}/firms/small-f1/"
    erin = signed_in("erin")
    erin.goto(desk)
    usable(erin)
    erin.get_by_role("link", name="用工补贴").click()
    erin.get_by_label("用一句话写明要改什么").fill("提高用工补贴上限")
    erin.get_by_role("button", name="开始修改").click()

    _type(erin, "'1万元/人' * staff", "'1万元/人' * staf")
    expect(erin.get_by_text("没有'staf'这个名字")).to_be_visible()
    expect(erin.get_by_text("是不是想写 staff？")).to_be_visible()
    expect(erin.locator(".numbers .wrong")).to_have_count(1)
    usable(erin)

    _type(erin, "'1万元/人' * staf", "'1万元/人' * staff")
    _type(erin, "limit: 10万元, zh: 最高10万元", "limit: 15万元, zh: 最高15万元")
    expect(erin.get_by_text("读懂了，没有错误")).to_be_visible()
    expect(erin.locator("#trial .changes")).to_contain_text("每项最高10万元 → “最高15万元”：每项最高15万元")
    erin.get_by_role("button", name="保存草稿").click()
    expect(erin.get_by_text("已保存草稿。")).to_be_visible()

    erin.get_by_role("link", name="测算").click()
    expect(erin.locator("#reach")).to_contain_text("+5万元", timeout=WORKED_OUT)
    usable(erin)
    erin.get_by_role("link", name="回到这一稿").click()
    expect(erin.locator("#reach img")).to_be_visible(timeout=WORKED_OUT)
    usable(erin)
    erin.get_by_role("button", name="提交合法性审核").click()
    expect(erin.get_by_text("已提交合法性审核。")).to_be_visible()
    edition = erin.url.partition("step/")[0]

    alan = signed_in("alan")
    alan.goto(edition)
    expect(alan.get_by_text("审核意见没有了结")).to_be_visible()
    expect(alan.get_by_role("button", name="批准")).to_have_count(0)

    lena = signed_in("lena")
    lena.goto(edition)
    usable(lena)
    while lena.locator(".remark.open").count():
        first = lena.locator(".remark.open").first
        first.get_by_label("可以接受").check()
        first.get_by_label("理由").fill("门槛合理，无歧视")
        first.get_by_role("button", name="保存答复").click()
        expect(lena.get_by_text("答复已保存。")).to_be_visible()

    alan.goto(edition)
    alan.get_by_role("button", name="批准").click()
    expect(alan.get_by_text("已批准，可以发布。")).to_be_visible()
    usable(alan)
    alan.get_by_role("button", name="发布", exact=True).click()
    expect(alan.get_by_text("已发布，自")).to_be_visible()
    usable(alan)

    alan.goto(firm)
    alan.locator("summary", has_text="用工补贴").click()
    expect(alan.locator("details", has_text="用工补贴").first).to_contain_text("15万元")


def test_the_one_who_edited_is_not_offered_to_approve(live_server: LiveServer, signed_in: As) -> None:
    erin = signed_in("erin")
    erin.goto(f"{live_server.url}/desk/small/measures/m/small.staff/")

    expect(erin.get_by_role("button", name="开始修改")).to_be_visible()
    expect(erin.get_by_role("button", name="批准")).to_have_count(0)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, signed_in: As, reader: dict[str, object]
) -> None:
    erin = signed_in("erin", **reader)
    width = int(str(reader["width"]))
    english = str(reader["locale"]).startswith("en")
    erin.goto(f"{live_server.url}/desk/small/measures/")
    usable(erin, width)
    erin.goto(f"{live_server.url}/desk/small/measures/m/small.staff/")
    usable(erin, width)
    erin.locator("#title").fill("a change" if english else "改一改")
    erin.get_by_role("button", name="Begin to edit" if english else "开始修改").click()
    erin.locator("#text").wait_for()
    usable(erin, width)
    erin.goto(erin.url.partition("edit/")[0])
    expect(erin.locator("#reach dl")).to_be_visible(timeout=WORKED_OUT)
    erin.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    usable(erin, width)
