"""An award is held on the ledger and cut into instalments; without a budget there is no award."""

import datetime as dt
from typing import Any

import pytest

from tests.cases.desk import FRIDAY, NOW, Desk
from tests.payments.desk import WAN, Counter, parts
from wotu.cases.letters.contents import contents_of
from wotu.cases.letters.issued import letters_of
from wotu.cases.models import Case
from wotu.cases.verbs.appeals import answer_appeal, appeal
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import file_case
from wotu.ledger.models import Account, Transfer, WaitingClaim
from wotu.ledger.opening import open_from_pack
from wotu.ledger.rounds import draw, open_round
from wotu.ledger.verbs import appropriate
from wotu.payments.models import Instalment
from wotu.payments.reads import approved_and_not_paid
from wotu.payments.reconciling import reconcile
from wotu.payments.verbs.asking import ask_case
from wotu.refusal import CannotDo


def _fund(desk: Desk) -> Account:
    open_from_pack(pack=desk.zone.pack, years=[FRIDAY.year], by="tests", now=NOW)
    return Account.objects.get(family="small.pot")


def test_without_a_budget_nothing_is_approved(counter: Counter, desk: Desk) -> None:
    with pytest.raises(CannotDo, match="还没有下达指标"):
        desk.approved()

    assert not Instalment.objects.exists()


