"""Cases are found by their number and by their firm."""

import pytest

from tests.cases.conftest import window, window_packs
from tests.cases.window import Window
from wotu.access.actor import actor_of
from wotu.desk.firms.case_events import of_cases
from wotu.desk.search.hits import EXACT
from wotu.desk.search.sources import search

__all__ = ["window", "window_packs"]


@pytest.mark.parametrize("by", ["number", "key", "firm"])
def test_a_case_is_found_by_an_official_who_sees_cases(window: Window, by: str) -> None:
    case = window.accept(window.file("plain"))
    typed = {"number": case.number, "key": str(case.pk), "firm": window.firm.name}[by]
    actor = actor_of(window["cleo"], window.today)

    found = [group for group in search(actor, window.zone, typed) if group.source.id == "cases"]

    assert found[0].hits[0].address == f"/desk/win/cases/{case.pk}/"
    assert found[0].hits[0].fit == EXACT
    assert found[0].hits[0].detail is not None
    assert "plain奖励" in found[0].hits[0].detail.zh


def test_what_happened_to_cases_stands_in_the_firms_line_of_time(window: Window) -> None:
    window.accept(window.file("plain"))

    assert [event.title.zh for event in of_cases(window.firm, 10)] == ["受理：plain奖励", "提交：plain奖励"]
