"""Filing: what is asked for, what stands against it, and what is pinned."""

import pytest

from tests.cases.desk import FRIDAY, NOW, Desk
from wotu.audit.models import AuditEntry
from wotu.cases.models import Case
from wotu.cases.refusal import CannotDo
from wotu.cases.verbs.filing import file_case, state_payee, withdraw_case


def test_a_case_pins_its_text_and_keeps_what_the_rule_computed(desk: Desk) -> None:
    case = desk.filed()

    assert (case.state, case.version, case.low, case.high) == ("filed", "small.staff", 10_000_000, 10_000_000)
    assert any(path.startswith("small/measures/") for path in case.pin.files)
    assert case.department == "research"
    assert [entry.verb for entry in AuditEntry.objects.filter(about=case.about)] == ["file_case"]


def test_the_window_is_the_first_to_act_and_has_five_working_days(desk: Desk) -> None:
    case = desk.filed()

    step = case.steps.get()
    assert (step.step, step.office, str(step.due)) == ("accept", "clerk", "2025-10-10")
    assert case.due == step.due


def test_the_same_thing_is_filed_once(desk: Desk) -> None:
    first = desk.filed()

    with pytest.raises(CannotDo) as refused:
        desk.filed()
    assert refused.value.reasons[0].zh == f"已有办件{first.number}，同一事项同一期间不能重复申报。"


def test_what_was_withdrawn_may_be_filed_again(desk: Desk) -> None:
    withdraw_case(case=desk.filed(), user=desk.alice, why="", now=NOW, today=FRIDAY)

    assert desk.filed().state == "filed"


def test_awards_of_which_only_the_higher_is_given_are_not_both_filed(desk: Desk) -> None:
    desk.filed("small.second")

    with pytest.raises(CannotDo) as refused:
        desk.filed("small.first")
    assert "甲乙就高" in refused.value.reasons[0].zh


def test_every_reason_is_given_at_once(desk: Desk) -> None:
    firm = desk.zone.id + "-f2"
    poor = desk.firm.__class__.objects.get(slug=firm)

    with pytest.raises(CannotDo) as refused:
        file_case(
            zone=desk.zone, enterprise=poor, subject=poor, measure="small.intensity", user=desk.alice,
            now=NOW, today=FRIDAY,
        )  # fmt: skip
    said = [reason.zh for reason in refused.value.reasons]
    assert said[0] == "不符合：研发强度达标"
    assert "还没有收款账户" in said[1]
    assert not Case.objects.exists()


def test_a_bank_account_that_cannot_be_right_is_refused(desk: Desk) -> None:
    with pytest.raises(CannotDo):
        state_payee(party=desk.firm, name="演示", bank="演示银行", number="12-34", by="alice", now=NOW)
    assert desk.firm.payees.count() == 1
