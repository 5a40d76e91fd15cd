"""The plan for a chain leader: goals, steps, and what came of them."""

import datetime as dt

import pytest

from tests.desk.official import official
from tests.industry.small import NOW, ZONE, chain, firm, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.industry.models import Leader, PlanStep
from wotu.industry.reads import open_steps
from wotu.industry.verbs.leaders import confirm_leader, end_leader
from wotu.industry.verbs.plans import add_step, drop_step, finish_step, reopen_step, set_goals
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 4, 1)


@pytest.fixture
def dan() -> User:
    return official("dan", "reviewer")


@pytest.fixture
def leader(dan: User) -> Leader:
    led = chain("led", (product("chip"), 2))
    return confirm_leader(chain=led, enterprise=firm("big", inside=True), reasons={}, user=dan, now=NOW)


def _step(leader: Leader, dan: User, what: str = "走访") -> PlanStep:
    return add_step(leader=leader, what=what, due_on=DUE, owner=dan, measure="", user=dan, now=NOW)


def test_a_step_is_done_with_a_result_and_can_be_opened_again(leader: Leader, dan: User) -> None:
    step = _step(leader, dan)
    assert list(open_steps(ZONE)) == [step]
    with pytest.raises(CannotDo, match="请写明结果"):
        finish_step(step=step, result=" ", user=dan, now=NOW)

    done = finish_step(step=step, result="二期需要厂房", user=dan, now=NOW)
    assert (done.done_at, done.result) == (NOW, "二期需要厂房")
    assert not open_steps(ZONE).exists()
    with pytest.raises(CannotDo, match="已经办结"):
        finish_step(step=step, result="x", user=dan, now=NOW)
    with pytest.raises(CannotDo, match="不能删除"):
        drop_step(step=step, user=dan, now=NOW)

    assert reopen_step(step=step, user=dan, now=NOW).done_at is None
    with pytest.raises(CannotDo, match="还没有办结"):
        reopen_step(step=step, user=dan, now=NOW)


def test_a_step_that_is_dropped_stays_in_the_trail(leader: Leader, dan: User) -> None:
    drop_step(step=_step(leader, dan), user=dan, now=NOW)

    assert not PlanStep.objects.exists()
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.detail["what"]) == ("drop_step", "走访")


def test_a_step_says_what_is_to_be_done(leader: Leader, dan: User) -> None:
    with pytest.raises(CannotDo, match="做什么"):
        _step(leader, dan, " ")


def test_only_a_confirmed_leader_has_a_plan_and_an_ended_one_waits_for_nothing(
    leader: Leader, dan: User
) -> None:
    _step(leader, dan)
    set_goals(leader=leader, goals=" 扩产 ", contact=dan, user=dan, now=NOW)
    leader.refresh_from_db()
    assert (leader.goals, leader.contact) == ("扩产", dan)

    end_leader(leader=leader, why="迁出", user=dan, now=NOW)
    assert not open_steps(ZONE).exists()
    with pytest.raises(CannotDo, match="已确认的链主"):
        _step(leader, dan)
    with pytest.raises(CannotDo, match="已确认的链主"):
        set_goals(leader=leader, goals="x", contact=None, user=dan, now=NOW)


def test_a_step_another_dropped_meanwhile_is_refused_in_words(leader: Leader, dan: User) -> None:
    step = _step(leader, dan)
    drop_step(step=PlanStep.objects.get(pk=step.pk), user=dan, now=NOW)

    for act in (
        lambda: drop_step(step=step, user=dan, now=NOW),
        lambda: finish_step(step=step, result="好", user=dan, now=NOW),
        lambda: reopen_step(step=step, user=dan, now=NOW),
    ):
        with pytest.raises(CannotDo, match="已被删除"):
            act()
