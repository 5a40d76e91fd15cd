"""The inbox, its settings, what stands for a firm, and matching on the desk, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.findings.zone import (
    NOW,
    ON,
    appoint,
    empty_queue,
    firm,
    joins,
    match,
    measure,
    pair,
    person,
    say,
    write,
)
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS, Reader
from tests.pages.usable import RULES, usable
from tests.portal.inbox.test_views import BACKEND
from wotu.accounts.models import User
from wotu.findings.models import StandingAnswer
from wotu.findings.proving import prove
from wotu.findings.telling import tell_firms, tell_officials
from wotu.findings.verbs import rematch
from wotu.inbox.mail import token_of
from wotu.inbox.reads import preference_of, unread_count
from wotu.measures.zones import zone as zone_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLES = {
    "growth": pair("成长型企业研发投入奖励", "R&D reward for growing firms"),
    "staff": pair("稳岗扩岗补贴", "Subsidy for keeping and adding jobs"),
    "old": pair("老字号保护专项资金", "Fund for time-honoured brands"),
}
CONDITIONS = {"growth": "revenue >= '1000万元'", "staff": "staff >= 10", "old": "founded_on < '2000-01-01'"}


PATHS = (
    "/inbox/", "/inbox/?show=unread", "/inbox/preferences", "/firms/big/entitlements/",
    "/desk/trial/matching/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_jobs(live_server: LiveServer) -> Iterator[None]:
    empty_queue()
    yield
    empty_queue()


@pytest.fixture
def bob(tmp_path: Path, settings: Settings) -> User:
    """Return bob, clerk of a firm and official of its zone, who was told of two rounds of changes."""
    settings.WOTU_PACKS = tmp_path
    window = {"yearly": [{"open": "03-01", "close": "04-30"}]}
    zone = write(
        tmp_path,
        [measure(n, CONDITIONS[n], "0.01 * revenue", title=TITLES[n], window=window) for n in TITLES],
    )
    party, user = firm("big", revenue="2000万元", staff="20", founded_on="1990-01-01"), person("bob")
    joins(user, party)
    appoint(user)
    for _ in range(2):
        match(zone)
        tell_firms(zone=zone, on=ON, by="tests", now=NOW)
        say(party, "revenue", "3500万元")
    tell_officials(zone=zone, on=ON, by="tests", now=NOW)
    say(party, "staff", "5")
    match(zone)
    rematch(zone=zone, on=ON, by="tests", now=timezone.now())
    return user


@pytest.fixture
def zoe(bob: User) -> User:
    """Return the administrator, when a proof has found an answer changed behind the platform's back."""
    user = person("zoe")
    appoint(user, "zone_admin")
    StandingAnswer.objects.filter(measure="trial.growth").update(low=1, high=1, window_open=False)
    found = zone_of("trial")
    assert found is not None
    prove(zone=found, on=ON, by="wotu", now=timezone.now())
    return user


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    """Give the browser the session of a signed-in person."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, bob: User, reader: Reader
) -> None:
    page = new_page(**reader)
    sign_in(page, live_server, bob)
    for path in PATHS:
        page.goto(f"{live_server.url}{path}")
        usable(page, reader["width"])


def test_a_person_reads_everything_and_takes_it_back(
    live_server: LiveServer, new_page: NewPage, bob: User
) -> None:
    page = new_page()
    sign_in(page, live_server, bob)
    page.goto(f"{live_server.url}/inbox/")
    before = unread_count(bob)

    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_role("status").filter(has_text="标为已读")).to_be_visible()
    assert unread_count(bob) == 0
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("button", name="全部标为已读")).to_be_visible()

    assert unread_count(bob) == before > 0


def test_a_person_chooses_a_rhythm_and_leaves_by_the_letters_link(
    live_server: LiveServer, new_page: NewPage, bob: User
) -> None:
    page = new_page()
    sign_in(page, live_server, bob)
    page.goto(f"{live_server.url}/inbox/preferences")
    page.get_by_label("每周汇总").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert preference_of(bob).frequency == "weekly"

    letter = new_page(width=390)
    letter.goto(f"{live_server.url}/inbox/unsubscribe/{token_of(bob)}/")
    assert Axe().run(letter, options=RULES).violations_count == 0
    letter.get_by_role("button", name="停止发送邮件").click()
    expect(letter.get_by_role("heading", name="已停止发送邮件")).to_be_visible()

    assert preference_of(bob).frequency == "never"


def test_the_desk_follows_a_run_in_place(live_server: LiveServer, new_page: NewPage, bob: User) -> None:
    page = new_page()
    sign_in(page, live_server, bob)
    page.goto(f"{live_server.url}/desk/trial/matching/")

    page.get_by_role("button", name="重新匹配").click()

    expect(page.get_by_role("status").filter(has_text="已排队")).to_be_visible()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_the_administrator_reads_what_a_proof_found(
    live_server: LiveServer, new_page: NewPage, zoe: User, reader: Reader
) -> None:
    page = new_page(**reader)
    sign_in(page, live_server, zoe)
    page.goto(f"{live_server.url}/desk/trial/matching/#matching-proof")

    usable(page, reader["width"])


def test_the_administrator_has_it_set_right(live_server: LiveServer, new_page: NewPage, zoe: User) -> None:
    page = new_page(width=390)
    sign_in(page, live_server, zoe)
    page.goto(f"{live_server.url}/desk/trial/today/")
    page.get_by_role("link", name="与全量结果不一致的结论").click()

    page.get_by_text("按全量结果更正").click()
    page.get_by_role("button", name="确认更正").click()

    expect(page.get_by_role("status").filter(has_text="核对已排队")).to_be_visible()
