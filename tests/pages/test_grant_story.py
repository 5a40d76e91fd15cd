"""The grant from entitlement to award in one browser story: filed, corrected, decided, noticed, verified."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cases.hall import Hall
from tests.pages.cases_world import open_hall, sign_in, write_noticed_zone
from tests.pages.conftest import NewPage
from tests.payments.desk import sheet
from wotu.cases.models import Case, Notice
from wotu.cases.sweeping import sweep
from wotu.payments.bank_file import yuan
from wotu.payments.models import Instalment, Order
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import import_receipts, keep_receipts

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PDF = {"name": "员工名册.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 roster"}


def test_a_grant_goes_from_the_check_up_to_a_verified_letter(  # noqa: PLR0915 - it is one story
    live_server: LiveServer,
    new_page: NewPage,
    transactional_db: None,
    tmp_path: Path,
    settings: Settings,
) -> None:
    cache.clear()
    write_noticed_zone(tmp_path)
    settings.WOTU_PACKS = tmp_path
    hall = open_hall()
    firm, window, reviewer, approver, admin = (
        sign_in(new_page(), hall, name, live_server) for name in ("alice", "cleo", "dan", "anna", "zoe")
    )
    public = new_page(width=390)

    # the firm sees what it is entitled to, and files: account, file, consent, on one page
    firm.goto(f"{live_server.url}/firms/small-f1/")
    firm.locator(".finding-row").filter(has_text="稳岗奖励").get_by_role("link", name="申报").click()
    expect(firm.get_by_text("需要的事实都已登记")).to_be_visible()
    firm.get_by_label("户名").fill("演示·晨光软件有限公司")
    firm.get_by_label("开户行").fill("演示银行云溪支行")
    firm.get_by_role("textbox", name="账号").fill("6222 0000 1111 2222")
    firm.get_by_label("以上事实属实").check()
    firm.get_by_role("button", name="提交申报").click()
    expect(firm.get_by_text("已提交，办件编号")).to_be_visible()
    case = Case.objects.get()

    # the window asks for everything it lacks, once
    window.goto(f"{live_server.url}/desk/small/cases/")
    window.get_by_role("link", name="稳岗奖励").click()
    window.get_by_text("要求补正（只能一次）").click()
    window.get_by_label("第1条").fill("缺员工名册")
    window.get_by_label("第2条").fill("请写明社保编号")
    window.get_by_role("button", name="发出补正要求").click()
    expect(window.get_by_text("正在等企业补正")).to_be_visible()

    # the firm answers; the clock had stood still
    firm.reload()
    expect(firm.get_by_text("请写明社保编号").first).to_be_visible()
    firm.get_by_label("补正说明").fill("名册附上，社保编号0571-001")
    firm.get_by_label("补正的文件").set_input_files([PDF])  # type: ignore[arg-type]
    firm.get_by_role("button", name="提交补正").click()
    expect(firm.get_by_text("补正已提交")).to_be_visible()

    # accepted, reviewed, decided: by three people
    window.reload()
    window.get_by_role("button", name="受理", exact=True).click()
    expect(window.get_by_text("已受理，开始计时")).to_be_visible()
    reviewer.goto(f"{live_server.url}/desk/small/cases/{case.pk}/")
    reviewer.get_by_label("同意", exact=True).check()
    reviewer.get_by_role("button", name="提交意见").click()
    approver.goto(f"{live_server.url}/desk/small/cases/{case.pk}/")
    approver.get_by_label("批准", exact=True).check()
    approver.get_by_role("button", name="作出决定").click()
    expect(approver.get_by_text("已批准，决定书已生成")).to_be_visible()

    # anybody objects while the award is on public notice, and somebody else answers
    public.goto(f"{live_server.url}/notices/")
    public.get_by_role("link", name="晨光软件").click()
    public.get_by_role("textbox", name="理由").fill("听说人数是外包的")
    public.get_by_label("姓名或单位").fill("李四")
    public.get_by_label("电话或邮箱").fill("13800000000")
    public.get_by_role("button", name="提交异议").click()
    expect(public.get_by_text("异议已收到，谢谢")).to_be_visible()
    admin.goto(f"{live_server.url}/desk/small/cases/{case.pk}/")
    admin.get_by_label("异议不成立，继续兑现").check()
    admin.get_by_label("给异议人的答复，企业看不到").fill("已核对社保名单，均为正式员工")
    admin.get_by_role("button", name="答复异议").click()
    expect(admin.get_by_text("异议已答复")).to_be_visible()

    # the notice ends by itself, and the payment is next
    later = Notice.objects.get().until + dt.timedelta(days=1)
    then = timezone.make_aware(dt.datetime.combine(later, dt.time(10)))
    sweep(now=then, today=later)
    firm.goto(f"{live_server.url}/firms/small-f1/cases/{case.pk}/")
    expect(firm.locator(".stage.open")).to_contain_text("资金兑付")
    expect(firm.get_by_text("李四")).to_have_count(0)

    # finance makes the batch, another checks it, the bank's receipt closes the case
    _pay(hall, then, later)
    firm.reload()
    expect(firm.get_by_text("已兑现，办件完结。")).to_be_visible()

    # the letter is genuine, as anybody can see
    code = case.decisions.get().code
    letter = firm.request.get(f"{live_server.url}/firms/small-f1/cases/{case.pk}/letters/{code}.pdf")
    assert letter.body().startswith(b"%PDF-")
    public.goto(f"{live_server.url}/verify/")
    public.get_by_role("textbox", name="核验码").fill(code.lower().replace("-", ""))
    public.get_by_role("button", name="核验").click()
    expect(public.get_by_role("heading", name="这份文书是园区发出的")).to_be_visible()
    expect(public.get_by_text("20万元")).to_be_visible()


def _pay(hall: Hall, now: dt.datetime, today: dt.date) -> None:
    """Pay whatever is due: made by finn, checked by anna, and said to be paid by the bank."""
    due = list(Instalment.objects.filter(state="due").values_list("pk", flat=True))
    made = make_batch(zone="small", instalments=due, user=hall["finn"], now=now, today=today)
    assert due
    assert not made.left_out
    check_batch(batch=made.batch, user=hall["anna"], now=now, today=today)
    orders = Order.objects.filter(batch=made.batch)
    rows: list[tuple[object, ...]] = [
        (one.reference, "已支付", yuan(one.amount), today, f"S{one.pk}", "") for one in orders
    ]
    file = keep_receipts(zone="small", name="huidan.csv", content=sheet(rows), user=hall["finn"], now=now)
    said = import_receipts(file=file, user=hall["finn"], now=now, today=today)
    assert not said.reading.wrong, said.reading.wrong
