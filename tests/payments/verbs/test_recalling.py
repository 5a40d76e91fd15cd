"""A batch the bank rejected as a whole: nothing is lost, nothing is paid twice."""

import pytest

from tests.cases.desk import Desk
from tests.payments.desk import WAN, Counter, parts
from wotu.audit.models import AuditEntry
from wotu.cases.verbs.delivering import revoke_case
from wotu.payments import books
from wotu.payments.models import Batch, Debt
from wotu.payments.reads import due_in
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.checking import check_batch, note_download
from wotu.payments.verbs.recalling import recall_batch
from wotu.refusal import CannotDo

SAID = "银行通知〔2025〕8号：文件格式不符，整批未受理"


def _recall(counter: Counter, desk: Desk, batch: Batch, reason: str = SAID) -> Batch:
    return recall_batch(batch=batch, reason=reason, user=desk.anna, now=counter.now, today=counter.today)


def test_what_the_bank_rejected_is_due_again_and_the_ledger_is_untouched(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    batch = counter.ordered()
    before = books.standing_of(case)

    _recall(counter, desk, batch)

    assert parts(case) == [("whole", 10 * WAN, "due")]
    assert list(due_in("small")) == counter.due()
    assert books.standing_of(case) == before
    assert reconcile("small").adds_up
    entry = AuditEntry.objects.get(verb="recall_batch")
    assert (entry.by, entry.detail["why"], entry.detail["total"]) == ("anna@example.org", SAID, 10 * WAN)
    assert "将重新支付" in case.events.filter(kind="noted").latest("id").text


def test_it_is_paid_by_another_batch_with_a_maker_and_a_checker_of_its_own(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    first = counter.ordered()
    _recall(counter, desk, first)

    again = counter.batch().batch
    with pytest.raises(CannotDo, match="不能是同一个人"):
        check_batch(batch=again, user=counter.finn, now=counter.now, today=counter.today)
    check_batch(batch=again, user=desk.anna, now=counter.now, today=counter.today)
    counter.take_in(counter.receipts(again))

    assert again.orders.get().reference.endswith("-2")
    assert parts(case) == [("whole", 10 * WAN, "paid")]
    assert reconcile("small").adds_up


def test_whoever_made_the_batch_does_not_recall_it_and_the_database_says_so_too(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff")
    desk.approved()
    batch = counter.ordered()

    with pytest.raises(CannotDo, match="不能是同一个人"):
        recall_batch(batch=batch, reason=SAID, user=counter.finn, now=counter.now, today=counter.today)
    batch.recalled_by = counter.finn
    with pytest.raises(Exception, match="batch_recall_four_eyes"):
        batch.save()


def test_a_batch_is_recalled_with_the_banks_reason_once_and_only_from_the_bank(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff")
    desk.approved()
    batch = counter.batch().batch
    with pytest.raises(CannotDo, match="待复核"):
        _recall(counter, desk, batch)
    check_batch(batch=batch, user=desk.anna, now=counter.now, today=counter.today)
    with pytest.raises(CannotDo, match="请写明"):
        _recall(counter, desk, batch, reason=" ")
    _recall(counter, desk, batch)

    with pytest.raises(CannotDo, match="已撤回"):
        _recall(counter, desk, batch)


def test_a_batch_the_bank_answered_in_part_is_not_recalled(counter: Counter, desk: Desk) -> None:
    for measure in ("small.staff", "small.second"):
        counter.budget(measure)
        desk.approved(measure)
    batch = counter.ordered()
    whole = counter.receipts(batch).splitlines(keepends=True)
    counter.take_in(b"".join(whole[:2]))

    with pytest.raises(CannotDo, match="不是整批拒付"):
        _recall(counter, desk, batch)


def test_the_old_bank_file_is_not_handed_out_and_a_late_receipt_is_set_aside(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    batch = counter.ordered()
    receipts = counter.receipts(batch)
    recalled = _recall(counter, desk, batch)

    with pytest.raises(CannotDo, match="不能再使用"):
        note_download(batch=recalled, by="finn@example.org", now=counter.now)
    did = counter.take_in(receipts).reading

    assert not did.fresh
    assert "向银行核实" in did.wrong[0].problem.zh
    assert parts(case) == [("whole", 10 * WAN, "due")]


def test_what_was_set_off_at_the_check_stands(counter: Counter, desk: Desk) -> None:
    counter.budget("small.second")
    lost = desk.approved("small.second")
    counter.paid()
    revoke_case(case=lost, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)
    debt = Debt.objects.get(case=lost)
    counter.budget("small.staff")
    case = desk.approved()
    Debt.objects.filter(pk=debt.pk).update(amount=4 * WAN)
    batch = counter.ordered()
    assert batch.orders.get().offset == 4 * WAN

    _recall(counter, desk, batch)

    debt.refresh_from_db()
    (one,) = case.instalments.all()
    assert (debt.state, one.state, one.net) == ("settled", "due", 6 * WAN)
    again = counter.ordered()
    assert (again.orders.get().amount, again.orders.get().offset) == (6 * WAN, 0)
    counter.take_in(counter.receipts(again))
    assert not [one for one in reconcile("small").differences if one.reference != lost.number]
