"""The whole stay in a real browser: approved the same day, moved, extended, left, the next one in."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.pages.conftest import NewPage
from tests.pages.test_stay import enter
from tests.services.stay.people import DAY, House, open_house, write_packs
from wotu.ledger.reads import not_adding_up
from wotu.measures.zones import zone
from wotu.services.stay.models import Stay
from wotu.services.stay.station import station_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ONE_ROOM = """
measure: nanchang.talent_station
published: false
assumption: {zh: 测试用，只有一间房, en: One room for a test}
sites:
  - id: a
    zh: A栋
    en: Block A
    address: {zh: 天祥大道, en: Tianxiang Avenue}
    rooms: [{kind: two, beds: 2, first: A201, last: A201, guests: women}]
terms:
  {price: 60元, ahead_days: 60, longest_nights: 90, horizon_days: 160, keep_until: 12, late_days: 3,
   confirm_hours: 24}
clear: {degrees: [bachelor], graduated_within_years: 5, without_home: true}
onward: [nanchang.medical_channel, nanchang.schooling]
"""


@pytest.fixture
def house(
    live_server: LiveServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> House:
    """Open a station of one room; lin has not said her sex yet, xia fills a bed, mei will have to wait."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    settings.WOTU_PACKS = write_packs(tmp_path, ONE_ROOM)
    found = zone("nanchang")
    station = station_of(found) if found else None
    assert found is not None
    assert station is not None
    now, today = timezone.now(), timezone.localdate()
    house = open_house(found, station, now=now, today=today)
    lately = str(today - 200 * DAY)
    house.person("lin", sex="", graduated_on=lately)
    for name in ("xia", "mei"):
        house.person(name, graduated_on=lately)
    house.apply("xia", nights=30, now=now, today=today)
    return house


def _talent(new_page: NewPage, url: str, name: str) -> Page:
    page = new_page(width=390)
    enter(page, name, url)
    page.goto(f"{url}/talents/p-{name}/services/stay/")
    return page


def _apply(page: Page, nights: int) -> None:
    page.get_by_label("退房日期").first.fill(str(timezone.localdate() + nights * DAY))
    page.get_by_label("双人间（一个床位）").check()
    page.get_by_role("button", name="提交申请").click()


def test_from_the_application_to_the_next_on_the_waiting_list(  # noqa: PLR0915 - one story
    live_server: LiveServer, new_page: NewPage, house: House
) -> None:
    today = timezone.localdate()

    # she answers what is not known, and has her answer at once
    lin = _talent(new_page, live_server.url, "lin")
    lin.get_by_label("性别是什么？只用于分配同住的房间。").select_option("female")
    lin.get_by_label("人才就医绿色通道").first.check()
    _apply(lin, 10)
    expect(lin.get_by_role("status").first).to_contain_text("审核通过，床位已为您保留")
    expect(lin.locator(".stay-mine h2")).to_contain_text("已保留床位")
    expect(lin.get_by_role("img", name="人才码二维码")).to_be_visible()
    code = lin.locator("p.stay-typed").inner_text()

    # the house is full now: the next one waits
    mei = _talent(new_page, live_server.url, "mei")
    _apply(mei, 20)
    expect(mei.get_by_role("status").first).to_contain_text("您已进入轮候")
    expect(mei.locator(".stay-mine")).to_contain_text("前面（含您）还有1人")

    # the desk scans the code; a made-up one opens nothing
    desk = new_page()
    enter(desk, "cleo", live_server.url)
    desk.goto(f"{live_server.url}/desk/nanchang/stay/")
    desk.get_by_label("扫码枪对准这里，或手工输入").fill("AAAA-BBBB")
    desk.get_by_role("button", name="打开").click()
    expect(desk.get_by_role("alert")).to_contain_text("人才码无效或已过期")
    desk.get_by_label("扫码枪对准这里，或手工输入").fill(code)
    desk.get_by_role("button", name="打开").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("演示·lin")
    desk.get_by_role("button", name="办理入住").click()
    stay = Stay.objects.get(person__slug="p-lin")
    first = stay.places.get().bed
    expect(desk.get_by_role("status").first).to_contain_text(f"已入住{first}")
    assert stay.case.state == "delivered"

    # one matter, one answer for each thing
    desk.get_by_label("办理结果，本人会看到").fill("已预约南昌大学附属医院绿色通道")
    desk.get_by_role("button", name="已办妥").click()

    # moved: the bed beside her is xia's, promised for today, and gives way
    other = first.room.beds.exclude(pk=first.pk).get()
    desk.get_by_label("换到").select_option(str(other.pk))
    desk.get_by_label("原因").fill("靠窗的床漏风")
    desk.get_by_role("button", name="换床").click()
    expect(desk.get_by_role("status").first).to_contain_text(f"已换到{other}")

    # she stays longer, and then leaves earlier after all
    lin.reload()
    expect(lin.locator(".stay-mine")).to_contain_text("已预约南昌大学附属医院绿色通道")
    expect(lin.locator(".stay-mine")).to_contain_text(str(other))
    lin.get_by_text("续住", exact=True).first.click()
    lin.get_by_label("新的退房日期").first.fill(str(today + 15 * DAY))
    lin.get_by_role("button", name="续住").click()
    expect(lin.get_by_role("status").first).to_contain_text("已续住到")

    # mei wanted twenty nights: only once lin is gone are all of them free
    desk.reload()
    desk.get_by_role("button", name="办理退房").click()
    expect(desk.get_by_role("status").first).to_contain_text("已退房")
    mei.reload()
    expect(mei.locator(".stay-mine")).to_contain_text("有床位了")
    mei.get_by_role("button", name="确认入住").click()
    expect(mei.get_by_role("status").first).to_contain_text("已确认，床位为您保留")
    assert Stay.objects.get(person__slug="p-mei").state == "promised"

    # and the inbox has told her
    mei.goto(f"{live_server.url}/inbox/")
    expect(mei.get_by_role("main")).to_contain_text("有床位了，请在期限内确认")
    assert not not_adding_up()


def test_leaving_earlier_frees_the_nights_for_who_can_use_them(
    live_server: LiveServer, new_page: NewPage, house: House
) -> None:
    now, today = timezone.now(), timezone.localdate()
    house.person("lin")
    from wotu.facts.verbs import NewFact, record_facts

    record_facts(
        facts=[NewFact(house.people["lin"], "sex", "female", "tests")],
        vocabulary=house.zone.packs.vocabulary, about="p-lin", by="tests", now=now,
    )  # fmt: skip
    house.apply("lin", nights=30, now=now, today=today)
    waiting = house.apply("mei", starts=12, nights=10, now=now, today=today)
    assert waiting.state == "waiting"

    lin = _talent(new_page, live_server.url, "lin")
    lin.get_by_text("提前退房", exact=True).first.click()
    lin.locator(".stay-steps details[open]").get_by_label("新的退房日期").fill(str(today + 12 * DAY))
    lin.get_by_role("button", name="提前退房").click()
    expect(lin.get_by_role("status").first).to_contain_text("之后的床位已退回")

    waiting.refresh_from_db()
    assert waiting.state == "offered"
