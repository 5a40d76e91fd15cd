"""Facts in a real browser: a sheet with three bad rows, my facts, a dispute and its answer."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.facts.imports.sheets import GOOD, NEW, OTHER, as_csv, as_xlsx
from tests.facts.people import member, official, signed_in
from tests.pages.conftest import NewPage
from tests.pages.test_shell import READERS
from tests.pages.usable import usable
from wotu.accounts.models import User
from wotu.facts.disputes import dispute_fact
from wotu.facts.imports import verbs
from wotu.facts.models import Batch
from wotu.facts.verbs import NewFact, state_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

DESK, MINE = "/desk/small/facts/", "/firms/small-f1/facts/"
ROWS = [
    ("演示·晨光软件有限公司", OTHER, 12000, 31, "是"),
    ("演示·远山商贸有限公司", GOOD, "一百", 8, "否"),
    ("没登记的公司", NEW, 1, 1, "是"),
    ("代码错的公司", GOOD[:-1] + "C", 1, 1, "是"),
]


@pytest.fixture(autouse=True)
def _served(transactional_db: None, small_zone: Zone, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "统计报表.xlsx"
    path.write_bytes(as_xlsx(ROWS))
    return path


@pytest.fixture
def firm() -> Party:
    return Party.objects.get(slug="small-f1")


def sign_in(page: Page, live_server: LiveServer, user: User) -> None:
    """Give the browser somebody's session."""
    cookie = signed_in(user).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])


def _torn(firm: Party, zone: Zone) -> None:
    """Let the firm say another staff, and dispute its revenue."""
    year, now, vocabulary = str(timezone.localdate().year - 1), timezone.now(), zone.packs.vocabulary
    new = NewFact(firm, "staff", "44", "企业自报 / The firm’s own statement", year, kind="statement")
    state_fact(fact=new, vocabulary=vocabulary, by="alice@example.org", now=now)
    dispute_fact(
        party=firm, entry=firm.facts.get(fact="rd"), reason="少算了委托研发", value="520万元",
        vocabulary=vocabulary, by="alice@example.org", now=now,
    )  # fmt: skip


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_desks_pages(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any], firm: Party, small_zone: Zone
) -> None:
    _torn(firm, small_zone)
    batch = verbs.open_batch(
        zone="small", name="统计报表.xlsx", content=as_xlsx(ROWS), kind="statistics", source="",
        new_firms="report", vocabulary=small_zone.packs.vocabulary, by="bob@example.org", now=timezone.now(),
        today=timezone.localdate(),
    ).batch  # fmt: skip
    page = new_page(**reader)
    sign_in(page, live_server, official("dan", "small", "reviewer"))
    of_batch = (f"import/{batch.pk}/{name}" for name in ("columns", "preview", ""))
    for path in ("", "import/", *of_batch, "conflicts/", "disputes/"):
        page.goto(f"{live_server.url}{DESK}{path}")
        usable(page, reader["width"])


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_a_firms_pages(
    live_server: LiveServer, new_page: NewPage, reader: dict[str, Any], firm: Party, small_zone: Zone
) -> None:
    _torn(firm, small_zone)
    page = new_page(**reader)
    sign_in(page, live_server, member("alice", firm))
    entry = firm.facts.get(fact="founded_on").pk
    for path in (
        "",
        "state",
        "state?fact=exports",
        "state?fact=hightech",
        "state?fact=sector",
        f"{entry}/dispute",
    ):
        page.goto(f"{live_server.url}{MINE}{path}")
        for summary in page.locator("main details:not([open]) > summary").all():
            summary.click()
        usable(page, reader["width"])


