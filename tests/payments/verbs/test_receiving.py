"""Receipts of the bank are booked once, whole, and to the fen."""


from tests.cases.desk import Desk
from tests.payments.desk import WAN, Counter, parts
from wotu.ledger.reads import not_adding_up


def test_a_grant_goes_from_approval_to_the_account(counter: Counter, desk: Desk) -> None:
    account = counter.budget("small.staff")
    case = desk.approved()

    assert parts(case) == [("whole", 10 * WAN, "due")]
    batch = counter.ordered()
    counter.later()
    counter.take_in(counter.receipts(batch))

    case.refresh_from_db()
    account.refresh_from_db()
    batch.refresh_from_db()
    assert parts(case) == [("whole", 10 * WAN, "paid")]
    assert case.state == "delivered"
    assert (account.held, account.posted) == (0, 10 * WAN)
    assert batch.state == "settled"
    assert not not_adding_up()
