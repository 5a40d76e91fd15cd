"""The whole story in a real browser: from a sheet with three bad rows to a disputed fact on the desk."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.facts.imports.sheets import GOOD, NEW, as_xlsx
from tests.findings.zone import empty_queue
from tests.pages.conftest import NewPage
from wotu.measures.zones import Zone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "青禾-correct-horse-7"  # noqa: S105
FIRM = "青禾精密有限公司"
WORKED_OUT = 60_000
"""How long a whole zone may take on a busy machine, in milliseconds."""

SignIn = Callable[..., Page]


@pytest.fixture(autouse=True)
def _served(
    live_server: LiveServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Serve with an empty queue, into which no clock puts anything, and folders of the test's own."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    settings.MEDIA_ROOT, settings.WOTU_EDITIONS = tmp_path / "media", tmp_path / "editions"
    empty_queue()
    yield
    empty_queue()


@pytest.fixture
def sign_in(live_server: LiveServer, new_page: NewPage, cast: Cast, small_zone: Zone) -> SignIn:
    """Open the browser of one of the cast and sign in on the page, as they do."""

    def enter(who: str, width: int = 1280) -> Page:
        cast[who].set_password(PASSWORD)
        cast[who].save()
        page = new_page(width=width)
        page.goto(live_server.url)
        page.get_by_role("link", name="登录").click()
        page.get_by_label("邮箱").fill(f"{who}@example.org")
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("button", name="退出")).to_be_visible()
        return page

    return enter


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Write the statistics return of the zone: one row is good, three are not."""
    year = timezone.localdate().year - 1
    headings = ("企业名称", "统一社会信用代码", f"{year}年营业收入（万元）", f"{year}年从业人员", "严重失信")
    rows = [
        (FIRM, "", 12000, 8, "否"),
        ("演示·远山商贸有限公司", GOOD, "一百", 8, "否"),
        ("没登记的公司", NEW, 1, 1, "否"),
        ("代码错的公司", GOOD[:-1] + "C", 1, 1, "否"),
    ]
    path = tmp_path / "统计报表.xlsx"
    path.write_bytes(as_xlsx(rows, headings))
    return path


def test_from_a_sheet_with_three_bad_rows_to_a_disputed_fact(
    live_server: LiveServer, new_page: NewPage, sign_in: SignIn, sheet: Path
) -> None:
    cleo = sign_in("cleo")
    imports_the_sheet(cleo, sheet)
    work()
    publishes_a_measure(sign_in)
    work()

    alice = sign_in("alice", width=390)
    reads_the_message(alice)
    answers_two_questions_and_is_entitled(alice)
    work()
    alice.get_by_role("link", name="可享政策").click()
    expect(alice.locator(".standing-one", has_text="出口奖励")).to_contain_text("20万元")

    joins_by_the_link(new_page(), invites_a_colleague(alice))
    disputes_a_fact(alice)

    cleo.goto(live_server.url)
    sees_the_dispute_waiting(cleo)


def work() -> None:
    """Run a worker until the queue is empty, in a thread: the browser keeps an event loop in this one."""

    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)

    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(run).result()


def imports_the_sheet(cleo: Page, sheet: Path) -> None:
    """The clerk: a sheet, its columns, every row checked; the good one goes in, the bad ones come back."""
    cleo.get_by_role("link", name="工作台").click()
    cleo.get_by_role("navigation", name="工作台").get_by_role("link", name="事实").click()
    cleo.get_by_role("link", name="导入一份表").click()
    cleo.get_by_label("Excel 或 CSV 文件").set_input_files(sheet)
    cleo.get_by_label("来源类别").select_option("statistics")
    cleo.get_by_role("button", name="上传").click()
    cleo.get_by_role("button", name="检查每一行").click()

    for words in ("第18位校验码不对", "本园区没有登记这家企业", "“一百”不是以元计的数"):
        expect(cleo.get_by_role("cell", name=words)).to_be_visible()
    with cleo.expect_download() as download:
        cleo.get_by_role("link", name="下载问题清单（Excel）").click()
    assert download.value.suggested_filename.endswith("problems.xlsx")
    cleo.get_by_role("button", name="导入这1行").click()
    expect(cleo.get_by_role("status")).to_contain_text("1行登记了3项事实")


