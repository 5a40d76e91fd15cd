"""Answers keep their meaning when the date changes, and are few."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore

from wotu.parties.models import Party
from wotu.portal.answers import MOST_ANSWERS, MOST_FIRMS, Answer, answer_for, entries, give, given
from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, YUAN, Fact, Slot

ON = dt.date(2025, 3, 1)
REVENUE = Fact("revenue", Text("收入", "Revenue"), YUAN, period="year")
OUTPUT = Fact("output", Text("产值", "Output"), YUAN, period="quarter")
HIGHTECH = Fact("hightech", Text("高企", "High-tech"), BOOLEAN, period="since")


@pytest.mark.parametrize(
    ("fact", "slot", "period"),
    [
        (REVENUE, Slot("revenue"), "2024"),
        (REVENUE, Slot("revenue", 2), "2022"),
        (REVENUE, Slot("revenue", year=2020), "2020"),
        (OUTPUT, Slot("output"), "2024Q4"),
        (OUTPUT, Slot("output", 3), "2024Q1"),
        (HIGHTECH, Slot("hightech"), ""),
        (HIGHTECH, Slot("hightech", began=True), ""),
    ],
)
def test_an_answer_names_its_period_and_fills_the_cell_asked(fact: Fact, slot: Slot, period: str) -> None:
    answer = answer_for("f", slot, fact, "1", ON)

    assert answer.period == period
    assert slot in answer.slots(fact, ON)


def test_not_sure_says_nothing() -> None:
    assert not entries([Answer("f", "revenue", None, "2024")], {"revenue": REVENUE})


def test_a_session_keeps_a_bounded_number() -> None:
    session = SessionStore()
    for number in range(MOST_FIRMS + 5):
        give(session, Party(slug=f"f{number}"), Answer("f", "revenue", "1", "2024"))
    last = Party(slug=f"f{MOST_FIRMS + 4}")
    for number in range(MOST_ANSWERS + 5):
        give(session, last, Answer("f", f"fact{number}", "1"))

    assert len(session["answers"]) == MOST_FIRMS
    assert len(given(session, last)) == MOST_ANSWERS


def test_a_later_answer_replaces_the_earlier() -> None:
    session, firm = SessionStore(), Party(slug="f")
    give(session, firm, Answer("f", "revenue", "1", "2024"))
    give(session, firm, Answer("f", "revenue", "2", "2024"))

    assert [answer.value for answer in given(session, firm)] == ["2"]
