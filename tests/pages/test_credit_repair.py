"""The pages of credit repair in a real browser: readable by everyone, mistakes told where they are."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.findings.zone import empty_queue
from tests.pages.conftest import NewPage
from tests.pages.repair_pages import DESK, FIRM, as_, serve_window
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from tests.services.credit_repair.repair_zone import FRIDAY, NOW, PENALTY, Window
from wotu.cases.models import Case
from wotu.services.credit_repair.models import CreditEntry, Intake
from wotu.services.credit_repair.verbs.intake import open_intake
from wotu.services.credit_repair.verbs.signing import give_consent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = """统一社会信用代码,类别,决定书文号,决定书日期,决定机关,失信程度,违法失信事实,罚款
914403001922038216,行政处罚信息,表1,2026-05-06,税务部门,一般,未按期申报,2000
914403001922038216,行政处罚信息,表2,2026-13-06,某局,重,未按期申报,两千
"""


@pytest.fixture(autouse=True)
def _window(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Window:
    """Entries in every state: ready with a consent, waiting, known in part, under repair, minor, refused."""
    settings.MEDIA_ROOT, settings.WOTU_PACKS = tmp_path / "media", tmp_path / "packs"
    empty_queue()
    window = serve_window(tmp_path / "packs")
    ready = window.entry("洪市监列〔2025〕3号")
    window.promised(ready)
    give_consent(
        party=window.firm, entries=[ready], until=FRIDAY + dt.timedelta(days=60), user=window.alice, now=NOW,
        today=FRIDAY,
    )  # fmt: skip
    waiting = PENALTY | {"document_date": dt.date(2026, 9, 20), "published_from": dt.date(2026, 9, 22)}
    window.entry("洪环罚〔2026〕12号", **waiting)
    window.entry("洪应急罚〔2026〕7号", **PENALTY | {"level": "", "fine_paid": None, "corrected": None})
    window.entry("洪税罚〔2026〕2号", **PENALTY | {"level": "minor"})
    good, bad = window.entry("洪建罚〔2026〕5号", **PENALTY), window.entry("洪建罚〔2026〕6号", **PENALTY)
    case = window.accepted(good, bad)
    assert case.state == "open"
    refused = window.entry("洪卫罚〔2026〕1号", **PENALTY)
    window.decided(
        window.answer(window.accepted(refused), {refused.pk: "整改未验收"}), "refused", "整改未验收"
    )
    open_intake(zone="small", name="信用主管部门.csv", content=SHEET.encode(), by="cleo@example.org", now=NOW)
    return window


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_pages(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any]
) -> None:
    case = Case.objects.get(state="open").pk
    entry = CreditEntry.objects.get(document_number="洪市监列〔2025〕3号").pk
    unknown = CreditEntry.objects.get(document_number="洪应急罚〔2026〕7号").pk
    firm, desk = as_(new_page(**reader), "alice", live_server), as_(new_page(**reader), "cleo", live_server)
    places = [(firm, FIRM + path) for path in ("", "state", f"cases/{case}/")]
    places += [
        (desk, DESK + path)
        for path in (
            "", "record", f"entries/{entry}/", f"entries/{unknown}/", f"cases/{case}/", "import/",
            f"import/{Intake.objects.get().pk}/",
        )
    ]  # fmt: skip
    for page, path in places:
        page.goto(live_server.url + path)
        for summary in reversed(page.locator("main details:not([open]) > summary:visible").all()):
            summary.click()
        usable(page, reader["width"])


def test_a_mistake_in_an_entry_is_told_at_its_field(live_server: LiveServer, new_page: NewPage) -> None:
    page = as_(new_page(), "cleo", live_server)
    page.goto(f"{live_server.url}{DESK}record")
    page.get_by_label("企业", exact=False).first.fill("没有这家")
    page.get_by_label("决定书文号").fill("新1号")
    page.get_by_label("决定书日期").fill("2026-10-01")
    page.locator("#decided_by").select_option("tax")
    page.get_by_label("违法失信事实").fill("未按期申报")
    page.get_by_label("罚款（元）").fill("很多")
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.get_by_text("园区没有这家企业")).to_be_visible()
    expect(page.get_by_text("“很多”不是金额")).to_be_visible()
    usable(page, 1280)
    assert not CreditEntry.objects.filter(document_number="新1号").exists()


def test_a_sheet_is_recorded_and_taken_back(live_server: LiveServer, new_page: NewPage) -> None:
    page = as_(new_page(), "cleo", live_server)
    page.goto(f"{live_server.url}{DESK}import/{Intake.objects.get().pk}/")
    expect(page.get_by_text("“某局”不在可选的值里")).to_be_visible()
    page.get_by_role("button", name="登记这1条").click()
    expect(page.get_by_role("link", name="表1")).to_be_visible()

    page.get_by_role("button", name="撤销").click()

    expect(page.get_by_text("整批已撤销，条目作废，记录保留。")).to_be_visible()
    assert CreditEntry.objects.get(document_number="表1").state == "void"
