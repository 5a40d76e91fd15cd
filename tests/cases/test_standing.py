"""Where a case stands follows from its events alone, whatever was done to it in whatever order."""

# ruff: noqa: ARG005 - every move has one shape

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.window import Window
from tests.random_examples import examples
from wotu.cases.asking import flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.models import Appeal, Case, CaseEvent, Decision, Notice
from wotu.cases.standing import standing_of
from wotu.cases.verbs import appeals, delivering, filing, notices, reviewing
from wotu.cases.verbs import window as window_verbs
from wotu.refusal import CannotDo

Move = Callable[[Window, Case, str], object]
STEPS = ("accept", "research", "tax", "experts", "countersign", "review", "decide", "deliver", "pay")


def _appeal(window: Window, case: Case, step: str) -> object:
    decision = case.decisions.latest("round")
    if decision is None:
        raise LookupError
    return appeals.appeal(decision=decision, text="不服", user=window["alice"], **window.when)


def _answer(window: Window, case: Case, step: str) -> object:
    asked = Appeal.objects.get(decision__case=case, upheld=None)
    return appeals.answer_appeal(appeal=asked, upheld=False, answer="重办", user=window["zoe"], **window.when)


MOVES: dict[str, Move] = {
    "accept": lambda w, c, s: w.accept(c),
    "turn away": lambda w, c, s: window_verbs.not_accept_case(
        case=c, step="accept", why="否", user=w["cleo"], **w.when
    ),
    "ask": lambda w, c, s: window_verbs.ask_correction(
        case=c, reasons=["缺"], user=w["cleo"], **w.when
    ),
    "correct": lambda w, c, s: window_verbs.answer_correction(
        case=c, answer="补", user=w["alice"], **w.when
    ),
    "agree": lambda w, c, s: w.opinion(c, s, "dan"),
    "disagree": lambda w, c, s: w.opinion(c, s, "tess", "disagreed", "否"),
    "pass on": lambda w, c, s: reviewing.pass_on_case(
        case=c, department="finance", why="归口", user=w["cleo"], now=w.when["now"]
    ),
    "approve": lambda w, c, s: w.decide(c, "approved", "anna"),
    "approve again": lambda w, c, s: w.decide(c, "approved", "arno"),
    "refuse": lambda w, c, s: w.decide(c, "refused", "anna"),
    "end notice": lambda w, c, s: notices.end_notice(
        notice=Notice.objects.get(case=c, ended_at=None), **w.when
    ),
    "deliver": lambda w, c, s: delivering.deliver(case=c, step=s, text="", by="cleo", **w.when),
    "withdraw": lambda w, c, s: filing.withdraw_case(case=c, user=w["alice"], why="", **w.when),
    "revoke": lambda w, c, s: delivering.revoke_case(case=c, why="误", by="zoe", **w.when),
    "appeal": _appeal,
    "answer": _answer,
}  # fmt: skip
LIKELY = [
    "accept",
    "agree",
    "approve",
    "end notice",
    "deliver",
    "approve again",
    "refuse",
    "appeal",
    "answer",
]
PLAYED = st.lists(
    st.tuples(
        st.sampled_from([*LIKELY, *LIKELY, *LIKELY, *MOVES]), st.sampled_from(STEPS), st.integers(0, 4)
    ),
    min_size=5, max_size=60,
)  # fmt: skip


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["joint", "plain", "offered"]), played=PLAYED)
def test_what_rows_keep_of_a_case_is_what_follows_from_its_events(
    window: Window, name: str, played: list[tuple[str, str, int]]
) -> None:
    window.on(9, 22)
    with transaction.atomic():
        case = window.file(name)
        for move, step, days in played:
            with suppress(CannotDo, LookupError, ObjectDoesNotExist), transaction.atomic():
                MOVES[move](window, case, step)
            _agrees(case, window.today)
            window.today += dt.timedelta(days=days)
        transaction.set_rollback(True)


def _agrees(case: Case, today: dt.date) -> None:
    case.refresh_from_db()
    flow = flow_of(case)
    stands = standing_of(flow, case.events.all())
    rows = {row.step: row for row in case.steps.filter(round=case.round)}
    open_ = {id_: row for id_, row in rows.items() if row.done_at is None}
    assert (case.state, case.round, case.amount) == (stands.state, stands.round, stands.amount)
    assert {id_: row.opened_at for id_, row in open_.items()} == stands.open
    if open_:
        done = {id_ for id_, row in rows.items() if row.done_at and row.outcome != "lapsed"}
        assert done == stands.done
    last = case.events.last()
    assert last is not None
    clocks = clocks_of(flow, case.events.all(), today)
    due = {id_: one.date for id_, one in clocks.steps.items()}
    assert {id_: row.due for id_, row in open_.items() if row.due} == {k: v for k, v in due.items() if v}
    assert (case.due, case.is_stopped) == (clocks.first, clocks.stopped)


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [CaseEvent, Decision])
def test_what_happened_is_neither_altered_nor_deleted(
    window: Window, model: type[CaseEvent] | type[Decision], change: str
) -> None:
    window.decided()
    rows = model.objects.all()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(by="eve") if change == "update" else rows._raw_delete(rows.db)
    assert not model.objects.filter(by="eve").exists()
