"""Signing in, members and people in a real browser: for everyone, on a phone and a desk."""

import datetime as dt
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.pages.conftest import NewPage
from tests.pages.usable import RULES
from tests.pages.widths import fits
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import Zone
from wotu.parties.invitations import invite
from wotu.parties.memberships import add_member
from wotu.parties.offices import delegate

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NARROWEST = 320
"""Here only the width is looked at: whatever else axe finds, it finds at 390 pixels."""
GOOD = "青禾-correct-horse-7"
READERS: dict[str, dict[str, Any]] = {
    "phone, Chinese, day": {"locale": "zh-CN", "scheme": "light", "width": 390},
    "desk, English, night": {"locale": "en-GB", "scheme": "dark", "width": 1280},
    "small phone, English, day": {"locale": "en-GB", "scheme": "light", "width": NARROWEST},
}
PAGES = {
    "stranger": ("/account/login/", "/account/password/reset/", "/account/signup/", "/join/none"),
    "alice": ("/mine", "/firms/qinghe/members/", "/account/password/change/", "/account/email/",
              "/account/sessions/", "/account/2fa/", "/account/logout/", "/account/reauthenticate/"),
    "bob": ("/mine",),
    "zoe": ("/desk/small/people/", "/desk/small/people/members/", "/desk/small/people/trail/"),
    "cleo": ("/mine", "/desk/small/people/"),
}  # fmt: skip


@pytest.fixture
def story(live_server: LiveServer, cast: Cast, small_zone: Zone) -> Cast:
    """Bring demonstration accounts, a delegation, an invitation and a person of two firms into the books."""
    now, today = timezone.now(), timezone.localdate()
    load_people(zone=small_zone, by="tests", now=now, today=today)
    delegate(
        appointment=cast.appointment("dan"), holder=cast["dan"], to=cast["cleo"],
        until=today + dt.timedelta(days=7), today=today, now=now,
    )  # fmt: skip
    invite(party=cast.firm, role="viewer", by="alice@example.org", now=now, email="new@example.org")
    add_member(user=cast["bob"], party=cast.neighbour, role="viewer", since=today, by="nora", now=now)
    return cast


def enter(page: Page, cast: Cast, who: str, url: str) -> None:
    """Let the page be of somebody signed in."""
    if who != "stranger":
        session = cast.client(who).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages_about_people(
    live_server: LiveServer, new_page: NewPage, story: Cast, reader: dict[str, Any]
) -> None:
    for who, paths in PAGES.items():
        page = new_page(**reader)
        enter(page, story, who, live_server.url)
        for path in paths:
            page.goto(f"{live_server.url}{path}")
            fits(page, reader["width"])
            if reader["width"] == NARROWEST:
                continue
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{who} at {path}: {found.generate_report()}"


def test_one_click_opens_the_desk_of_a_demonstration(
    live_server: LiveServer, new_page: NewPage, story: Cast
) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/account/login/")

    page.get_by_role("button", name="园区管理员").click()

    expect(page).to_have_url(f"{live_server.url}/desk/small/today/")


def test_an_owner_invites_and_a_stranger_joins_with_a_new_account(
    live_server: LiveServer, new_page: NewPage, story: Cast
) -> None:
    owner, stranger = new_page(), new_page(width=390)
    enter(owner, story, "alice", live_server.url)
    owner.goto(f"{live_server.url}/firms/qinghe/members/")
    owner.get_by_role("radio", name="查看人").check()
    owner.get_by_role("button", name="生成邀请链接").click()
    link = owner.get_by_label("只显示这一次").input_value()

    stranger.goto(link)
    stranger.get_by_label("姓名").fill("新人")
    stranger.get_by_label("邮箱").fill("fresh@example.org")
    stranger.get_by_label("密码").fill(GOOD)
    stranger.get_by_role("button", name="建立账号并接受邀请").click()

    expect(stranger.get_by_text("您已加入青禾精密有限公司")).to_be_visible()
    owner.reload()
    expect(owner.get_by_text("fresh@example.org")).to_be_visible()


def test_a_passkey_is_registered_and_signs_in_by_itself(
    live_server: LiveServer, new_page: NewPage, story: Cast
) -> None:
    """The browser's own virtual authenticator plays the fingerprint reader."""
    story["dan"].set_password(GOOD)
    story["dan"].save()
    page = new_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True}},
    )  # fmt: skip
    base = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(f"{base}/account/login/?next=/account/2fa/webauthn/add/")
    page.get_by_label("邮箱").fill("dan@example.org")
    page.get_by_label("密码", exact=True).fill(GOOD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("密码", exact=True).fill(GOOD)
    page.get_by_role("button", name="继续").click()
    page.get_by_label("以后可以不用密码").check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="恢复码")).to_be_visible()
    page.context.clear_cookies()

    page.goto(f"{base}/account/login/")
    page.get_by_role("button", name="用通行密钥登录").click()

    expect(page).to_have_url(f"{base}/desk/small/today/")
