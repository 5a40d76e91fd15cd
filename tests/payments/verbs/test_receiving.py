"""Receipts of the bank are booked once, whole, and to the fen."""

import datetime as dt

import pytest

from tests.cases.desk import NOW, Desk
from tests.payments.desk import WAN, Counter, parts, sheet
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import state_payee
from wotu.inbox.models import Message
from wotu.ledger.reads import not_adding_up
from wotu.parties.memberships import add_member
from wotu.payments.bank_file import yuan
from wotu.payments.models import Debt, Instalment, Order, Receipt, ReceiptFile
from wotu.payments.receipt_file import NotReceipts
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.asking import ask_case
from wotu.payments.verbs.receiving import pay_again, preview_receipts
from wotu.payments.verbs.reclaiming import repay
from wotu.refusal import CannotDo


@pytest.fixture
def order(counter: Counter, desk: Desk) -> Order:
    """Return an order of 100,000 yuan that is with the bank since the day before."""
    counter.budget("small.staff")
    desk.approved()
    batch = counter.ordered()
    counter.later()
    return batch.orders.get()


def _row(order: Order, counter: Counter, **other: object) -> tuple[object, ...]:
    said: dict[str, object] = {
        "reference": order.reference, "result": "已支付", "amount": yuan(order.amount), "on": counter.today,
        "serial": "S1", "reason": "", **other,
    }  # fmt: skip
    return tuple(said.values())


def test_a_grant_goes_from_approval_to_the_account(counter: Counter, desk: Desk) -> None:
    account = counter.budget("small.staff")
    case = desk.approved()
    assert parts(case) == [("whole", 10 * WAN, "due")]

    batch = counter.paid()

    case.refresh_from_db()
    account.refresh_from_db()
    assert parts(case) == [("whole", 10 * WAN, "paid")]
    assert (case.state, batch.state) == ("delivered", "settled")
    assert (account.held, account.posted) == (0, 10 * WAN)
    assert not not_adding_up()
    assert reconcile("small").adds_up


def test_the_same_file_twice_pays_nothing_twice(counter: Counter, order: Order) -> None:
    content = counter.receipts(order.batch)
    first = counter.take_in(content)
    again = counter.take_in(content, name="another name.csv")

    assert (first.is_new, again.is_new) == (True, False)
    assert (len(again.reading.fresh), len(again.reading.known)) == (0, 1)
    assert Receipt.objects.count() == ReceiptFile.objects.count() == 1
    assert reconcile("small").adds_up


def test_an_overlapping_file_books_only_what_is_new(counter: Counter, desk: Desk, order: Order) -> None:
    counter.take_in(sheet([_row(order, counter)]))
    counter.budget("small.staged")
    desk.approved("small.staged")
    other = counter.ordered().orders.get()
    counter.later()

    done = counter.take_in(sheet([_row(order, counter), _row(other, counter, serial="S2")]))

    assert (len(done.reading.fresh), len(done.reading.known)) == (1, 1)
    assert reconcile("small").paid == order.amount + other.amount


@pytest.mark.parametrize(
    ("other", "field", "problem"),
    [
        ({"amount": "99999.99"}, "金额（元）", "付款是100000.00元"),
        ({"amount": "many"}, "金额（元）", "最多两位小数"),
        ({"amount": "100000.001"}, "金额（元）", "最多两位小数"),
        ({"reference": "FK99999999-1"}, "付款编号", "没有这个付款编号"),
        ({"reference": ""}, "付款编号", "请填写"),
        ({"result": "也许"}, "结果", "写“已支付”或“退票”"),
        ({"on": "2031-01-01"}, "日期", "不在复核日"),
        ({"on": "2025-09-01"}, "日期", "不在复核日"),
        ({"on": "soon"}, "日期", "2026-03-02"),
        ({"serial": ""}, "银行流水号", "请填写银行流水号"),
        ({"result": "退票"}, "原因", "退票要写明原因"),
    ],
)
def test_a_row_that_cannot_be_right_is_set_aside_by_field(
    counter: Counter, order: Order, other: dict[str, object], field: str, problem: str
) -> None:
    done = counter.take_in(sheet([_row(order, counter, **other)]))

    wrong = done.reading.wrong[0]
    assert (wrong.row, wrong.field.zh) == (2, field)
    assert problem in wrong.problem.zh
    assert done.file.set_aside[0]["row"] == 2
    assert not Receipt.objects.exists()
    assert Instalment.objects.get().state == "batched"


def test_what_stands_twice_in_a_file_is_set_aside_both_times(counter: Counter, order: Order) -> None:
    twice = sheet([_row(order, counter), _row(order, counter, serial="S2")])
    assert [one.row for one in counter.take_in(twice).reading.wrong] == [2, 3]

    same_serial = sheet([_row(order, counter), _row(order, counter, reference="FK1-1")])
    assert [one.row for one in counter.take_in(same_serial).reading.wrong] == [2, 3]
    assert not Receipt.objects.exists()


def test_a_second_serial_for_what_is_paid_is_set_aside(counter: Counter, order: Order) -> None:
    counter.take_in(sheet([_row(order, counter)]))

    done = counter.take_in(sheet([_row(order, counter, serial="S2")]))

    assert "另一流水号" in done.reading.wrong[0].problem.zh
    assert Receipt.objects.count() == 1


def test_the_serial_of_another_receipt_is_set_aside(counter: Counter, order: Order) -> None:
    counter.take_in(sheet([_row(order, counter)]))

    done = counter.take_in(sheet([_row(order, counter, result="退票", reason="户名不符")]))

    assert "已用于另一笔回单" in done.reading.wrong[0].problem.zh


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        ("付款编号,结果\n".encode(), "缺少列"),
        (b"\xff\xfe\x00", "不是文本"),
        (b"x" * (5 * 2**20 + 1), "超过5MB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(
    counter: Counter, order: Order, content: bytes, said: str
) -> None:
    with pytest.raises(NotReceipts) as refused:
        counter.take_in(content)

    assert said in refused.value.text.zh


