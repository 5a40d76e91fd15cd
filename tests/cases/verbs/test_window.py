"""At the window: accepting, not accepting, one correction with every reason and the clock stopped."""

import datetime as dt

import pytest

from tests.cases.window import Window
from wotu.cases.models import Case
from wotu.cases.verbs.filing import withdraw_case
from wotu.cases.verbs.window import answer_correction, ask_correction, not_accept_case
from wotu.refusal import CannotDo


def ask(window: Window, case: Case, *reasons: str) -> Case:
    return ask_correction(case=case, reasons=reasons or ("缺章",), user=window["cleo"], **window.when)


def test_acceptance_begins_the_time_of_the_whole(window: Window) -> None:
    case = window.accept(window.file("plain"))

    assert (case.state, case.official) == ("open", window["cleo"])
    assert [step.step for step in case.steps.filter(done_at=None)] == ["review"]
    assert case.due == dt.date(2025, 9, 29)  # the review's, over the make-up Sunday


def test_a_case_is_accepted_once(window: Window) -> None:
    case = window.accept(window.file("plain"))

    with pytest.raises(CannotDo):
        window.accept(case)


def test_who_does_not_accept_says_why_and_the_case_is_over(window: Window) -> None:
    case = window.file("plain")
    said = {"case": case, "step": "accept", "user": window["cleo"], **window.when}

    with pytest.raises(CannotDo):
        not_accept_case(why=" ", **said)
    case = not_accept_case(why="不属于本园区，请向市科技局申报", **said)

    assert (case.state, case.due) == ("not_accepted", None)
    assert case.events.last() is not None
    assert not case.steps.filter(done_at=None).exists()
    assert window.file("plain").state == "filed"


def test_a_correction_stops_the_clock_and_answering_starts_it_again(window: Window) -> None:
    case = ask(window, window.file("plain"), "缺章", " ", "金额不一致")

    assert case.correction.reasons == ["缺章", "金额不一致"]
    assert (case.due, case.is_stopped, case.steps.get().due) == (None, True, None)
    assert case.correction.answer_by == dt.date(2025, 10, 11)  # ten working days, over the holiday

    case = answer_correction(case=case, answer="已补", user=window["alice"], **window.on(9, 25).when)

    assert not case.is_stopped
    assert case.steps.get().due == dt.date(2025, 10, 9)  # five working days, three of which were stopped


def test_a_correction_is_asked_for_once(window: Window) -> None:
    case = ask(window, window.file("plain"))
    case = answer_correction(case=case, answer="已补", user=window["alice"], **window.when)

    with pytest.raises(CannotDo) as refused:
        ask(window, case, "还缺一份")
    assert "只能要求一次" in refused.value.text.zh


def test_a_correction_is_asked_for_in_time_or_not_at_all(window: Window) -> None:
    case = window.file("plain")

    with pytest.raises(CannotDo) as refused:
        ask(window.on(9, 29), case)
    assert "2025-09-28" in refused.value.text.zh
    assert ask(window.on(9, 28), case).is_stopped


def test_nothing_to_correct_is_no_correction(window: Window) -> None:
    case = window.file("plain")

    with pytest.raises(CannotDo):
        ask(window, case, " ")
    with pytest.raises(CannotDo):
        answer_correction(case=case, answer="补", user=window["alice"], **window.when)


def test_while_the_firm_corrects_the_case_is_neither_accepted_nor_turned_away(window: Window) -> None:
    case = ask(window, window.file("plain"))

    with pytest.raises(CannotDo):
        window.accept(case)
    with pytest.raises(CannotDo):
        not_accept_case(case=case, step="accept", why="晚", user=window["cleo"], **window.when)


def test_a_firm_may_take_back_what_it_was_asked_to_correct(window: Window) -> None:
    case = ask(window, window.file("plain"))

    case = withdraw_case(case=case, user=window["alice"], why="不办了", **window.when)

    assert (case.state, case.is_stopped) == ("withdrawn", False)