def test_with_too_little_left_nothing_is_approved_and_nothing_is_written(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staff", 10 * WAN - 1)

    with pytest.raises(CannotDo, match="额度不足"):
        desk.approved()

    assert not Instalment.objects.exists()
    assert not Transfer.objects.exists()


def test_an_award_is_held_and_revoking_it_lets_go(counter: Counter, desk: Desk) -> None:
    account = counter.budget("small.staff", 10 * WAN)
    case = desk.approved()
    account.refresh_from_db()
    assert (account.held, account.left) == (10 * WAN, 0)

    revoke_case(case=case, why="材料不实", by="anna@example.org", now=NOW, today=FRIDAY)

    account.refresh_from_db()
    assert (account.held, account.left) == (0, 10 * WAN)
    assert parts(case) == [("whole", 10 * WAN, "cancelled")]


def test_odd_fen_go_to_the_first_stage_and_the_second_waits_for_its_condition(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.staged")
    case = desk.approved("small.staged")

    assert parts(case) == [("first", 15_005_000, "due"), ("second", 15_005_000, "waiting")]
    why = case.instalments.get(stage="second").why
    assert why is not None
    assert why.zh == "还不知道：单品销售收入"


def test_months_wait_for_their_day(counter: Counter, desk: Desk) -> None:
    counter.budget("small.monthly")
    case = desk.approved("small.monthly")

    assert parts(case) == [("m1", 333_334, "due"), ("m2", 333_333, "waiting"), ("m3", 333_333, "waiting")]
    assert [one.not_before for one in case.instalments.all()] == [
        None, dt.date(2025, 10, 26), dt.date(2025, 11, 26)
    ]  # fmt: skip
    ask_case(case=case, now=NOW, today=dt.date(2025, 10, 26))
    assert [state for _, _, state in parts(case)] == ["due", "due", "waiting"]


def test_what_is_paid_next_year_draws_on_next_years_budget(counter: Counter, desk: Desk) -> None:
    counter.budget("small.later")
    with pytest.raises(CannotDo, match="2026年还没有下达指标"):
        desk.approved("small.later")

    account = counter.budget("small.later", year=2026)
    case = desk.accept_again("small.later")

    account.refresh_from_db()
    assert account.held == 5 * WAN
    assert parts(case) == [("whole", 5 * WAN, "waiting")]
    ask_case(case=case, now=NOW, today=dt.date(2026, 1, 1))
    assert parts(case) == [("whole", 5 * WAN, "due")]


def test_what_an_employer_bears_is_not_paid_by_the_zone(counter: Counter, desk: Desk) -> None:
    whole = counter.budget("small.split")
    city, county = (counter.budget("small.split", bearer=who) for who in ("city", "county"))
    case = desk.approved("small.split")

    assert parts(case) == [("whole", 60_001, "due"), ("by-employer", 40_000, "elsewhere")]
    for account in (whole, city, county):
        account.refresh_from_db()
    assert (whole.held, city.held, county.held) == (60_001, 20_001, 40_000)
    counter.paid()
    for account in (whole, city, county):
        account.refresh_from_db()
    assert (whole.posted, city.posted, county.posted) == (60_001, 20_001, 40_000)
    case.refresh_from_db()
    assert case.state == "delivered"


def test_first_come_holds_at_once_and_waits_only_where_the_fund_is_short(
    counter: Counter, desk: Desk
) -> None:
    fund = _fund(desk)
    first = desk.approved("small.fund")
    assert parts(first) == [("whole", 20 * WAN, "due")]

    second = desk.approved_for("small-f2", "small.fund")

    assert parts(second) == [("whole", 20 * WAN, "waiting")]
    why = second.instalments.get().why
    assert why is not None
    assert "候补" in why.zh
    fund.refresh_from_db()
    assert fund.held == 20 * WAN
    assert WaitingClaim.objects.get(case=second.about).rest == 20 * WAN


def test_a_waiting_award_is_cut_to_what_its_rounds_granted(counter: Counter, desk: Desk) -> None:
    fund = _fund(desk)
    cases = [desk.approved("small.shared"), desk.approved_for("small-f2", "small.shared")]
    assert [parts(case)[0][2] for case in cases] == ["waiting", "waiting"]

    round_ = open_round(
        account=fund, since=NOW - dt.timedelta(days=1), until=NOW + dt.timedelta(days=1), rule="pro_rata",
        key="r1", by="tests", now=NOW,
    )  # fmt: skip
    later = NOW + dt.timedelta(days=2)
    draw(round_=round_, by="tests", now=later)
    for case in cases:
        ask_case(case=case, now=later, today=dt.date(2025, 9, 28))

    for case in cases:
        assert parts(case) == [("whole", 15 * WAN, "due"), ("not-granted", 5 * WAN, "cancelled")]
        case.refresh_from_db()
        assert case.amount == 20 * WAN
    counter.paid()
    fund.refresh_from_db()
    assert (fund.held, fund.posted, fund.left) == (0, 30 * WAN, 0)
    assert reconcile("small").adds_up


def test_while_a_claim_waits_for_the_rest_nothing_of_an_uncovered_part_is_paid(
    counter: Counter, desk: Desk
) -> None:
    fund = _fund(desk)
    cases = _waiting_for_a_round(desk)
    _drawn(fund, "first_come")

    for case in cases:
        ask_case(case=case, now=NOW, today=FRIDAY)

    assert [parts(case) for case in cases] == [[("whole", 20 * WAN, "due")], [("whole", 20 * WAN, "waiting")]]


def _waiting_for_a_round(desk: Desk) -> list[Case]:
    return [desk.approved("small.shared"), desk.approved_for("small-f2", "small.shared")]


def _drawn(fund: Account, rule: str, key: str = "r1") -> None:
    round_ = open_round(
        account=fund, since=NOW - dt.timedelta(days=1), until=NOW + dt.timedelta(days=1), rule=rule,
        key=key, by="tests", now=NOW,
    )  # fmt: skip
    draw(round_=round_, by="tests", now=NOW + dt.timedelta(days=2))


def test_a_round_holds_the_measures_own_budget_too_and_grants_no_more_than_it_has(
    counter: Counter, desk: Desk
) -> None:
    fund, budget = _fund(desk), counter.budget("small.shared", 25 * WAN)
    cases = _waiting_for_a_round(desk)

    _drawn(fund, "pro_rata")
    for case in cases:
        ask_case(case=case, now=NOW, today=FRIDAY)

    assert [parts(case)[0] for case in cases] == [("whole", 15 * WAN, "due"), ("whole", 10 * WAN, "due")]
    for account in (fund, budget):
        account.refresh_from_db()
        assert account.held == 25 * WAN
    counter.paid()
    assert reconcile("small").adds_up


def test_a_case_nothing_was_granted_to_ends(counter: Counter, desk: Desk) -> None:
    fund, _ = _fund(desk), counter.budget("small.shared", 20 * WAN)
    _, second = _waiting_for_a_round(desk)
    _drawn(fund, "by_score")

    ask_case(case=second, now=NOW, today=FRIDAY)

    second.refresh_from_db()
    assert parts(second) == [("not-granted", 20 * WAN, "cancelled")]
    assert (second.state, second.closed_at) == ("unfunded", NOW)
    letter = next(one for one in letters_of(second) if one.kind == "unfunded")
    said = str(contents_of(letter, desk.zone, "zh"))
    assert "没有分得，因此不予兑付" in said
    assert "原批准决定没有被撤销" in said
    assert reconcile("small").adds_up
    again = file_case(
        zone=desk.zone, enterprise=second.enterprise, subject=second.subject, measure="small.shared",
        user=desk.alice, now=NOW, today=FRIDAY,
    )  # fmt: skip
    assert again.state == "filed"


def test_what_was_paid_first_come_stands_and_the_rest_is_cut_by_the_last_round(
    counter: Counter, desk: Desk
) -> None:
    fund = _fund(desk)
    desk.approved("small.fund")  # leaves 10 of 30
    case = desk.approved_for("small-f2", "small.fund_in_parts")
    _drawn(fund, "first_come")
    ask_case(case=case, now=NOW, today=FRIDAY)
    assert parts(case) == [("first", 10 * WAN, "due"), ("second", 10 * WAN, "waiting")]
    counter.paid(case.instalments.get(stage="first"))
    appropriate(account=fund, amount=5 * WAN, document="追加", key="more", by="tests", now=counter.now)

    _drawn(fund, "pro_rata", key="r2")
    ask_case(case=case, now=counter.now, today=counter.today)

    assert parts(case) == [
        ("first", 10 * WAN, "paid"), ("second", 5 * WAN, "due"), ("not-granted", 5 * WAN, "cancelled")
    ]  # fmt: skip
    counter.paid(case.instalments.get(stage="second"))
    case.refresh_from_db()
    assert case.state == "delivered"
    assert not [one for one in reconcile("small").differences if one.reference == case.number]


def test_an_award_past_the_measures_own_budget_does_not_wait_for_the_pool(
    counter: Counter, desk: Desk
) -> None:
    _fund(desk)
    counter.budget("small.fund", 10 * WAN)

    with pytest.raises(CannotDo, match="额度不足"):
        desk.approved("small.fund")

    assert not WaitingClaim.objects.exists()


def test_nobody_is_served_before_those_who_wait_and_who_is_short_stands_on_the_list(
    counter: Counter, desk: Desk
) -> None:
    _fund(desk)
    first, second = desk.approved("small.fund"), desk.approved_for("small-f2", "small.fund")
    revoke_case(case=first, why="材料不实", by="anna@example.org", now=NOW, today=FRIDAY)

    third = desk.approved("small.fund")

    assert parts(third) == [("whole", 20 * WAN, "waiting")]
    assert [(one.case, one.late) for one in approved_and_not_paid("small", FRIDAY)] == [
        (second, 20 * WAN), (third, 20 * WAN)
    ]  # fmt: skip


def test_an_award_is_not_revoked_while_its_money_is_with_the_bank(counter: Counter, desk: Desk) -> None:
    counter.budget("small.staff")
    case = desk.approved()
    counter.ordered()

    with pytest.raises(CannotDo, match="已交银行"):
        revoke_case(case=case, why="材料不实", by="anna@example.org", now=NOW, today=FRIDAY)


def test_revoking_takes_an_order_out_of_a_batch_nobody_checked(counter: Counter, desk: Desk) -> None:
    account = counter.budget("small.staff")
    case = desk.approved()
    made = counter.batch()

    revoke_case(case=case, why="材料不实", by="anna@example.org", now=NOW, today=FRIDAY)

    assert made.batch.orders.get().state == "dropped"
    assert parts(case) == [("whole", 10 * WAN, "cancelled")]
    account.refresh_from_db()
    assert account.held == 0


def test_the_clock_of_paying_stands_still_again_after_an_award_is_decided_anew(
    counter: Counter, desk: Desk
) -> None:
    counter.budget("small.later", year=2026)
    case = desk.approved("small.later")
    assert case.is_stopped
    said: dict[str, Any] = {"now": NOW, "today": FRIDAY}
    case = revoke_case(case=case, why="材料不实", by="zoe@example.org", **said)
    asked = appeal(decision=case.decisions.get(), text="材料属实", user=desk.alice, **said)
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=desk.dan, **said)

    case = decide_case(
        case=case, step="decide", outcome="approved", amount=None, text="", user=desk.cleo, **said
    )

    case.refresh_from_db()
    assert (case.state, case.round, case.is_stopped, case.due) == ("approved", 2, True, None)
