"""Needs in a real browser: said, suggested while typing, sent, answered, confirmed."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.accounts.models import User
from wotu.measures.zones import Zone
from wotu.needs import verbs
from wotu.needs.models import Need
from wotu.needs.suggest import suggest_for
from wotu.parties.models import Appointment, Department, Membership, Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRM, DESK = "/firms/small-f1/needs/", "/desk/small/needs/"
SINCE = dt.date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _cast(transactional_db: None, small_zone: Zone) -> None:
    """Alice acts for the firm, bob answers for the zone; two needs are there, one of them long overdue."""
    cache.clear()
    alice = User.objects.create_user("alice@example.org", name="Alice")
    bob = User.objects.create_user("bob@example.org", name="Bob")
    firm = Party.objects.get(slug="small-f1")
    office = Department.objects.create(zone="small", slug="service", name_zh="服务中心", name_en="Service")
    Membership.objects.create(user=alice, party=firm, role="owner", since=SINCE, given_by="tests")
    Appointment.objects.create(user=bob, department=office, role="clerk", since=SINCE, given_by="tests")
    for says, days in (("想拿高企奖励", 0), ("食堂太远，吃饭不方便", 30)):
        now = timezone.now() - dt.timedelta(days=days)
        day = timezone.localtime(now).date()
        reading = suggest_for(firm, small_zone, says, day)
        need = verbs.draft_need(party=firm, says=says, reading=reading, user=alice, now=now)
        verbs.submit_need(need=need, user=alice, now=now, today=day)
    verbs.take_up_need(need=need, user=bob, now=now)
    verbs.write_message(need=need, text="有多少人用餐？", user=bob, side="desk", now=now)
    verbs.write_message(need=need, text="问过后勤", user=bob, side="desk", now=now, is_internal=True)


def _as(page: Page, name: str, live_server: LiveServer) -> Page:
    """Sign somebody in without the pages of signing in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"), backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("name", ["alice", "bob"])
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any], name: str
) -> None:
    page = _as(new_page(**reader), name, live_server)
    taken = Need.objects.get(topic="living").pk
    paths = {"alice": (FIRM, f"{FIRM}{taken}/"), "bob": (DESK, f"{DESK}{taken}/", f"{DESK}unserved/")}
    for path in paths[name]:
        page.goto(live_server.url + path)
        for summary in page.locator("main details:not([open]) > summary:visible").all():
            summary.click()

        usable(page, reader["width"])


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_suggestions_come_while_typing(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any]
) -> None:
    page = _as(new_page(**reader), "alice", live_server)
    page.goto(live_server.url + FIRM)
    page.locator("textarea").press_sequentially("想拿高企奖励")

    expect(page.locator(".suggestion").first).to_be_visible()
    usable(page, reader["width"])


def test_what_is_written_before_the_scripts_arrive_is_asked_for_too(
    live_server: LiveServer, new_page: NewPage
) -> None:
    page = new_page(width=390)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.js", hold)
    page.goto(f"{live_server.url}/zones/small/needs/", wait_until="commit")
    page.locator("textarea").fill("想拿高企奖励")
    for route in held:
        route.continue_()
    page.unroute("**/*.js")

    expect(page.locator(".suggestion").first).to_be_visible()


def test_a_need_goes_to_the_desk_and_comes_back_answered(live_server: LiveServer, new_page: NewPage) -> None:
    firm, desk = _as(new_page(), "alice", live_server), _as(new_page(), "bob", live_server)
    firm.goto(live_server.url + FIRM)
    firm.locator("textarea").press_sequentially("园区停车位不够")
    expect(firm.get_by_text("没有找到合适的措施或资源")).to_be_visible()
    firm.get_by_role("button", name="提交给园区").click()
    expect(firm.get_by_text("已提交给园区")).to_be_visible()

    desk.goto(live_server.url + DESK)
    desk.get_by_role("link", name="园区停车位不够").click()
    desk.get_by_role("button", name="我来受理").click()
    desk.get_by_label("答复内容").fill("北门新增六十个车位")
    desk.get_by_role("button", name="发出答复").click()
    desk.get_by_label("原因，企业会看到").fill("目前没有停车补贴措施")
    desk.get_by_role("button", name="办结为未能解决").click()

    firm.reload()
    expect(firm.get_by_text("北门新增六十个车位")).to_be_visible()
    firm.get_by_role("button", name="确认办结").click()
    expect(firm.locator(".state")).to_have_text("已办结")
    desk.goto(f"{live_server.url}{DESK}unserved/")
    expect(desk.get_by_role("heading", name="通勤与交通")).to_be_visible()


def test_a_visitor_tries_it_without_an_account(live_server: LiveServer, new_page: NewPage) -> None:
    page = new_page(width=390)
    page.goto(f"{live_server.url}/zones/small/")
    page.get_by_role("link", name="说说看").click()
    page.locator("textarea").press_sequentially("想拿高企奖励")

    expect(page.locator(".suggestion").first).to_be_visible()
    usable(page, 390)
    assert Need.objects.count() == 2


def test_without_script_the_button_brings_the_suggestions(live_server: LiveServer, new_page: NewPage) -> None:
    page = _as(new_page(), "alice", live_server)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(live_server.url + FIRM)
    page.locator("textarea").fill("想拿高企奖励")
    page.get_by_role("button", name="看看有什么能帮上").click()

    page.get_by_role("button", name="这个有帮助").first.click()
    expect(page.get_by_text("已记为解决")).to_be_visible()