def test_an_official_imports_a_sheet_with_three_bad_rows(
    live_server: LiveServer, new_page: NewPage, sheet: Path
) -> None:
    page = new_page()
    sign_in(page, live_server, official("bob", "small", "clerk"))
    page.goto(f"{live_server.url}{DESK}")
    page.get_by_role("link", name="导入一份表").click()
    page.get_by_label("Excel 或 CSV 文件").set_input_files(sheet)
    page.get_by_label("来源类别").select_option("statistics")
    page.get_by_role("button", name="上传").click()

    expect(page.get_by_label("是什么：2024年营业收入（万元）")).to_have_value("营业收入 · revenue")
    period = page.get_by_label("时期：2024年营业收入（万元）")
    period.fill("春天")
    page.get_by_role("button", name="检查每一行").click()
    expect(page.get_by_text("这是年度数据，请在“时期”里填年份")).to_be_visible()
    usable(page, 1280)
    period.fill("2024")
    page.get_by_role("button", name="检查每一行").click()

    for words in ("第18位校验码不对", "本园区没有登记这家企业", "“一百”不是以元计的数"):
        expect(page.get_by_role("cell", name=words)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载问题清单（Excel）").click()
    assert download.value.suggested_filename.endswith("problems.xlsx")
    page.get_by_role("button", name="导入这1行").click()
    expect(page.get_by_role("status")).to_contain_text("1行登记了3项事实")
    usable(page, 1280)

    page.get_by_label("理由").fill("口径不对")
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_role("status")).to_contain_text("撤回3项事实")


def test_a_large_sheet_goes_on_by_itself(
    live_server: LiveServer, new_page: NewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "PART", 9)
    Party.objects.bulk_create(
        Party(slug=f"e{n}", kind="enterprise", zone="small", name=f"企业{n}") for n in range(9)
    )
    path = tmp_path / "大表.csv"
    path.write_bytes(as_csv([(f"企业{n}", "", "5", "6", "是") for n in range(9)]))
    page = new_page()
    sign_in(page, live_server, official("bob", "small", "clerk"))
    page.goto(f"{live_server.url}{DESK}import/")
    page.get_by_label("Excel 或 CSV 文件").set_input_files(path)
    page.get_by_label("来源类别").select_option("tax")
    page.get_by_role("button", name="上传").click()
    page.get_by_role("button", name="检查每一行").click()
    page.get_by_role("button", name="导入这9行").click()

    expect(page.get_by_role("status")).to_contain_text("9行登记了27项事实")
    assert Batch.objects.get().state == "committed"


def test_a_firm_disputes_a_fact_and_reads_the_answer(
    live_server: LiveServer, new_page: NewPage, firm: Party
) -> None:
    alice, dan = new_page(width=390), new_page()
    sign_in(alice, live_server, member("alice", firm))
    sign_in(dan, live_server, official("dan", "small", "reviewer"))
    alice.goto(f"{live_server.url}/firms/small-f1/")
    alice.get_by_role("link", name="我的事实").click()
    alice.locator(".fact", has_text="从业人员").get_by_role("link", name="有异议").click()
    alice.get_by_role("button", name="提交异议").click()
    expect(alice.get_by_role("alert")).to_contain_text("请写明哪里不对")
    usable(alice, 390)
    alice.get_by_label("哪里不对，为什么").fill("漏了外包人员")
    alice.get_by_label("应该是（不清楚可不填）").fill("44")
    alice.get_by_role("button", name="提交异议").click()
    expect(alice.get_by_text("等待园区答复")).to_be_visible()

    dan.goto(f"{live_server.url}{DESK}disputes/")
    dan.get_by_label("答复与理由（企业可见）").fill("社保名册已核")
    dan.get_by_role("button", name="更正").click()
    expect(dan.get_by_role("status")).to_contain_text("已更正")

    alice.reload()
    expect(alice.get_by_text("异议成立，已更正。")).to_be_visible()
    expect(alice.locator(".fact", has_text="从业人员").locator(".value")).to_contain_text("44人")


def test_a_member_answers_once_and_for_all(live_server: LiveServer, new_page: NewPage, firm: Party) -> None:
    page = new_page()
    sign_in(page, live_server, member("alice", firm))
    page.goto(f"{live_server.url}/firms/small-f1/")
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="提交").click()

    expect(page.locator(".answers-given")).to_contain_text("已记为本企业填报，不会再问")
    page.reload()
    expect(page.locator(".answers-given")).to_contain_text("高新技术企业：是")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".finding.unknown", has_text="高企奖励")).to_be_visible()