def publishes_a_measure(sign_in: SignIn) -> None:
    """The editor drafts, the legal reviewer answers, the approver publishes; each finds it on Today."""
    mei = sign_in("mei")
    mei.get_by_role("link", name="工作台").click()
    mei.get_by_role("navigation", name="工作台").get_by_role("link", name="措施").click()
    mei.get_by_role("link", name="用工补贴").click()
    mei.get_by_label("用一句话写明要改什么").fill("五人以上的企业也给用工补贴")
    mei.get_by_role("button", name="开始修改").click()
    box = mei.get_by_label("规则（YAML）")
    text = box.input_value()
    with mei.expect_response(lambda answer: "/check/" in answer.url):
        box.fill(text.replace("从业人员不少于10人", "从业人员不少于5人").replace("staff >= 10", "staff >= 5"))
    expect(mei.get_by_text("读懂了，没有错误")).to_be_visible()
    mei.get_by_role("button", name="保存草稿").click()
    expect(mei.get_by_text("已保存草稿。")).to_be_visible()
    mei.get_by_role("link", name="回到这一稿").click()
    expect(mei.locator("#reach img")).to_be_visible(timeout=WORKED_OUT)
    mei.get_by_role("button", name="提交合法性审核").click()
    expect(mei.get_by_text("已提交合法性审核。")).to_be_visible()

    leo = sign_in("leo")
    leo.get_by_role("link", name="工作台").click()
    leo.get_by_role("link", name="等待合法性审核的措施修改稿").click()
    while leo.locator(".remark.open").count():
        first = leo.locator(".remark.open").first
        first.get_by_label("可以接受").check()
        first.get_by_label("理由").fill("门槛合理，无歧视")
        first.get_by_role("button", name="保存答复").click()
        expect(leo.get_by_text("答复已保存。")).to_be_visible()

    anna = sign_in("anna")
    anna.get_by_role("link", name="工作台").click()
    anna.get_by_role("link", name="审核后待批准的措施修改稿").click()
    anna.get_by_role("button", name="批准").click()
    expect(anna.get_by_text("已批准，可以发布。")).to_be_visible()
    anna.get_by_role("button", name="发布", exact=True).click()
    expect(anna.get_by_text("已发布，自")).to_be_visible()


def reads_the_message(alice: Page) -> None:
    """The owner: the latest message says what the measure now gives, and leads to the reason."""
    alice.get_by_role("link", name="消息").click()
    latest = alice.locator(".inbox-message").first
    expect(latest).to_contain_text("一项新政策适用于贵公司")
    expect(latest).to_contain_text("用工补贴")
    latest.get_by_role("link", name="用工补贴").click()
    expect(alice.get_by_role("heading", level=1)).to_have_text("用工补贴")
    expect(alice.get_by_text("从业人员不少于5人").first).to_be_visible()
    expect(alice.locator("main")).to_contain_text("8万元")


def answers_two_questions_and_is_entitled(alice: Page) -> None:
    """The owner: on the check-up, what an award still needs to know is answered at its conditions."""
    alice.get_by_role("link", name="回到体检").click()
    expect(alice.get_by_role("heading", level=1)).to_have_text(FIRM)
    award = alice.locator(".finding", has_text="出口奖励")
    expect(award).to_have_class("finding unknown")
    award.locator("summary").click()
    award.locator("li", has_text="出口额").get_by_role("link", name="现在回答").click()
    alice.get_by_role("textbox", name="上年度出口额是多少？").fill("200")
    alice.get_by_role("button", name="提交").click()
    expect(alice.locator(".answers-given")).to_contain_text("出口额：200万元")

    award.locator("summary").click()
    award.locator("li", has_text="入驻日期").get_by_role("link", name="现在回答").click()
    alice.get_by_role("textbox", name="哪一天入驻？").fill("2020-01-01")
    alice.get_by_role("button", name="提交").click()
    expect(alice.locator(".finding.entitled", has_text="出口奖励")).to_contain_text("20万元")


def invites_a_colleague(alice: Page) -> str:
    """The owner: a link is made; return it."""
    alice.get_by_role("navigation", name="本企业的页面").get_by_role("link", name="成员").click()
    alice.get_by_role("radio", name="查看人").check()
    alice.get_by_role("button", name="生成邀请链接").click()
    return alice.get_by_label("只显示这一次").input_value()


def joins_by_the_link(colleague: Page, link: str) -> None:
    """The colleague: makes an account, joins, and finds the firm's pages; members are the owner's matter."""
    colleague.goto(link)
    expect(colleague.get_by_role("heading", level=1)).to_have_text(f"{FIRM}邀请您加入")
    colleague.get_by_label("姓名").fill("新人")
    colleague.get_by_label("邮箱").fill("fresh@example.org")
    colleague.get_by_label("密码").fill(PASSWORD)
    colleague.get_by_role("button", name="建立账号并接受邀请").click()
    expect(colleague.get_by_text(f"您已加入{FIRM}")).to_be_visible()
    colleague.get_by_role("link", name=FIRM).first.click()
    pages = colleague.get_by_role("navigation", name="本企业的页面")
    expect(pages.get_by_role("link", name="我的事实")).to_be_visible()
    expect(pages.get_by_role("link", name="成员")).to_have_count(0)


def disputes_a_fact(alice: Page) -> None:
    """The owner: eight people on record are ten."""
    alice.reload()
    expect(alice.get_by_text("fresh@example.org")).to_be_visible()
    alice.get_by_role("link", name="我的事实").click()
    alice.locator(".fact", has_text="从业人员").get_by_role("link", name="有异议").click()
    alice.get_by_label("哪里不对，为什么").fill("漏了外包人员")
    alice.get_by_label("应该是（不清楚可不填）").fill("10")
    alice.get_by_role("button", name="提交异议").click()
    expect(alice.get_by_text("等待园区答复")).to_be_visible()


def sees_the_dispute_waiting(cleo: Page) -> None:
    """The clerk: Today names the dispute and leads to it."""
    cleo.get_by_role("link", name="工作台").click()
    cleo.get_by_role("link", name="企业对事实的异议，等待答复").click()
    waiting = cleo.get_by_role("region", name=FIRM)
    expect(waiting).to_contain_text("从业人员")
    expect(waiting).to_contain_text("漏了外包人员")
