"""How long cases took, stopped time left out; nothing is said about a handful of them."""

import datetime as dt

import pytest

from tests.cases.window import Window, new_firm
from wotu.cases.timing import durations_of, usual_days
from wotu.cases.verbs.window import answer_correction, ask_correction

LATER = dt.date(2025, 12, 1)


def play(window: Window, slug: str, review: tuple[int, int], *, corrects: bool = False) -> None:
    """File and accept on the 22nd of September, review on a day, decide the day after."""
    case = window.on(9, 22).file("plain", firm=new_firm(slug, staff="30"))
    if corrects:
        ask_correction(case=case, reasons=["缺"], user=window["cleo"], **window.when)
        answer_correction(case=case, answer="补", user=window["alice"], **window.on(9, 24).when)
    window.accept(case)
    case = window.on(*review).opinion(case, "review", "dan")
    window.on(review[0], review[1] + 1).decide(case)


@pytest.fixture
def played(window: Window) -> Window:
    for slug, review in (("a", (9, 23)), ("b", (9, 24)), ("c", (9, 25)), ("d", (10, 13))):
        play(window, slug, review)
    play(window, "e", (9, 25), corrects=True)
    return window


def test_the_median_is_of_working_days_from_acceptance_to_decision(played: Window) -> None:
    found = usual_days("win", "win.plain", LATER)

    assert found is not None
    assert (found.cases, found.figure, found.within) == (5, "3", 4 / 5)


def test_every_step_has_times_of_its_own(played: Window) -> None:
    flow = played.zone.packs.measures["win.plain"].versions[-1].flow

    found = durations_of("win", "win.plain", flow, LATER)

    assert found.whole is not None
    assert (found.whole.count, found.whole.median, found.whole.longest) == (5, 3.0, 12)
    assert (found.steps["review"].median, found.steps["decide"].median) == (2.0, 1.0)


def test_too_few_cases_publish_nothing(window: Window) -> None:
    for slug in ("a", "b"):
        play(window, slug, (9, 23))
    assert usual_days("win", "win.plain", LATER) is None

    play(window, "c", (9, 23))
    assert usual_days("win", "win.plain", LATER) is not None
    assert usual_days("win", "win.joint", LATER) is None


def test_what_was_decided_long_ago_says_nothing_about_today(played: Window) -> None:
    assert usual_days("win", "win.plain", dt.date(2027, 1, 4)) is None
