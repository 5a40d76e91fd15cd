"""Who may take a step: its office in its department, whoever stands in for them, and nobody else."""

import datetime as dt

import pytest

from tests.cases.window import Window
from wotu.access.actor import actor_of
from wotu.cases.models import Case, CaseStep
from wotu.cases.taking import may_pass_on, may_take
from wotu.parties.models import Appointment
from wotu.parties.offices import delegate


def posts(window: Window, name: str) -> frozenset[tuple[str, str, str]]:
    return actor_of(window[name], window.today).posts


def takers(window: Window, case: Case, step: CaseStep) -> set[str]:
    return {name for name in window.people if may_take(posts(window, name), step, case)}


def test_a_step_is_taken_by_its_office_in_its_department(window: Window) -> None:
    case = window.file("joint")
    assert takers(window, case, case.steps.get()) == {"cleo"}

    window.accept(case)
    assert takers(window, case, case.steps.get(step="research")) == {"dan"}
    assert takers(window, case, case.steps.get(step="tax")) == {"tess"}


@pytest.mark.parametrize("name", ["finn", "alice", "zoe"])
def test_neither_another_department_nor_an_administrator_nor_the_firm_decides(
    window: Window, name: str
) -> None:
    case = window.opinion(window.accept(window.file("plain")), "review", "dan")

    assert not may_take(posts(window, name), case.steps.get(step="decide"), case)
    assert takers(window, case, case.steps.get(step="decide")) == {"anna", "arno"}


def test_an_administrator_passes_on_and_hands_over(window: Window) -> None:
    case = window.file("plain")

    assert may_pass_on(posts(window, "zoe"), case)
    assert may_pass_on(posts(window, "dan"), case)
    assert not may_pass_on(posts(window, "tess"), case)
    assert not may_pass_on(posts(window, "alice"), case)


def test_during_absence_the_delegate_acts_and_no_longer(window: Window) -> None:
    case = window.opinion(window.accept(window.file("plain")), "review", "dan")
    step = case.steps.get(step="decide")
    office = Appointment.objects.get(user=window["anna"])
    delegate(
        appointment=office, holder=window["anna"], to=window["tess"], until=dt.date(2025, 10, 10),
        today=window.today, now=window.when["now"],
    )  # fmt: skip

    assert takers(window, case, step) == {"anna", "arno", "tess"}
    assert window.decide(case, who="tess").state == "approved"
    assert case.decisions.get().by == "tess@example.org"
    window.on(10, 10)
    assert takers(window, case, step) == {"anna", "arno"}
