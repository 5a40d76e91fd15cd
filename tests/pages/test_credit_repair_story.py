"""Credit repair in a real browser: from an entry that vetoes a measure to the measure open again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.findings.zone import empty_queue
from tests.pages.conftest import NewPage
from tests.pages.repair_pages import DESK, FIRM, as_, serve_window
from tests.services.credit_repair.repair_zone import Window
from wotu.findings.tasks import match
from wotu.services.credit_repair.models import CreditEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "洪市监罚〔2025〕88号"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def window(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Window:
    """Serve the zone with folders of the test's own; a listing with its fine unpaid as far as is known."""
    settings.MEDIA_ROOT, settings.WOTU_PACKS = tmp_path / "media", tmp_path / "packs"
    empty_queue()
    window = serve_window(tmp_path / "packs")
    window.entry(NUMBER, fine_paid=None)
    return window


def test_a_listed_firm_lets_the_window_repair_it_and_is_entitled_again(
    window: Window, live_server: LiveServer, new_page: NewPage
) -> None:
    alice = as_(new_page(width=390), "alice", live_server)
    cleo, anna = (as_(new_page(), name, live_server) for name in ("cleo", "anna"))

    _sees_what_is_missing(alice, live_server)
    _signs_and_consents(alice)
    _gathers_and_files(cleo, live_server)
    _accepts_and_takes_down_answers(cleo)
    _approves(anna, cleo.url)
    _is_entitled_again(alice, live_server, window)


def _sees_what_is_missing(alice: Page, live_server: LiveServer) -> None:
    alice.goto(live_server.url + FIRM)
    shut_out = alice.get_by_role("region", name="因为失信信息，现在享受不了")
    expect(shut_out.get_by_role("link", name="稳岗奖励")).to_be_visible()
    entry = alice.get_by_role("article", name=NUMBER)
    expect(entry.get_by_text("罚款已缴清")).to_be_visible()
    expect(entry.get_by_text("缴款凭证。")).to_be_visible()
    expect(entry.get_by_text("国家发展改革委令第58号").first).to_be_visible()
    expect(alice.get_by_text("还没有条件齐备的信息")).to_be_visible()


def _signs_and_consents(alice: Page) -> None:
    alice.get_by_label("签署姓名").fill("Alice")
    alice.get_by_role("button", name="签署承诺").click()
    expect(alice.get_by_text("信用承诺已签署。")).to_be_visible()
    alice.get_by_role("button", name="同意委托").click()
    expect(alice.get_by_text("已委托专窗帮办代办")).to_be_visible()
    expect(alice.get_by_role("heading", name="帮办代办委托")).to_be_visible()


def _gathers_and_files(cleo: Page, live_server: LiveServer) -> None:
    cleo.goto(live_server.url + DESK)
    cleo.get_by_role("link", name=NUMBER).click()
    cleo.get_by_label("这份材料证明").select_option("fine")
    cleo.get_by_label("文件（PDF、图片").set_input_files(
        {"name": "缴款凭证.png", "mimeType": "image/png", "buffer": PNG}
    )
    cleo.get_by_role("button", name="上传材料").click()
    expect(cleo.get_by_role("link", name="缴款凭证.png")).to_be_visible()
    cleo.get_by_label("罚款已缴清").select_option("yes")
    cleo.get_by_role("button", name="保存").click()
    expect(cleo.get_by_text("已更新并核实。")).to_be_visible()
    cleo.get_by_role("button", name="代企业提交申请").click()
    expect(cleo.get_by_text("已代企业提交")).to_be_visible()


def _accepts_and_takes_down_answers(cleo: Page) -> None:
    cleo.get_by_role("button", name="受理并转办").click()
    expect(cleo.get_by_text("0 / 2")).to_be_visible()
    cleo.get_by_role("button", name=f"同意 信用主管部门 {NUMBER}", exact=True).click()
    expect(cleo.get_by_text("1 / 2")).to_be_visible()
    cleo.get_by_role("button", name=f"同意 市场监管部门 {NUMBER}", exact=True).click()
    expect(cleo.get_by_text("由承办部门的审批岗决定。")).to_be_visible()


def _approves(anna: Page, address: str) -> None:
    anna.goto(address)
    anna.get_by_role("button", name="批准修复").click()
    expect(anna.get_by_text("已决定，企业已收到一次性答复。")).to_be_visible()
    expect(anna.get_by_text("已修复").first).to_be_visible()


def _is_entitled_again(alice: Page, live_server: LiveServer, window: Window) -> None:
    assert CreditEntry.objects.get().state == "repaired"
    alice.goto(live_server.url + FIRM)
    expect(alice.get_by_text("因为失信信息，现在享受不了")).to_have_count(0)
    expect(alice.get_by_role("article", name=NUMBER)).to_contain_text("已修复")
    alice.get_by_role("link", name="2026-").click()
    expect(alice.get_by_text("全部经过都在这里")).to_be_visible()
    expect(alice.get_by_text("帮办代办").first).to_be_visible()

    alice.goto(f"{live_server.url}/firms/small-f1/")
    entitled = alice.locator("section, details").filter(has_text="可以享受").filter(has_text="稳岗奖励")
    expect(entitled.first).to_be_visible()
    match("small", "facts", "tests")
    alice.goto(f"{live_server.url}/firms/small-f1/entitlements/")
    expect(alice.get_by_role("link", name="稳岗奖励").first).to_be_visible()
    alice.goto(f"{live_server.url}/inbox/")
    expect(alice.get_by_text("信用修复").first).to_be_visible()