def test_a_file_in_the_banks_own_encoding_is_read(counter: Counter, order: Order) -> None:
    content = sheet([_row(order, counter)]).decode("utf-8-sig").encode("gb18030")

    assert len(counter.take_in(content).reading.fresh) == 1


def test_a_preview_writes_nothing(counter: Counter, order: Order) -> None:
    read = preview_receipts(zone="small", content=sheet([_row(order, counter)]), today=counter.today)

    assert read.paid == order.amount
    assert not ReceiptFile.objects.exists()


def test_a_returned_payment_waits_for_the_mended_account_and_is_ordered_anew(
    counter: Counter, desk: Desk, order: Order
) -> None:
    case = order.instalment.case
    add_member(
        user=desk.alice,
        party=desk.firm,
        role="owner",
        since=counter.today - dt.timedelta(days=9),
        by="tests",
        now=NOW,
    )
    counter.take_in(counter.receipts(order.batch, returned="户名不符"))

    assert parts(case) == [("whole", 10 * WAN, "returned")]
    message = Message.objects.get(user=desk.alice, key=f"returned:{order.reference}")
    assert "更正收款账户" in message.title_zh
    assert "户名不符" in message.lines[0]["zh"]
    ask_case(case=case, now=counter.now, today=counter.today)
    assert parts(case) == [("whole", 10 * WAN, "returned")]
    assert reconcile("small").adds_up

    payee = state_payee(
        party=desk.firm,
        name="演示·晨光软件",
        bank="演示银行",
        number="6222000099998888",
        by="alice",
        now=counter.now,
    )
    ask_case(case=case, now=counter.now, today=counter.today)
    batch = counter.paid()

    second = batch.orders.get()
    assert (second.reference, second.payee, second.payee_is_new) == (order.reference[:-1] + "2", payee, True)
    case.refresh_from_db()
    assert case.state == "delivered"
    assert reconcile("small").adds_up


def test_a_payment_that_bounces_after_it_was_paid_is_held_again(counter: Counter, order: Order) -> None:
    account = order.instalment.case
    counter.take_in(sheet([_row(order, counter)]))
    account.refresh_from_db()
    assert account.state == "delivered"

    counter.later()
    counter.take_in(sheet([_row(order, counter, result="退票", serial="S2", reason="账户已销户")]))

    account.refresh_from_db()
    assert (account.state, account.closed_at) == ("approved", None)
    assert account.steps.get(does="pay").done_at is None
    books = reconcile("small")
    assert (books.held, books.posted, books.paid) == (10 * WAN, 0, 0)
    assert books.adds_up


def test_paid_and_returned_in_one_file_come_in_their_order(counter: Counter, order: Order) -> None:
    rows = [_row(order, counter, result="退票", serial="S2", reason="账户已销户"), _row(order, counter)]

    counter.take_in(sheet(rows))

    order.refresh_from_db()
    assert order.state == "returned"
    assert reconcile("small").adds_up


def test_a_returned_payment_may_be_ordered_again_unchanged_with_a_reason(
    counter: Counter, desk: Desk, order: Order
) -> None:
    counter.take_in(counter.receipts(order.batch, returned="银行系统故障"))
    again = order.instalment
    with pytest.raises(CannotDo, match="请写明"):
        pay_again(instalment=again, why=" ", user=counter.finn, now=counter.now, today=counter.today)

    pay_again(
        instalment=again, why="银行确认账户无误", user=counter.finn, now=counter.now, today=counter.today
    )
    counter.paid()

    assert reconcile("small").paid == 10 * WAN


def _revoked_after_paying(counter: Counter, order: Order) -> Debt:
    counter.take_in(sheet([_row(order, counter)]))
    case = order.instalment.case
    revoke_case(case=case, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)
    return Debt.objects.get()


def test_what_comes_back_after_the_award_was_revoked_is_neither_held_nor_owed(
    counter: Counter, order: Order
) -> None:
    _revoked_after_paying(counter, order)

    counter.take_in(sheet([_row(order, counter, result="退票", serial="S2", reason="账号不符")]))

    case = order.instalment.case
    assert parts(case) == [("whole", 10 * WAN, "cancelled")]
    assert [(debt.state, debt.settled) for debt in Debt.objects.all()] == [("dropped", 0)]
    books = reconcile("small")
    assert books.adds_up, books.differences
    assert (books.held, books.posted) == (0, 0)


def test_what_comes_back_of_a_revoked_award_lowers_what_is_owed_by_as_much(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.monthly")
    case = desk.approved("small.monthly")
    first = counter.paid().orders.get()
    counter.later(40)
    ask_case(case=case, now=counter.now, today=counter.today)
    counter.paid()
    revoke_case(case=case, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)

    counter.take_in(sheet([_row(first, counter, result="退票", serial="R1", reason="账号不符")]))

    debt = Debt.objects.get()
    assert (debt.state, debt.rest) == ("claimed", 333_333)
    assert reconcile("small").adds_up


def test_what_comes_back_though_the_firm_paid_it_back_is_set_aside(counter: Counter, order: Order) -> None:
    debt = _revoked_after_paying(counter, order)
    repay(debt=debt, amount=10 * WAN, document="TK1", user=counter.finn, now=counter.now)

    done = counter.take_in(sheet([_row(order, counter, result="退票", serial="S2", reason="账号不符")]))

    assert ["已由企业退还" in one.problem.zh for one in done.reading.wrong] == [True]
    assert reconcile("small").adds_up
