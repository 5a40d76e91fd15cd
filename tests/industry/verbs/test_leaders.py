"""Deciding who leads a chain, and taking it back."""

import pytest

from tests.desk.official import official
from tests.industry.small import NOW, chain, firm, makes, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.industry.models import Chain, Enterprise, Leader
from wotu.industry.verbs.leaders import confirm_leader, end_leader, reject_leader, undo_decision
from wotu.industry.verbs.plans import set_goals
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

WHY = {"score": 90.0, "why": {"zh": "规模列第 1", "en": "number 1 by size"}}


@pytest.fixture
def dan() -> User:
    return official("dan", "reviewer")


@pytest.fixture
def led() -> Chain:
    return chain("led", (product("chip"), 2))


@pytest.fixture
def big() -> Enterprise:
    made = firm("big", inside=True)
    makes(made, product("wafer"))
    return made


def test_a_confirmed_leader_keeps_what_spoke_for_it(led: Chain, big: Enterprise, dan: User) -> None:
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)

    assert (made.state, made.reasons, made.decided_by) == ("confirmed", WHY, dan)
    assert AuditEntry.objects.latest("id").verb == "confirm_leader"


def test_a_rejection_needs_a_reason_and_leaves_nothing_without(
    led: Chain, big: Enterprise, dan: User
) -> None:
    with pytest.raises(CannotDo, match="请写明原因"):
        reject_leader(chain=led, enterprise=big, reasons=WHY, why="  ", user=dan, now=NOW)
    assert not Leader.objects.exists()

    made = reject_leader(chain=led, enterprise=big, reasons=WHY, why="只做贸易", user=dan, now=NOW)
    assert (made.state, made.why) == ("rejected", "只做贸易")


def test_one_that_was_rejected_can_be_confirmed_and_that_be_taken_back(
    led: Chain, big: Enterprise, dan: User
) -> None:
    reject_leader(chain=led, enterprise=big, reasons=WHY, why="只做贸易", user=dan, now=NOW)
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY | {"score": 91.0}, user=dan, now=NOW)

    undone = undo_decision(leader=made, user=dan, now=NOW)

    assert undone is not None
    assert (undone.state, undone.why, undone.reasons["score"]) == ("rejected", "只做贸易", 90.0)
    with pytest.raises(CannotDo, match="已经撤销过"):
        undo_decision(leader=made, user=dan, now=NOW)


def test_a_first_decision_taken_back_is_a_proposal_again(led: Chain, big: Enterprise, dan: User) -> None:
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)

    assert undo_decision(leader=made, user=dan, now=NOW) is None
    assert not Leader.objects.exists()
    assert AuditEntry.objects.latest("id").verb == "undo_leader"


def test_once_a_plan_began_a_confirmation_is_ended_and_not_taken_back(
    led: Chain, big: Enterprise, dan: User
) -> None:
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)
    set_goals(leader=made, goals="扩产", contact=None, user=dan, now=NOW)
    with pytest.raises(CannotDo, match="请用“退出”"):
        undo_decision(leader=made, user=dan, now=NOW)

    ended = end_leader(leader=made, why="迁出园区", user=dan, now=NOW)
    assert (ended.state, ended.why, ended.goals) == ("ended", "迁出园区", "扩产")
    undone = undo_decision(leader=ended, user=dan, now=NOW)
    assert undone is not None
    assert (undone.state, undone.why) == ("confirmed", "")


def test_the_same_decision_twice_and_a_dissolved_firm_are_refused(
    led: Chain, big: Enterprise, dan: User
) -> None:
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)
    with pytest.raises(CannotDo, match="已经作过"):
        confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)
    with pytest.raises(CannotDo, match="请改用"):
        reject_leader(chain=led, enterprise=big, reasons=WHY, why="x", user=dan, now=NOW)
    end_leader(leader=made, why="x", user=dan, now=NOW)
    made.refresh_from_db()
    with pytest.raises(CannotDo, match="只有已确认"):
        end_leader(leader=made, why="x", user=dan, now=NOW)
    gone = firm("gone", inside=True, is_dissolved=True)
    with pytest.raises(CannotDo, match="已注销"):
        confirm_leader(chain=led, enterprise=gone, reasons=WHY, user=dan, now=NOW)


def test_a_confirmation_after_a_rejection_is_not_taken_back_once_its_plan_began(
    led: Chain, big: Enterprise, dan: User
) -> None:
    reject_leader(chain=led, enterprise=big, reasons=WHY, why="只做贸易", user=dan, now=NOW)
    made = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)
    set_goals(leader=made, goals="扩产", contact=None, user=dan, now=NOW)

    with pytest.raises(CannotDo, match="请用“退出”"):
        undo_decision(leader=made, user=dan, now=NOW)


def test_what_another_decided_or_took_back_meanwhile_is_refused_in_words(
    led: Chain, big: Enterprise, dan: User
) -> None:
    seen = confirm_leader(chain=led, enterprise=big, reasons=WHY, user=dan, now=NOW)
    other = Leader.objects.get(pk=seen.pk)
    assert undo_decision(leader=other, user=dan, now=NOW) is None

    with pytest.raises(CannotDo, match="已经撤销"):
        undo_decision(leader=seen, user=dan, now=NOW)
    with pytest.raises(CannotDo, match="只有已确认"):
        end_leader(leader=seen, why="迁出", user=dan, now=NOW)
    assert not Leader.objects.exists()
