"""Awards that may not stand beside each other: at filing, at approval and before paying."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, connection

from tests.cases.window import Window, new_firm, new_member, say
from wotu.cases.conflicts import before_paying
from wotu.cases.models import Case, CaseEvent
from wotu.cases.verbs import deciding, filing
from wotu.cases.verbs.filing import withdraw_case
from wotu.parties.models import Party
from wotu.refusal import CannotDo


def refusal(window: Window, name: str, subject: Party | None = None, firm: Party | None = None) -> str:
    with pytest.raises(CannotDo) as refused:
        window.file(name, subject, firm)
    return refused.value.reasons[0].zh


def test_only_the_highest_of_a_firm_stands(window: Window) -> None:
    case = window.file("high_a")

    assert refusal(window, "high_b") == f"与办件{case.number}“high_b奖励”冲突：就高。".replace(
        "high_b", "high_a"
    )


def test_what_is_allowed_together_stands_together(window: Window) -> None:
    window.file("high_a")

    assert window.file("alone").pk
    assert "就高" in refusal(window, "high_b")


def test_an_award_of_another_year_stands_in_nobodys_way(window: Window) -> None:
    window.file("high_a")
    say(window.firm, {"revenue": "1亿元"})

    assert window.on(3, 2, 2026).file("high_b").period == "2026"


def test_what_excludes_the_other_excludes_it_either_way_round(window: Window) -> None:
    window.file("never_with")
    assert "不可兼得" in refusal(window, "high_a")

    other = new_firm("yuanshan", revenue="1亿元")
    window.file("high_a", firm=other)
    assert "不可兼得" in refusal(window, "never_with", firm=other)


def test_the_exception_of_a_rule_holds_where_it_is_known_to(window: Window) -> None:
    window.file("never_with")
    say(window.firm, {"agreed": "false"})
    assert "不可兼得" in refusal(window, "high_a")

    say(window.firm, {"agreed": "true"})

    assert window.file("high_a").pk


def test_of_a_year_and_kind_one_award_stands(window: Window) -> None:
    window.file("year_a")

    assert "同年度同类就高" in refusal(window, "year_b")
    assert window.on(3, 2, 2026).file("year_b").pk


def test_of_one_product_one_award_stands_whatever_project_it_comes_with(window: Window) -> None:
    first, second, third = (
        new_member(window.firm, "project", slug, cost="1000万元", **({"product": product} if product else {}))
        for slug, product in (("p1", "芯片"), ("p2", "芯片"), ("p3", ""))
    )
    window.file("trial", first)

    assert "同一产品就高" in refusal(window, "launch", second)
    assert window.file("launch", third).pk  # nobody knows its product


def test_of_one_product_one_award_stands_whichever_firm_has_it(window: Window) -> None:
    other = new_firm("yuanshan", revenue="1亿元")
    window.file("trial", new_member(window.firm, "project", "p1", cost="1000万元", product="芯片"))

    said = refusal(
        window, "launch", new_member(other, "project", "p9", cost="1000万元", product="芯片"), firm=other
    )
    assert said == "其他主体已就同一对象申报“trial奖励”：同一产品就高。"


def test_of_one_project_one_award_stands(window: Window) -> None:
    first, second = (new_member(window.firm, "project", slug, cost="1000万元") for slug in ("p1", "p2"))
    window.file("row_a", first)

    assert "同一项目就高" in refusal(window, "row_b", first)
    assert window.file("row_b", second).pk


def test_of_one_person_one_award_stands_even_after_moving_to_another_firm(window: Window) -> None:
    here = new_member(window.firm, "person", "li", degree="true", badge="A-17")
    other = new_firm("yuanshan", revenue="1亿元")
    there = new_member(other, "person", "li-2", degree="true", badge="A-17")
    window.file("settle", here)

    assert "同一人就高" in refusal(window, "rent", here)
    assert "其他主体" in refusal(window, "rent", there, firm=other)


def _in_conflict(window: Window) -> tuple[Case, Case]:
    """Return two accepted cases that came to be in conflict after they were filed."""
    say(window.firm, {"agreed": "true"})
    cases = [window.accept(window.file(name)) for name in ("never_with", "high_a")]
    say(window.firm, {"agreed": "false"})
    first, second = (window.opinion(case, "review", "dan") for case in cases)
    return first, second


def test_a_conflict_that_came_up_later_is_caught_at_approval(window: Window) -> None:
    first, second = _in_conflict(window)

    with pytest.raises(CannotDo) as refused:
        window.decide(first)
    assert "不可兼得" in refused.value.reasons[0].zh
    window.decide(second, "refused")
    assert window.decide(first).state == "approved"


def test_a_conflict_that_came_up_after_approval_stops_the_later_payment(window: Window) -> None:
    say(window.firm, {"agreed": "true"})
    cases = [window.opinion(window.accept(window.file(n)), "review", "dan") for n in ("never_with", "high_a")]
    first, second = (window.decide(case) for case in cases)
    assert (before_paying(first), before_paying(second)) == ((), ())

    say(window.firm, {"agreed": "false"})

    assert before_paying(first) == ()
    assert "不可兼得" in before_paying(second)[0].zh


def test_what_was_taken_back_stands_in_nobodys_way(window: Window) -> None:
    withdraw_case(case=window.file("high_a"), user=window["alice"], why="", **window.when)

    assert window.file("high_b").pk


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run each in a thread and a connection of its own; return what each came to."""
    came: list[object] = [None] * len(tasks)

    def run(number: int, task: Callable[[], object]) -> None:
        try:
            came[number] = task()
        except (CannotDo, IntegrityError) as error:
            came[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return came


def _meeting(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    """Let two that have looked wait for each other before they write: the race at its worst."""
    barrier = threading.Barrier(2)
    before = getattr(owner, name)

    def look_and_wait(*args: Any, **kwargs: Any) -> Any:
        found = before(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(1)
        return found

    monkeypatch.setattr(owner, name, look_and_wait)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [False, True])
def test_two_who_file_what_conflicts_at_once_do_not_overlook_each_other(
    window: Window, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    _meeting(monkeypatch, filing, "against")
    if not locked:
        monkeypatch.setattr(filing, "firm_locked", Mock())

    came = at_once(lambda: window.file("high_a"), lambda: window.file("high_b"))

    filed = [one for one in came if isinstance(one, Case)]
    assert len(filed) == (1 if locked else 2), "without the lock both are filed: the race is real"
    assert Case.objects.count() == len(filed)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [False, True])
def test_two_who_decide_one_case_at_once_decide_it_once(
    window: Window, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    case = window.opinion(window.accept(window.file("plain")), "review", "dan")
    _meeting(monkeypatch, deciding, "against")
    if not locked:
        monkeypatch.setattr(deciding, "locked", lambda case, _: Case.objects.get(pk=case.pk))
        monkeypatch.setattr(deciding, "open_step", lambda case, step: case.steps.get(step=step))

    came = at_once(lambda: window.decide(case, who="anna"), lambda: window.decide(case, who="arno"))

    kinds = sorted(type(one).__name__ for one in came)
    last = "CannotDo" if locked else "IntegrityError"
    assert kinds == sorted(["Case", last]), "without the lock only the constraint is left"
    assert CaseEvent.objects.filter(case=case, kind="decided").count() == 1
