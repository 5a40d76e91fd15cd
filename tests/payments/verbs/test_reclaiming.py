"""Getting money back: claimed by a letter, booked once, its account whole again."""

import datetime as dt
from typing import Any

import pytest

from tests.cases.desk import NOW, Desk
from tests.payments.desk import WAN, Counter, parts
from wotu.cases.models import Case
from wotu.cases.verbs.appeals import answer_appeal, appeal
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.delivering import revoke_case
from wotu.facts.verbs import NewFact, record_facts
from wotu.payments.models import Debt
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.asking import ask_case
from wotu.payments.verbs.reclaiming import cancel_instalment, claim_debt, drop_debt, repay, waive_debt
from wotu.refusal import CannotDo


def _know(desk: Desk, fact: str, value: str, now: dt.datetime = NOW) -> None:
    new = [NewFact(desk.firm, fact, value, "tests")]
    record_facts(facts=new, vocabulary=desk.zone.packs.vocabulary, about="tests", by="tests", now=now)


@pytest.fixture
def moved(counter: Counter, desk: Desk) -> Case:
    """Return a case that was paid 80,000 yuan; the firm moved out since."""
    counter.budget("small.clawed")
    case = desk.approved("small.clawed")
    counter.paid()
    _know(desk, "moved_out", "true")
    ask_case(case=case, now=counter.now, today=counter.today)
    return case


def test_a_clawback_is_proposed_and_an_official_claims_it_by_a_letter(
    counter: Counter, desk: Desk, moved: Case
) -> None:
    debt = Debt.objects.get()
    assert (debt.state, debt.amount, debt.reason_zh) == ("proposed", 4 * WAN, "迁出园区退回一半")

    claim_debt(debt=debt, user=counter.finn, now=counter.now, today=counter.today)

    debt.refresh_from_db()
    assert debt.state == "claimed"
    assert "40,000元应当退还" in debt.letter_zh
    assert debt.number in debt.letter_zh
    assert "CNY 40,000 is due back" in debt.letter_en
    ask_case(case=moved, now=counter.now, today=counter.today)
    assert Debt.objects.count() == 1


def test_a_proposal_goes_when_the_clause_no_longer_holds(counter: Counter, desk: Desk, moved: Case) -> None:
    counter.later()
    _know(desk, "moved_out", "false", counter.now)

    ask_case(case=moved, now=counter.now, today=counter.today)

    assert Debt.objects.get().state == "dropped"


def test_a_proposal_is_dropped_with_a_reason_and_not_made_again(
    counter: Counter, desk: Desk, moved: Case
) -> None:
    debt = Debt.objects.get()
    with pytest.raises(CannotDo, match="请写明"):
        drop_debt(debt=debt, why="", user=counter.finn, now=counter.now)

    drop_debt(debt=debt, why="管委会同意保留", user=counter.finn, now=counter.now)
    ask_case(case=moved, now=counter.now, today=counter.today)

    assert [one.state for one in Debt.objects.all()] == ["dropped"]


def test_what_is_repaid_is_booked_once_and_its_budget_has_it_again(
    counter: Counter, desk: Desk, moved: Case
) -> None:
    debt = claim_debt(debt=Debt.objects.get(), user=counter.finn, now=counter.now, today=counter.today)
    said: dict[str, Any] = {"debt": debt, "user": counter.finn, "now": counter.now}
    for _ in range(2):
        repay(amount=1 * WAN, document="TK001", **said)

    debt.refresh_from_db()
    assert (debt.settled, debt.rest, debt.state) == (1 * WAN, 3 * WAN, "claimed")
    with pytest.raises(CannotDo, match="另一数额"):
        repay(amount=2 * WAN, document="TK001", **said)
    with pytest.raises(CannotDo, match="不超过尚欠的"):
        repay(amount=3 * WAN + 1, document="TK002", **said)
    repay(amount=3 * WAN, document="TK002", **said)
    debt.refresh_from_db()
    assert debt.state == "settled"
    books = reconcile("small")
    assert books.adds_up, books.differences
    assert (books.posted, books.repaid) == (4 * WAN, 4 * WAN)


