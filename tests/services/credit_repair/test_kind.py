"""The way of an application: filed once, bodies asked side by side, repaired entries stop vetoing at once."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.services.credit_repair.repair_zone import FRIDAY, LISTING, NOW, PENALTY, Window
from wotu.accounts.models import User
from wotu.cases.asking import ask, flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.kinds import Filing
from wotu.cases.models import Case
from wotu.cases.verbs.appeals import answer_appeal, appeal
from wotu.cases.verbs.delivering import revoke_case
from wotu.cases.verbs.filing import file_case, withdraw_case
from wotu.findings.models import StandingAnswer
from wotu.findings.verbs import rematch
from wotu.inbox.models import Message
from wotu.refusal import CannotDo
from wotu.services.credit_repair.checking import against
from wotu.services.credit_repair.models import BodyRequest, RepairItem
from wotu.services.credit_repair.reads import holding
from wotu.services.credit_repair.verbs.answers import answer_request, take_back_answer
from wotu.services.credit_repair.verbs.entries import hand_in
from wotu.services.credit_repair.verbs.filing import file_repair


def test_every_body_concerned_is_asked_at_the_same_moment(window: Window) -> None:
    case = window.accepted(window.entry(), window.entry("乙", **PENALTY))

    asked = BodyRequest.objects.filter(repair__case=case)
    assert sorted((one.repair.entry.document_number, one.body) for one in asked) == [
        ("乙", "credit_office"), ("乙", "environment"),
        ("甲罚〔2026〕1号", "credit_office"), ("甲罚〔2026〕1号", "market"),
    ]  # fmt: skip
    assert {one.sent_at for one in asked} == {NOW}
    assert {one.due for one in asked} == {dt.date(2026, 12, 2)}  # three working days each
    total = clocks_of(flow_of(case), case.events.all(), FRIDAY).total
    assert total is not None
    assert total.date == dt.date(2026, 12, 4)  # a week of five working days for the whole
    tax = case.steps.get(step="tax")
    assert (tax.outcome, tax.by) == ("done", "wotu")  # it has nothing to do with these entries


def test_a_measure_vetoed_before_the_repair_is_open_after_it(window: Window) -> None:
    entry = window.entry()
    case = window.answer(window.accepted(entry))
    assert window.status() == "not_entitled"

    window.decided(case)

    assert window.status() == "entitled"
    entry.refresh_from_db()
    assert (entry.state, entry.repaired_on) == ("repaired", FRIDAY)
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("delivered", NOW)


def test_the_standing_answers_follow_in_the_next_job(window: Window) -> None:
    entry = window.entry()
    rematch(zone=window.zone, on=FRIDAY, by="tests", now=NOW)
    window.decided(window.answer(window.accepted(entry)))

    rematch(zone=window.zone, on=FRIDAY, by="tests", now=NOW, why="facts")

    answers = StandingAnswer.objects.filter(enterprise=window.firm, measure="small.reward")
    assert [answer.status for answer in answers] == ["entitled"]


def test_while_another_entry_stands_it_still_vetoes(window: Window) -> None:
    first, second = window.entry(), window.entry("乙", **LISTING)

    window.decided(window.answer(window.accepted(first)))
    assert window.status() == "not_entitled"

    window.decided(window.answer(window.accepted(second)))
    assert window.status() == "entitled"


def test_an_earlier_repair_does_not_excuse_a_later_listing(window: Window) -> None:
    window.decided(window.answer(window.accepted(window.entry())))
    assert window.status() == "entitled"

    window.entry("后来的", **LISTING | {"document_date": dt.date(2026, 11, 2), "published_from": None})

    assert window.status() == "not_entitled"


def test_the_entries_applied_for_speak_in_their_case_not_the_gravest_of_all(window: Window) -> None:
    window.entry("重", **PENALTY | {"level": "serious", "corrected": False})  # not before May 2027
    light = window.entry("轻", **PENALTY)

    assert window.status("small.credit_repair") == "not_entitled"
    case = window.decided(window.answer(window.accepted(light)))

    assert case.state == "delivered"
    assert window.status() == "not_entitled"  # the serious one stands


def test_every_reason_is_given_with_the_earliest_day(window: Window) -> None:
    early = window.entry(
        "早", **PENALTY | {"document_date": dt.date(2026, 9, 1), "fine_paid": None, "published_from": None}
    )
    with pytest.raises(CannotDo) as refused:
        file_repair(
            zone=window.zone, party=window.firm, entries=[early], user=window.alice, now=NOW, today=FRIDAY
        )

    said = [reason.zh for reason in refused.value.reasons]
    assert any("2026-12-01起可以修复" in one for one in said)
    assert any("罚款已缴清" in one for one in said)
    assert any("信用承诺" in one for one in said)
    assert not Case.objects.exists()


def test_an_entry_is_in_one_application_at_a_time(window: Window) -> None:
    entry, other = window.entry(), window.entry("乙", **PENALTY)
    window.filed(entry)

    with pytest.raises(CannotDo) as refused:
        window.filed(other, entry)
    assert "修复办理中" in refused.value.reasons[0].zh


def test_without_chosen_entries_nothing_is_filed_elsewhere(window: Window) -> None:
    entry = window.entry()
    window.promised(entry)

    with pytest.raises(CannotDo) as refused:
        file_case(
            zone=window.zone, enterprise=window.firm, subject=window.firm, measure="small.credit_repair",
            user=window.alice, now=NOW, today=FRIDAY,
        )  # fmt: skip
    assert "选择" in refused.value.reasons[0].zh


def test_a_body_refuses_one_entry_of_two(window: Window) -> None:
    good, bad = window.entry(), window.entry("乙", **PENALTY)
    case = window.answer(window.accepted(good, bad), {bad.pk: "整改未经验收"})

    window.decided(case)

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("repaired", "published")
    told = Message.objects.get(user=window.alice, key__startswith="credit_repair:")
    assert [line["zh"] for line in told.lines] == [
        "甲罚〔2026〕1号：已修复，停止公示和共享，相关限制即时解除。",
        "乙：未修复。生态环境部门：整改未经验收；信用主管部门：整改未经验收",
    ]
    assert window.status() == "not_entitled"  # the other still stands


def test_a_refused_entry_may_come_again(window: Window) -> None:
    good, bad = window.entry(), window.entry("乙", **PENALTY)
    window.decided(window.answer(window.accepted(good, bad), {good.pk: "材料不清"}))

    case = window.decided(window.answer(window.accepted(good)))

    assert case.state == "delivered"
    assert RepairItem.objects.filter(entry=good).count() == 2


def test_where_no_body_agrees_nothing_is_approved(window: Window) -> None:
    entry = window.entry()
    case = window.answer(window.accepted(entry), {entry.pk: "仍有同类投诉"})

    with pytest.raises(CannotDo):
        window.decided(case)
    window.decided(case, "refused", "仍有同类投诉")

    entry.refresh_from_db()
    assert entry.state == "published"


def test_nothing_is_decided_before_the_last_answer(window: Window) -> None:
    case = window.accepted(window.entry())
    first = BodyRequest.objects.filter(repair__case=case).first()
    assert first is not None
    answer_request(request=first, answer="agreed", text="", user=window.cleo, now=NOW, today=FRIDAY)

    assert not case.steps.filter(step="decide").exists()
    with pytest.raises(CannotDo):
        window.decided(case)


def test_an_answer_taken_down_wrongly_is_taken_back_while_its_body_is_waited_for(window: Window) -> None:
    case = window.accepted(window.entry(), window.entry("乙", **PENALTY))
    first, last = BodyRequest.objects.filter(repair__case=case, body="credit_office")
    answer_request(request=first, answer="refused", text="记错", user=window.cleo, now=NOW, today=FRIDAY)

    take_back_answer(request=first, user=window.cleo, now=NOW)
    window.answer(case)

    first.refresh_from_db()
    assert first.answer == "agreed"
    with pytest.raises(CannotDo):
        take_back_answer(request=last, user=window.cleo, now=NOW)


def test_a_refusal_of_a_body_says_why(window: Window) -> None:
    case = window.accepted(window.entry())
    request = BodyRequest.objects.filter(repair__case=case).first()
    assert request is not None

    with pytest.raises(CannotDo):
        answer_request(request=request, answer="refused", text=" ", user=window.cleo, now=NOW, today=FRIDAY)


def test_what_is_withdrawn_stands_as_before_and_may_be_filed_again(window: Window) -> None:
    entry = window.entry()
    withdraw_case(case=window.accepted(entry), user=window.alice, why="", now=NOW, today=FRIDAY)

    entry.refresh_from_db()
    assert entry.state == "published"
    assert window.filed(entry).state == "filed"


def test_an_award_that_is_taken_back_vetoes_again(window: Window) -> None:
    entry = window.entry()
    case = window.decided(window.answer(window.accepted(entry)))

    revoke_case(case=case, why="承诺不实", by="anna", now=NOW, today=FRIDAY)

    entry.refresh_from_db()
    assert entry.state == "published"
    assert window.status() == "not_entitled"


def test_on_appeal_the_bodies_may_answer_anew(window: Window) -> None:
    entry = window.entry()
    case = window.answer(window.accepted(entry), {entry.pk: "整改未经验收"})
    case = window.decided(case, "refused", "整改未经验收")
    decision = case.decisions.get()
    asked = appeal(decision=decision, text="已经验收，附验收单", user=window.alice, now=NOW, today=FRIDAY)
    zoe = User.objects.create_user("zoe@example.org", name="Zoe")
    answer_appeal(appeal=asked, upheld=False, answer="应重新核查", user=zoe, now=NOW, today=FRIDAY)

    entry.refresh_from_db()
    assert entry.state == "repairing"  # held again: nobody files it elsewhere meanwhile
    for request in BodyRequest.objects.filter(repair__case=case):
        take_back_answer(request=request, user=window.cleo, now=NOW)
    window.anna = User.objects.create_user("amy@example.org", name="Amy")  # another approver decides anew
    case = window.decided(window.answer(case))

    assert case.state == "delivered"
    assert window.status() == "entitled"


def test_files_of_an_entry_that_stands_are_kept(window: Window, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    entry = window.entry()
    made = hand_in(
        entry=entry, item="fine", name="a.pdf", content=b"%PDF-1.7 x", side="firm", user=window.alice, now=NOW
    )
    assert made.evidence_id in holding([made.evidence_id])

    window.decided(window.answer(window.accepted(entry)))

    assert not holding([made.evidence_id])


def test_what_a_case_holds_already_does_not_stand_against_moving_it(window: Window) -> None:
    case = window.filed(window.entry())
    asked = ask(window.zone, case.enterprise, case.subject, case.measure, FRIDAY, data=case.data)
    assert asked is not None

    filing = Filing(window.zone, case.enterprise, case.subject, asked.finding, case.data, FRIDAY)

    assert "不能再申请" in against(filing)[0].zh
    assert not against(replace(filing, moves=case))
