"""Payments in a real browser: for everyone, on a phone and a desk, by day and by night; and the whole way."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.pages.conftest import NewPage
from tests.pages.test_people import READERS, enter
from tests.pages.usable import usable
from tests.payments.desk import sheet
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import file_case, state_payee
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone
from wotu.payments.bank_file import yuan
from wotu.payments.models import Batch, Instalment, Order, ReceiptFile
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import import_receipts, keep_receipts

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAYMENTS = "/desk/small/payments/"


def _approved(cast: Cast, zone: Zone, measure: str) -> Case:
    now, today = timezone.now(), timezone.localdate()
    at: dict[str, Any] = {"now": now, "today": today}
    case = file_case(
        zone=zone, enterprise=cast.firm, subject=cast.firm, measure=measure, user=cast["alice"], **at
    )  # fmt: skip
    accept_case(case=case, step="accept", user=cast["cleo"], **at)
    give_opinion(case=case, step="review", opinion="agreed", text="", user=cast["dan"], **at)
    return decide_case(
        case=case, step="decide", outcome="approved", amount=None, text="", user=cast["anna"], **at
    )  # fmt: skip


def _batch(cast: Cast, case: Case) -> Batch:
    keys = list(Instalment.objects.filter(case=case, state="due").values_list("pk", flat=True))
    now, today = timezone.now(), timezone.localdate()
    return make_batch(zone="small", instalments=keys, user=cast["finn"], now=now, today=today).batch


def _bank(cast: Cast, batch: Batch, *, returned: str = "") -> ReceiptFile:
    now, today = timezone.now(), timezone.localdate()
    check_batch(batch=batch, user=cast["anna"], now=now, today=today)
    rows: list[tuple[object, ...]] = [
        (one.reference, "退票" if returned else "已支付", yuan(one.amount), today, f"S{one.pk}", returned)
        for one in Order.objects.filter(batch=batch)
    ]
    rows.append(("FK00000000-9", "已支付", "12.345", "明天", "", ""))
    file = keep_receipts(zone="small", name="回单.csv", content=sheet(rows), user=cast["finn"], now=now)
    import_receipts(file=file, user=cast["finn"], now=now, today=today)
    return file


@pytest.fixture
def story(live_server: LiveServer, cast: Cast, small_zone: Zone) -> Cast:
    """Have one award paid and revoked, one returned, one with the bank, one in a batch, one due."""
    now, today = timezone.now(), timezone.localdate()
    year = str(today.year - 1)
    facts = [
        NewFact(cast.firm, fact, value, "tests", period=period)
        for fact, value, period in (
            ("staff", "30", year), ("revenue", "1亿元", year), ("rd", "800万元", year),
            ("hightech", "true", ""), ("founded_on", "1985-05-01", ""), ("dishonest", "false", ""),
        )
    ]  # fmt: skip
    record_facts(facts=facts, vocabulary=small_zone.packs.vocabulary, about="tests", by="tests", now=now)
    state_payee(
        party=cast.firm, name="青禾精密有限公司", bank="演示银行高新支行", number="6222000011112222",
        by="alice", now=now,
    )  # fmt: skip
    measures = small_zone.packs.measures
    for measure in ("small.second", "small.oldest", "small.staff", "small.intensity", "small.hightech"):
        new = budget_of(zone="small", measure=measures[measure], year=today.year, document="演示")
        open_account(account=new, limit=10**10, by="tests", now=now)
    paid, returned, sent, waiting, _due = (
        _approved(cast, small_zone, measure)
        for measure in ("small.second", "small.oldest", "small.staff", "small.intensity", "small.hightech")
    )
    _bank(cast, _batch(cast, paid))
    _bank(cast, _batch(cast, returned), returned="户名不符")
    check_batch(batch=_batch(cast, sent), user=cast["anna"], now=now, today=today)
    revoke_case(case=paid, why="材料不实", by="anna@example.org", now=now, today=today)
    _batch(cast, waiting)
    Instalment.objects.filter(state="due").update(due_since=today - dt.timedelta(days=12))
    return cast


def _pages() -> list[tuple[str, str]]:
    return [
        ("finn", PAYMENTS), ("finn", "batch"), ("anna", "batch"), ("anna", "made"),
        ("finn", f"{PAYMENTS}receipts/"), ("finn", "file"), ("finn", f"{PAYMENTS}debts/"),
        ("audrey", f"{PAYMENTS}reconcile/"), ("alice", "/firms/qinghe/payments/"),
    ]  # fmt: skip


def _address(page: str) -> str:
    match page:
        case "batch":
            return f"{PAYMENTS}batches/{Batch.objects.get(state='checked').pk}/"
        case "made":
            return f"{PAYMENTS}batches/{Batch.objects.get(state='made').pk}/"
        case "file":
            return f"{PAYMENTS}receipts/{ReceiptFile.objects.earliest('id').pk}/"
        case address:
            return address


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_everyone_can_use_the_payments(
    live_server: LiveServer, story: Cast, new_page: NewPage, reader: dict[str, Any]
) -> None:
    for name, where in _pages():
        page = new_page(**reader)
        enter(page, story, name, live_server.url)
        page.goto(f"{live_server.url}{_address(where)}")

        usable(page, reader["width"])


def test_a_clerk_and_a_checker_pay_what_is_due_and_the_firm_sees_it(
    live_server: LiveServer, story: Cast, new_page: NewPage
) -> None:
    clerk, checker, firm = (_as(new_page(), story, live_server, name) for name in ("finn", "anna", "alice"))

    clerk.goto(f"{live_server.url}{PAYMENTS}")
    expect(clerk.get_by_text("最久的已等12天")).to_be_visible()
    clerk.get_by_role("checkbox", name=re.compile("^选择")).first.check()
    clerk.get_by_role("button", name="把选中的制成批次").click()
    expect(clerk.get_by_text("已制单，等另一位同事复核")).to_be_visible()
    expect(clerk.get_by_role("button", name="复核通过")).to_have_count(0)
    address = clerk.url

    checker.goto(address)
    checker.get_by_role("button", name="复核通过，生成银行文件").click()
    expect(checker.get_by_text("已复核，银行文件可以下载")).to_be_visible()

    clerk.goto(address)
    with clerk.expect_download() as bank:
        clerk.get_by_role("button", name="下载银行文件").click()
    content = bank.value.path().read_bytes()
    assert content.decode("utf-8-sig").startswith("WOTU-PAY-1,")

    order = Order.objects.filter(batch__state="checked").latest("id")
    row = (order.reference, "已支付", yuan(order.amount), timezone.localdate(), "S-last", "")
    clerk.get_by_role("link", name="导入回单").click()
    clerk.get_by_label("回单文件（CSV）").set_input_files(
        {"name": "回单.csv", "mimeType": "text/csv", "buffer": sheet([row])}
    )
    clerk.get_by_role("button", name="先看一遍").click()
    clerk.get_by_role("button", name="入账1笔").click()
    expect(clerk.get_by_text("入账1笔，已入过账0笔，搁置0行")).to_be_visible()

    firm.goto(f"{live_server.url}/firms/qinghe/payments/")
    expect(firm.get_by_role("listitem").filter(has_text="高企奖励").get_by_text("到账").last).to_be_visible()
    clerk.goto(f"{live_server.url}{PAYMENTS}reconcile/")
    expect(clerk.get_by_text("四方相符，没有差额")).to_be_visible()


def test_a_checker_recalls_a_batch_the_bank_rejected(
    live_server: LiveServer, story: Cast, new_page: NewPage
) -> None:
    address = f"{live_server.url}{_address('batch')}"
    clerk, checker = (_as(new_page(width=390), story, live_server, name) for name in ("finn", "anna"))
    clerk.goto(address)
    expect(clerk.get_by_role("heading", name="银行整批拒付")).to_have_count(0)

    checker.goto(address)
    checker.get_by_text("撤回整批").click()
    checker.get_by_label("银行拒付通知的编号和原因").fill("通知8号：文件格式不符")
    checker.get_by_role("button", name="确认撤回").click()

    expect(checker.get_by_text("已撤回，款项重新列入应付").first).to_be_visible()
    expect(checker.get_by_text("通知8号：文件格式不符").first).to_be_visible()
    clerk.goto(address)
    expect(clerk.get_by_text("原银行文件不能再使用")).to_be_visible()
    expect(clerk.get_by_role("button", name="下载银行文件")).to_have_count(0)


def test_a_file_with_mistakes_names_row_field_and_fix(
    live_server: LiveServer, story: Cast, new_page: NewPage
) -> None:
    page = _as(new_page(width=390), story, live_server, "finn")

    page.goto(f"{live_server.url}{_address('file')}")
    row = page.get_by_role("row").filter(has_text="12.345")
    expect(row).to_contain_text("3")
    expect(row).to_contain_text("金额")
    expect(row).to_contain_text("最多两位小数")

    page.goto(f"{live_server.url}{PAYMENTS}receipts/")
    page.get_by_label("回单文件（CSV）").set_input_files(
        {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b"}
    )
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("alert")).to_contain_text("缺少列：付款编号")


def test_a_firm_mends_its_account_after_a_return(
    live_server: LiveServer, story: Cast, new_page: NewPage
) -> None:
    page = _as(new_page(width=390), story, live_server, "alice")
    page.goto(f"{live_server.url}/firms/qinghe/payments/")
    expect(page.get_by_role("alert")).to_contain_text("请在下面更正收款账户")

    page.get_by_label("户名").fill("青禾精密有限公司")
    page.get_by_label("开户行").fill("演示银行")
    page.get_by_role("textbox", name="账号").fill("123")
    page.get_by_role("button", name="保存账户").click()
    expect(page.get_by_role("alert").first).to_contain_text("8至30位数字")
    page.get_by_role("textbox", name="账号").fill("6222 0000 9999 8888")
    page.get_by_role("button", name="保存账户").click()

    expect(page.get_by_text("收款账户已更新")).to_be_visible()
    expect(page.get_by_text("…8888")).to_be_visible()


def _as(page: Page, cast: Cast, server: LiveServer, name: str) -> Page:
    enter(page, cast, name, server.url)
    return page
