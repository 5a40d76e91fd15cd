"""The station's pages in a real browser: for everyone, on a phone and a desk."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.usable import RULES
from tests.pages.widths import fits
from tests.services.stay.people import DAY, House, open_house, write_packs
from wotu.accounts.models import User
from wotu.measures.zones import zone
from wotu.parties.memberships import add_member
from wotu.services.stay.models import Stay
from wotu.services.stay.station import station_of
from wotu.services.stay.verbs.arriving import check_in
from wotu.services.stay.verbs.upkeep import begin_upkeep

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NARROWEST = 320
READERS: dict[str, dict[str, Any]] = {
    "phone, Chinese, day": {"locale": "zh-CN", "scheme": "light", "width": 390},
    "desk, English, night": {"locale": "en-GB", "scheme": "dark", "width": 1280},
    "small phone, English, day": {"locale": "en-GB", "scheme": "light", "width": NARROWEST},
}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def full_house(packs: Path, settings: Settings, live_server: LiveServer, db: None) -> House:
    """Open a small station today: one there, one to come, one to decide, some waiting, a bed under repair."""
    settings.WOTU_PACKS = packs
    found = zone("nanchang")
    station = station_of(found) if found else None
    assert found is not None
    assert station is not None
    now, today = timezone.now(), timezone.localdate()
    house = open_house(found, station, now=now, today=today)
    begin_upkeep(
        room=house.bed("B201").room, bed=house.bed("B201"), starts=today, ends=today + 5 * DAY, why="换空调",
        move=False, user=house.cleo, now=now, today=today,
    )  # fmt: skip
    stays = [
        house.apply(name, site="a", now=now, today=today, onward=["nanchang.medical_channel"])
        for name in ("wa", "wb", "wc", "wd", "we", "wf")
    ]
    check_in(stay=stays[0], user=house.cleo, now=now, today=today)
    house.person("wg", degree="")
    house.apply("wg", now=now, today=today)
    house.person("wh", sex="")
    owner = User.objects.create_user("olga@example.org", name="Olga")
    add_member(user=owner, party=house.firm, role="owner", since=today - DAY, by="tests", now=now)
    return house


def enter(page: Page, who: str, url: str) -> None:
    """Let the page be of somebody signed in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@example.org"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages_of_the_station(
    live_server: LiveServer, new_page: NewPage, full_house: House, reader: dict[str, Any]
) -> None:
    here = Stay.objects.get(state="here")
    applied = Stay.objects.get(state="applied")
    pages = {
        "wa": ("/talents/p-wa/services/stay/",),
        "wf": ("/talents/p-wf/services/stay/?kind=family",),
        "wh": ("/talents/p-wh/services/stay/",),
        "olga": ("/firms/huaqin/services/stay/", "/firms/huaqin/services/stay/for/p-wh/"),
        "cleo": tuple(
            f"/desk/nanchang/stay/{part}"
            for part in (
                "", "board/?site=", "board/?span=month&kind=two", "stays/", f"stays/{here.pk}/",
                f"stays/{applied.pk}/", "waiting/", "upkeep/", "figures/",
            )
        ),
    }  # fmt: skip
    for who, paths in pages.items():
        page = new_page(**reader)
        enter(page, who, live_server.url)
        for path in paths:
            answer = page.goto(f"{live_server.url}{path}")
            assert answer is not None
            assert answer.status == 200, path
            fits(page, reader["width"])
            if reader["width"] == NARROWEST:
                continue
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{who} at {path}: {found.generate_report()}"


def test_a_bar_is_dragged_to_another_bed(
    live_server: LiveServer, new_page: NewPage, full_house: House
) -> None:
    stay = Stay.objects.get(state="here")
    target = full_house.bed("A202", 2)
    page = new_page()
    enter(page, "cleo", live_server.url)
    page.set_viewport_size({"width": 1280, "height": 2000})  # both beds in sight
    page.goto(f"{live_server.url}/desk/nanchang/stay/board/?site=a")

    page.locator(f"[data-stay='{stay.pk}']").drag_to(page.locator(f"tr[data-bed='{target.pk}'] td").last)

    expect(page.get_by_role("status")).to_contain_text("演示·wa已换到A202-2")
    assert stay.places.get().bed_id == target.pk


def test_what_cannot_be_read_is_marked_and_nothing_is_sent(
    live_server: LiveServer, new_page: NewPage, full_house: House
) -> None:
    page = new_page(width=390)
    enter(page, "wh", live_server.url)
    page.goto(f"{live_server.url}/talents/p-wh/services/stay/")

    page.get_by_label("双人间（一个床位）").check()
    page.get_by_label("退房日期").first.fill(str(timezone.localdate() - DAY))
    page.get_by_role("button", name="提交申请").click()

    expect(page.locator("#ends-mistake")).to_have_text("退房日期要晚于入住日期。")
    expect(page.locator("#fact-sex-mistake")).to_have_text("请回答这一项。")
    assert not Stay.objects.filter(person__slug="p-wh").exists()
