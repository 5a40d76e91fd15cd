"""Review by several departments at once, countersignature, experts; passing a case on."""

import datetime as dt
from typing import Any

import pytest

from tests.cases.window import Window
from wotu.cases.models import Case
from wotu.cases.verbs.reviewing import ask_experts, hand_over, pass_on_case, record_experts, take_case
from wotu.inbox.models import Message
from wotu.refusal import CannotDo


def waiting(case: Case) -> dict[str, dt.date | None]:
    return {step.step: step.due for step in case.steps.filter(round=case.round, done_at=None)}


def test_departments_review_side_by_side_each_with_a_clock_of_its_own(window: Window) -> None:
    case = window.accept(window.file("joint"))

    assert waiting(case) == {"research": None, "tax": None, "experts": dt.date(2025, 10, 17)}
    assert case.is_stopped  # by the experts, for everybody but themselves


def test_the_experts_time_counts_for_nobody_else(window: Window) -> None:
    case = window.accept(window.file("joint"))
    case = window.on(9, 24).opinion(case, "experts", "cleo")

    assert not case.is_stopped
    assert waiting(case) == {"research": dt.date(2025, 10, 14), "tax": dt.date(2025, 9, 28)}


def test_nobody_goes_on_before_every_branch_is_done(window: Window) -> None:
    case = window.accept(window.file("joint"))
    case = window.opinion(case, "research", "dan")
    case = window.opinion(case, "experts", "cleo")
    assert list(waiting(case)) == ["tax"]

    case = window.opinion(case, "tax", "tess")

    assert list(waiting(case)) == ["countersign"]
    assert case.steps.get(step="countersign").department == "finance"


def test_who_disagrees_says_why_and_the_decision_is_still_somebody_elses(window: Window) -> None:
    case = window.accept(window.file("plain"))

    with pytest.raises(CannotDo):
        window.opinion(case, "review", "dan", "disagreed", " ")
    case = window.opinion(case, "review", "dan", "disagreed", "事实不清")

    assert case.state == "open"
    assert list(waiting(case)) == ["decide"]
    assert case.steps.get(step="review").opinion == "事实不清"
    assert not case.events.get(kind="step_done", step="review").for_firm


def test_an_opinion_is_given_once_and_on_a_review_only(window: Window) -> None:
    case = window.accept(window.file("plain"))
    window.opinion(case, "review", "dan")

    with pytest.raises(CannotDo):
        window.opinion(case, "review", "dan")
    with pytest.raises(CannotDo):
        window.opinion(case, "decide", "dan")


def test_a_case_passed_on_keeps_its_deadlines(window: Window) -> None:
    case = window.accept(window.file("plain"))
    due = case.due

    case = pass_on_case(
        case=case, department="finance", why="归财政", user=window["cleo"], now=window.when["now"]
    )

    assert (case.department, case.official, case.due) == ("finance", None, due)
    assert case.steps.get(step="review").department == "finance"
    with pytest.raises(CannotDo):
        pass_on_case(case=case, department="nowhere", why="?", user=window["cleo"], now=window.when["now"])
    with pytest.raises(CannotDo):
        pass_on_case(case=case, department="tax", why=" ", user=window["cleo"], now=window.when["now"])


def test_an_official_takes_a_case_on(window: Window) -> None:
    case = take_case(case=window.file("plain"), user=window["dan"], now=window.when["now"])

    assert case.official == window["dan"]


def test_a_case_is_handed_over_to_a_colleague_who_is_told(window: Window) -> None:
    case = window.accept(window.file("plain"))
    said = {"case": case, "user": window["cleo"], **window.when}

    with pytest.raises(CannotDo):
        hand_over(to=window["dan"], why=" ", **said)
    with pytest.raises(CannotDo):
        hand_over(to=window["alice"], why="休假", **said)
    with pytest.raises(CannotDo):
        hand_over(to=window["tess"], why="休假", **said)
    case = hand_over(to=window["dan"], why="休假", **said)

    assert case.official == window["dan"]
    assert not case.events.get(kind="transferred").for_firm
    assert Message.objects.filter(user=window["dan"], title_zh=f"办件{case.number}移交给您").exists()


def test_experts_asked_outside_the_process_stop_the_clock_too(window: Window) -> None:
    case = window.accept(window.file("plain"))
    said: dict[str, Any] = {"case": case, "user": window["dan"]}
    with pytest.raises(CannotDo):
        record_experts(text="可行", **said, **window.when)

    case = ask_experts(why="技术是否可行", **said, **window.when)
    assert (case.is_stopped, case.due) == (True, None)
    with pytest.raises(CannotDo):
        ask_experts(why="再问", **said, **window.when)

    case = record_experts(text="可行", **said, **window.on(9, 24).when)

    assert (case.is_stopped, case.due) == (
        False,
        dt.date(2025, 10, 9),
    )  # two working days more


def test_nothing_is_decided_while_experts_are_asked(window: Window) -> None:
    case = window.opinion(window.accept(window.file("plain")), "review", "dan")
    case = ask_experts(case=case, why="技术是否可行", user=window["dan"], **window.when)

    for outcome in ("approved", "refused"):
        with pytest.raises(CannotDo, match="请先登记专家意见"):
            window.decide(case, outcome)
    case = record_experts(case=case, text="可行", user=window["dan"], **window.when)

    case = window.decide(case)
    assert (case.state, case.is_stopped) == ("approved", False)
