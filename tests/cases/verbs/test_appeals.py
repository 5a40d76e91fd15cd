"""Appeals: a decision looked at again by somebody else, and decided anew by somebody else."""

import datetime as dt

import pytest

from tests.cases.window import Window
from wotu.cases.models import Appeal, Case
from wotu.cases.reads import appeal_to_answer
from wotu.cases.verbs.appeals import answer_appeal, appeal
from wotu.cases.verbs.delivering import revoke_case
from wotu.refusal import CannotDo


def refused(window: Window) -> Case:
    return window.decided("refused")


def ask(window: Window, case: Case, text: str = "材料已补齐") -> Appeal:
    decision = case.decisions.latest("round")
    return appeal(decision=decision, text=text, user=window["alice"], **window.when)


def test_an_appeal_says_why_and_is_made_once(window: Window) -> None:
    case = refused(window)

    with pytest.raises(CannotDo):
        ask(window, case, " ")
    asked = ask(window, case)
    assert asked.answer_by == dt.date(2025, 10, 17)
    with pytest.raises(CannotDo):
        ask(window, case)


def test_an_appeal_is_made_within_sixty_days(window: Window) -> None:
    case = refused(window)

    with pytest.raises(CannotDo):
        ask(window.on(11, 22), case)
    assert ask(window.on(11, 21), case).pk


def test_an_award_taken_back_late_is_appealed_from_that_day_on(window: Window) -> None:
    case = window.decided()
    window.on(12, 20)
    case = revoke_case(case=case, why="材料不实", by="anna@example.org", **window.when)

    with pytest.raises(CannotDo):
        ask(window.on(2, 19, 2026), case)
    asked = ask(window.on(2, 18, 2026), case)

    answer_appeal(appeal=asked, upheld=False, answer="材料属实", user=window["arno"], **window.when)
    case.refresh_from_db()
    assert (case.state, case.round) == ("open", 2)


def test_nobody_reviews_their_own_decision(window: Window) -> None:
    asked = ask(window, refused(window))

    with pytest.raises(CannotDo):
        answer_appeal(appeal=asked, upheld=True, answer="维持", user=window["anna"], **window.when)


def test_an_upheld_decision_stands(window: Window) -> None:
    case = refused(window)
    asked = ask(window, case)
    said = {"appeal": asked, "upheld": True, "user": window["arno"], **window.when}

    with pytest.raises(CannotDo):
        answer_appeal(answer=" ", **said)
    answer_appeal(answer="维持原决定", **said)

    case.refresh_from_db()
    assert case.state == "refused"
    with pytest.raises(CannotDo):
        answer_appeal(answer="再答", **said)


def test_what_was_appealed_with_success_is_decided_anew_by_somebody_else(window: Window) -> None:
    case = refused(window)
    asked = ask(window, case)
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.when)

    case.refresh_from_db()
    assert (case.state, case.round, case.amount) == ("open", 2, None)
    assert [step.step for step in case.steps.filter(round=2, done_at=None)] == ["decide"]
    with pytest.raises(CannotDo) as told:
        window.decide(case, who="anna")
    assert "他人重新决定" in told.value.text.zh

    case = window.decide(case, who="arno")

    assert (case.state, case.amount) == ("approved", 10_000_000)
    assert [decision.outcome for decision in case.decisions.all()] == ["refused", "approved"]


def test_the_time_of_an_appeal_does_not_make_a_case_overdue(window: Window) -> None:
    case = refused(window)
    asked = ask(window.on(10, 20), case)
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.on(11, 7).when)

    case.refresh_from_db()

    assert case.due == dt.date(2025, 11, 13)  # four working days for the decision


def test_a_case_with_a_public_notice_keeps_its_time_when_it_is_decided_anew(window: Window) -> None:
    asked = ask(window, window.decide(window.joint(), "refused"))
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.when)

    case = asked.decision.case
    case.refresh_from_db()
    assert (case.is_stopped, case.due) == (False, dt.date(2025, 9, 25))


def test_an_earlier_decision_is_not_appealed_once_there_is_a_later_one(window: Window) -> None:
    case = refused(window)
    asked = ask(window, case)
    answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.when)
    case = window.decide(case, "refused", who="arno")

    ask(window, case)
    with pytest.raises(CannotDo):
        appeal(decision=asked.decision, text="再议", user=window["alice"], **window.when)


def test_a_case_whose_place_was_taken_is_not_decided_anew(window: Window) -> None:
    asked = ask(window, refused(window))
    window.file("plain")

    with pytest.raises(CannotDo):
        answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.when)
    asked.refresh_from_db()
    assert asked.upheld is None


def test_an_approved_case_is_taken_back_before_it_is_decided_anew(window: Window) -> None:
    asked = ask(window, window.decided())

    with pytest.raises(CannotDo):
        answer_appeal(appeal=asked, upheld=False, answer="重新决定", user=window["arno"], **window.when)


def test_whoever_took_an_award_back_does_not_answer_the_appeal_against_that(window: Window) -> None:
    case = window.decided()
    revoke_case(case=case, why="数额有误", by="arno@example.org", **window.when)
    asked = ask(window, case)

    with pytest.raises(CannotDo):
        answer_appeal(appeal=asked, upheld=True, answer="维持", user=window["arno"], **window.when)
    answer_appeal(appeal=asked, upheld=True, answer="维持", user=window["zoe"], **window.when)


def test_an_award_that_was_appealed_and_then_taken_back_is_appealed_once_more(window: Window) -> None:
    case = window.decided()
    first = ask(window, case, "数额偏低")
    answer_appeal(appeal=first, upheld=True, answer="按规定核定", user=window["arno"], **window.when)
    case = revoke_case(case=case, why="材料不实", by="anna@example.org", **window.on(9, 24).when)

    second = ask(window, case, "材料属实")

    assert (first.against, second.against) == ("decision", "revocation")
    with pytest.raises(CannotDo):
        ask(window, case, "再次申请")
    answer_appeal(appeal=second, upheld=False, answer="材料属实", user=window["arno"], **window.when)
    case.refresh_from_db()
    assert (case.state, case.round) == ("open", 2)


def test_what_is_decided_anew_answers_every_appeal_that_waits(window: Window) -> None:
    case = window.decided()
    first = ask(window, case, "数额偏低")
    case = revoke_case(case=case, why="材料不实", by="anna@example.org", **window.on(9, 24).when)
    second = ask(window, case, "材料属实")
    assert appeal_to_answer(case) == first

    answer_appeal(appeal=first, upheld=False, answer="重新决定", user=window["arno"], **window.when)

    second.refresh_from_db()
    assert (second.upheld, second.answer) == (False, "重新决定")
    assert appeal_to_answer(case) is None
    case = window.decide(case, "refused", who="arno")
    assert ask(window, case, "仍不服").against == "decision"