def test_the_rest_of_a_claimed_debt_is_waived_by_somebody_else_with_a_reason(
    counter: Counter, desk: Desk, moved: Case
) -> None:
    debt = claim_debt(debt=Debt.objects.get(), user=counter.finn, now=counter.now, today=counter.today)
    repay(debt=debt, amount=1 * WAN, document="TK001", user=counter.finn, now=counter.now)
    for user, why, said in ((desk.anna, " ", "请写明"), (counter.finn, "集体研究同意", "由他人")):
        with pytest.raises(CannotDo, match=said):
            waive_debt(debt=debt, why=why, user=user, now=counter.now)

    waive_debt(debt=debt, why="集体研究同意", user=desk.anna, now=counter.now)

    ask_case(case=moved, now=counter.now, today=counter.today)
    assert list(Debt.objects.order_by("id").values_list("state", "amount", "why_dropped")) == [
        ("settled", 1 * WAN, ""), ("dropped", 3 * WAN, "集体研究同意")
    ]  # fmt: skip
    assert reconcile("small").adds_up
    with pytest.raises(CannotDo, match="不能免除"):
        waive_debt(debt=debt, why="再免一次", user=desk.anna, now=counter.now)


def test_a_revoked_award_is_claimed_at_once_for_what_was_received(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staged")
    case = desk.approved("small.staged")
    counter.paid()

    revoke_case(case=case, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)

    debt = Debt.objects.get()
    assert (debt.kind, debt.state, debt.amount) == ("revoked", "claimed", 15_005_000)
    assert parts(case) == [("first", 15_005_000, "paid"), ("second", 15_005_000, "cancelled")]
    assert reconcile("small").held == 0
    assert reconcile("small").adds_up


def test_a_stage_is_due_once_its_condition_is_met(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staged")
    case = desk.approved("small.staged")
    counter.paid()
    case.refresh_from_db()
    assert case.state == "approved"
    assert case.is_stopped or case.due is None  # the time of waiting is nobody's delay

    _know(desk, "sales", "1.2亿元")
    ask_case(case=case, now=counter.now, today=counter.today)
    counter.paid()

    case.refresh_from_db()
    assert case.state == "delivered"


def test_a_stage_whose_term_passed_may_be_cancelled_and_closes_the_case(counter: Counter, desk: Desk) -> None:
    account = counter.budget("small.staged")
    case = desk.approved("small.staged")
    counter.paid()
    second = case.instalments.get(stage="second")
    said: dict[str, Any] = {"instalment": second, "why": "三年期满未达标", "user": counter.finn}
    with pytest.raises(CannotDo, match="期限没有过"):
        cancel_instalment(**said, now=counter.now, today=counter.today)

    _know(desk, "sales", "9000万元")
    cancel_instalment(**said, now=counter.now, today=dt.date(2028, 9, 27))

    account.refresh_from_db()
    case.refresh_from_db()
    assert (account.held, account.posted) == (0, 15_005_000)
    assert case.state == "delivered"


def test_what_an_earlier_decision_gave_is_not_clawed_back_again(
    counter: Counter, desk: Desk, moved: Case
) -> None:
    _know(desk, "moved_out", "false", counter.now + dt.timedelta(hours=1))
    counter.later()
    revoke_case(case=moved, why="材料不实", by="anna@example.org", now=counter.now, today=counter.today)
    decision = moved.decisions.get()
    said: dict[str, Any] = {"now": counter.now, "today": counter.today}
    asked = appeal(decision=decision, text="材料属实", user=desk.alice, **said)
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=desk.zoe, **said)
    decide_case(case=moved, step="decide", outcome="approved", amount=None, text="", user=counter.fay, **said)
    counter.ordered()  # all of it is set off against what the revocation claims
    _know(desk, "moved_out", "true", counter.now + dt.timedelta(hours=1))
    ask_case(case=moved, now=counter.now + dt.timedelta(hours=2), today=counter.today)

    found = Debt.objects.order_by("id").values_list("kind", "state", "amount")
    assert list(found) == [
        ("clawback", "dropped", 4 * WAN), ("revoked", "settled", 8 * WAN), ("clawback", "proposed", 4 * WAN)
    ]  # fmt: skip
    assert reconcile("small").adds_up
