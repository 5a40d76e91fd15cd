"""Filing: what is asked for, what stands against it, and what is pinned."""

import pytest

from tests.cases.desk import FRIDAY, NOW, Desk
from tests.cases.window import Window, new_firm, say
from wotu.audit.models import AuditEntry
from wotu.cases.models import Case
from wotu.cases.refusal import HasOne
from wotu.cases.verbs.filing import (
    confirm_case,
    decline_case,
    file_case,
    offer_case,
    state_payee,
    withdraw_case,
)
from wotu.parties.models import Party
from wotu.refusal import CannotDo


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


def test_a_firm_that_files_what_others_only_confirm_has_confirmed_it(window: Window) -> None:
    case = window.file("offered")

    assert case.steps.get(step="confirm").outcome == "confirmed"
    assert (case.state, case.decisions.get().is_automatic) == ("approved", True)


def test_an_offer_waits_for_the_firm_and_its_answer_decides_it(window: Window) -> None:
    made = [_offered(window, window.firm), _offered(window, new_firm("yuanshan", staff="12"))]
    assert [case.state for case in made] == ["offered", "offered"]

    case = confirm_case(case=made[0], user=window["alice"], **window.when)
    assert (case.state, case.amount) == ("approved", 10_000_000)
    with pytest.raises(CannotDo):
        confirm_case(case=case, user=window["alice"], **window.when)

    case = decline_case(case=made[1], user=window["bob"], **window.when)
    assert case.state == "declined"
    with pytest.raises(HasOne):
        _offered(window, made[1].enterprise)
    assert window.file("offered", firm=made[1].enterprise).state == "approved"


def test_what_is_not_certain_is_not_offered(window: Window) -> None:
    with pytest.raises(CannotDo):
        _offered(window, new_firm("yuanshan", staff="9"))
    with pytest.raises(CannotDo):
        _offered(window, new_firm("beishan"))


def test_an_offer_whose_facts_changed_is_left_to_a_person(window: Window) -> None:
    case = _offered(window, window.firm)
    say(window.firm, {"staff": "3"})

    case = confirm_case(case=case, user=window["alice"], **window.when)

    assert (case.state, case.amount) == ("open", None)
    assert [step.office for step in case.steps.filter(done_at=None)] == ["approver"]


def _offered(window: Window, firm: Party) -> Case:
    return offer_case(
        zone=window.zone, enterprise=firm, subject=firm, measure="win.offered", by="wotu", **window.when
    )
