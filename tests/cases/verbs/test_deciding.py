"""Decisions: by somebody else than the reviewer, within the rule, with reasons on record."""

import pytest

from tests.cases.desk import FRIDAY, NOW, Desk
from wotu.cases.verbs.deciding import decide_case
from wotu.refusal import CannotDo


def test_an_approval_gives_what_the_rule_says_and_keeps_why(desk: Desk) -> None:
    case = desk.approved()

    assert (case.state, case.amount) == ("approved", 10_000_000)
    decision = case.decisions.get()
    assert decision.reasons["conditions"][0]["answer"] == "met"
    assert decision.reasons["source"]["number"] == "试发〔2024〕1号"
    assert len(decision.code) == 14


def test_whoever_reviewed_does_not_decide(desk: Desk) -> None:
    case = desk.reviewed()

    with pytest.raises(CannotDo):
        decide_case(
            case=case, step="decide", outcome="approved", amount=None, text="", user=desk.dan, now=NOW,
            today=FRIDAY,
        )  # fmt: skip
    case.refresh_from_db()
    assert case.state == "open"


def test_an_amount_outside_the_rule_is_refused(desk: Desk) -> None:
    with pytest.raises(CannotDo):
        desk.approved(amount=10_000_001)


def test_a_refusal_says_why(desk: Desk) -> None:
    case = desk.reviewed()

    with pytest.raises(CannotDo):
        decide_case(
            case=case, step="decide", outcome="refused", amount=None, text=" ", user=desk.anna, now=NOW,
            today=FRIDAY,
        )  # fmt: skip
    case = decide_case(
        case=case, step="decide", outcome="refused", amount=None, text="材料与事实不符", user=desk.anna,
        now=NOW, today=FRIDAY,
    )  # fmt: skip
    assert (case.state, case.closed_at) == ("refused", NOW)
