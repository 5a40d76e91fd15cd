"""Every difference between cases, ledger, bank files and receipts is named with its reference."""

import pytest
from django.db import connection

from tests.cases.desk import Desk
from tests.payments.desk import WAN, Counter
from wotu.payments.models import Batch, Debt, Instalment, Order, Receipt
from wotu.payments.reconciling import reconcile


@pytest.fixture
def paid(counter: Counter, desk: Desk) -> Order:
    """Return the order of an award that was paid; another waits."""
    counter.budget("small.staff")
    counter.budget("small.monthly")
    desk.approved()
    batch = counter.paid()
    desk.approved("small.monthly")
    assert reconcile("small").adds_up
    return batch.orders.get()


def _said() -> list[tuple[str, str, int | None]]:
    return [(one.reference, one.what.en, one.apart) for one in reconcile("small").differences]


def test_the_sums_explain_each_other(paid: Order) -> None:
    books = reconcile("small")

    assert (books.awarded, books.paid, books.to_pay) == (11 * WAN, 10 * WAN, 1 * WAN)
    assert books.awarded == books.elsewhere + books.to_pay + books.with_bank + books.paid + books.set_off
    assert (books.held, books.posted) == (1 * WAN, 10 * WAN)


def test_an_instalment_that_was_altered_is_named(paid: Order) -> None:
    one = Instalment.objects.filter(state="due").get()
    Instalment.objects.filter(pk=one.pk).update(amount=one.amount + 1)

    number = one.case.number
    assert _said() == [
        (number, "Award and sum of instalments", -1), (number, "To be paid, and held", 1),
    ]  # fmt: skip


def test_a_payment_marked_by_hand_is_named(paid: Order) -> None:
    Order.objects.filter(pk=paid.pk).update(state="ordered")

    assert (paid.reference, "“Being paid” is not what receipts say", None) in _said()


def test_a_receipt_of_another_amount_is_named(paid: Order) -> None:
    Receipt.objects.update(amount=paid.amount - 1)

    assert _said() == [(paid.reference, "Order and receipt", 1)]


def test_an_order_that_is_not_what_the_bank_file_says_is_named(paid: Order) -> None:
    Order.objects.filter(pk=paid.pk).update(amount=paid.amount + 100)

    assert (paid.reference, "Order and bank file", 100) in _said()


def test_another_bank_file_is_named(paid: Order) -> None:
    Batch.objects.update(file=b"x")

    assert _said() == [(paid.batch.number, "The bank file is not the one that was checked", None)]


def test_a_balance_written_past_the_ledger_is_named(paid: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_account SET posted = posted + 1 WHERE family = 'small.staff'")

    assert [what for _, what, _ in _said()] == ["The account is not the sum of its entries"]


def test_a_debt_that_is_not_its_entries_is_named(paid: Order, counter: Counter) -> None:
    debt = Debt.objects.create(
        zone="small", debtor=counter.desk.firm, case=paid.instalment.case, kind="clawback", state="proposed",
        amount=10, settled=4, reason_zh="理由", reason_en="A reason", made_at=counter.now, made_by="tests",
    )  # fmt: skip

    assert _said() == [(debt.number, "Settled and its entries", 4)]
