"""Batches: every instalment once, by two officials, less what the payee owes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.desk import FRIDAY, NOW, Desk
from tests.payments.desk import WAN, Counter, parts
from wotu.audit.models import AuditEntry
from wotu.cases.models import Case
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import state_payee
from wotu.facts.verbs import NewFact, record_facts
from wotu.payments.bank_file import digest_of, read_bank_file
from wotu.payments.models import Batch, Debt, Order
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.checking import check_batch, note_download, send_back_batch
from wotu.refusal import CannotDo


def _know(desk: Desk, fact: str, value: str) -> None:
    new = [NewFact(desk.firm, fact, value, "tests")]
    record_facts(facts=new, vocabulary=desk.zone.packs.vocabulary, about="tests", by="tests", now=NOW)


def _owing(counter: Counter, desk: Desk) -> Debt:
    """Return a debt of 200,000 yuan: an award that was paid, then revoked."""
    counter.budget("small.second")
    case = desk.approved("small.second")
    counter.paid()
    revoke_case(case=case, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)
    return Debt.objects.get(case=case)


def test_a_batch_takes_what_is_due_once(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    (due,) = counter.due()

    made = counter.batch()

    assert parts(case) == [("whole", 10 * WAN, "batched")]
    with pytest.raises(CannotDo, match="都不能支付"):
        counter.batch(due)
    assert Batch.objects.get() == made.batch


def test_nothing_chosen_is_said(counter: Counter, desk: Desk) -> None:
    with pytest.raises(CannotDo, match="请先选择"):
        counter.batch()


def test_the_maker_does_not_check_and_the_database_says_so_too(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    desk.approved()
    batch = counter.batch().batch

    with pytest.raises(CannotDo, match="不能是同一个人"):
        check_batch(batch=batch, user=counter.finn, now=NOW, today=FRIDAY)
    with pytest.raises(CannotDo, match="不能是同一个人"):
        send_back_batch(batch=batch, reason="x", user=counter.finn, now=NOW)
    batch.checked_by = counter.finn
    with pytest.raises(Exception, match="batch_four_eyes"):
        batch.save()


def test_the_check_makes_the_bank_file_and_sets_the_banks_day(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    desk.approved()
    batch = counter.ordered()

    content = note_download(batch=batch, by="finn@example.org", now=NOW)

    assert content.startswith(b"\xef\xbb\xbfWOTU-PAY-1,")
    assert digest_of(content) == batch.digest
    number, amounts = read_bank_file(content)
    assert (number, list(amounts.values())) == (batch.number, [10 * WAN])
    assert str(batch.pay_by) == "2025-09-28"  # a make-up Sunday
    assert AuditEntry.objects.filter(verb="download_bank_file", detail__digest=batch.digest).count() == 1


def test_a_file_that_was_altered_is_not_handed_out(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    desk.approved()
    batch = counter.ordered()
    Batch.objects.filter(pk=batch.pk).update(file=b"WOTU-PAY-1,other")
    batch.refresh_from_db()

    with pytest.raises(CannotDo, match="改动过"):
        note_download(batch=batch, by="finn@example.org", now=NOW)
    assert not reconcile("small").adds_up


def test_a_batch_sent_back_leaves_its_instalments_due(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    batch = counter.batch().batch
    with pytest.raises(CannotDo, match="请写明"):
        send_back_batch(batch=batch, reason=" ", user=desk.anna, now=NOW)

    send_back_batch(batch=batch, reason="账户待核", user=desk.anna, now=NOW)

    assert parts(case) == [("whole", 10 * WAN, "due")]
    with pytest.raises(CannotDo, match="复核退回"):
        check_batch(batch=batch, user=desk.anna, now=NOW, today=FRIDAY)
    assert counter.ordered().orders.get().reference.endswith("-2")


def test_an_account_stated_after_the_decision_is_marked_for_the_check(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    desk.approved()
    assert not counter.batch().batch.orders.get().payee_is_new
    send_back_batch(batch=Batch.objects.get(), reason="重做", user=desk.anna, now=NOW)
    state_payee(party=desk.firm, name="别名", bank="别的银行", number="62229999", by="alice", now=NOW)

    assert counter.batch().batch.orders.get().payee_is_new


def test_a_conflict_found_since_the_approval_keeps_the_money_back(counter: Counter, desk: Desk) -> None:
    counter.budget("small.first")
    case = desk.approved("small.first")
    other = Case.objects.get(pk=case.pk)
    other.pk, other.measure, other.version = None, "small.second", "small.second"
    other.decided_at = NOW - dt.timedelta(days=1)
    other.save(force_insert=True)  # as a case from before the rule would stand

    with pytest.raises(CannotDo) as refused:
        counter.batch()

    assert "冲突" in refused.value.reasons[0].zh
    assert parts(case)[0][2] == "due"


def test_what_a_payee_owes_is_kept_back_exactly_and_its_account_has_it_again(
    counter: Counter, desk: Desk
) -> None:
    debt = _owing(counter, desk)
    assert debt.amount == 30 * WAN
    counter.budget("small.staff")
    case = desk.approved()

    batch = counter.ordered()

    debt.refresh_from_db()
    assert (debt.settled, debt.state) == (10 * WAN, "claimed")
    assert parts(case) == [("whole", 10 * WAN, "offset")]
    case.refresh_from_db()
    assert (case.state, batch.state) == ("delivered", "settled")
    assert read_bank_file(bytes(batch.file or b""))[1] == {}

    counter.budget("small.staged")
    staged = desk.approved("small.staged")
    last = counter.paid().orders.get()

    debt.refresh_from_db()
    assert (debt.state, last.offset, last.amount) == ("claimed", 15_005_000, 0)
    assert parts(staged)[0] == ("first", 15_005_000, "offset")
    books = reconcile("small")
    assert books.adds_up, books.differences
    assert (books.paid, books.set_off) == (30 * WAN, 10 * WAN + 15_005_000)


def test_a_batch_sent_back_undoes_what_was_kept_back(counter: Counter, desk: Desk) -> None:
    debt = _owing(counter, desk)
    counter.budget("small.staff")
    case = desk.approved()
    batch = counter.batch().batch
    debt.refresh_from_db()
    assert debt.settled == 10 * WAN

    send_back_batch(batch=batch, reason="重做", user=desk.anna, now=NOW)

    debt.refresh_from_db()
    assert (debt.settled, list(debt.entries.values_list("kind", "amount"))) == (
        0, [("offset", 10 * WAN), ("undone", -10 * WAN)],
    )  # fmt: skip
    assert parts(case) == [("whole", 10 * WAN, "due")]
    assert reconcile("small").adds_up


def test_what_facts_say_is_owed_is_deducted_once(counter: Counter, desk: Desk) -> None:
    counter.budget("small.deducted")
    _know(desk, "owed", "2.5万元")
    desk.approved("small.deducted")

    order = counter.ordered().orders.get()

    assert (order.amount, order.offset) == (35_000_00, 25_000_00)
    counter.later()
    counter.take_in(counter.receipts(Batch.objects.get()))
    books = reconcile("small")
    assert books.adds_up, books.differences
    assert books.posted == 6 * WAN


def test_what_is_returned_after_a_set_off_is_paid_less_it(counter: Counter, desk: Desk) -> None:
    counter.budget("small.deducted")
    _know(desk, "owed", "2.5万元")
    case = desk.approved("small.deducted")
    batch = counter.ordered()
    counter.later()
    counter.take_in(counter.receipts(batch, returned="户名不符"))
    state_payee(party=desk.firm, name="演示", bank="演示银行", number="62221111", by="alice", now=counter.now)

    counter.paid(*case.instalments.all())

    second = Order.objects.get(attempt=2)
    assert (second.amount, second.offset) == (35_000_00, 0)
    assert reconcile("small").adds_up


def test_a_batch_locks_every_payee_and_every_debt_once_in_one_order(counter: Counter, desk: Desk) -> None:
    for measure in ("small.staff", "small.monthly"):
        counter.budget(measure)
        desk.approved(measure)
    desk.approved_for("small-f2", "small.monthly")

    with CaptureQueriesContext(connection) as asked:
        counter.batch()

    locks = [one["sql"] for one in asked if " FOR " in one["sql"]]
    parties = [place for place, sql in enumerate(locks) if 'FROM "parties_party"' in sql]
    debts = [place for place, sql in enumerate(locks) if 'FROM "payments_debt"' in sql]
    assert 'ORDER BY "parties_party"."id"' in locks[parties[0]]
    assert 'ORDER BY "payments_debt"."id"' in locks[debts[0]]
    assert debts[0] == parties[0] + 1  # whatever is locked later is locked already
