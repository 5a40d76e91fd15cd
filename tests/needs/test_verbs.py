"""The life of a need, at the verbs."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction

from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.measures.zones import Zone
from wotu.needs.models import Need
from wotu.needs.ranking import Reading
from wotu.needs.reads import need_in, said_about
from wotu.needs.suggest import suggest
from wotu.needs.verbs import (
    answer_need,
    close_not_served,
    close_served,
    confirm_need,
    draft_need,
    find_helpful,
    pass_on_need,
    reopen_need,
    submit_need,
    take_up_need,
    withdraw_need,
    write_message,
)
from wotu.parties.models import Party
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 9, 26, 9, 0, tzinfo=dt.UTC)
FRIDAY = dt.date(2025, 9, 26)
"""Sunday the 28th is a make-up day; the National Day holiday begins on Wednesday the 1st of October."""


@dataclass
class Cast:
    """Alice owns the firm, bob answers in the zone."""

    firm: Party
    alice: User
    bob: User
    reading: Reading

    def drafted(self, says: str = "想要高企奖励") -> Need:
        return draft_need(party=self.firm, says=says, reading=self.reading, user=self.alice, now=NOW)

    def sent(self) -> Need:
        return submit_need(need=self.drafted(), user=self.alice, now=NOW, today=FRIDAY)

    def taken_up(self) -> Need:
        return take_up_need(need=self.sent(), user=self.bob, now=NOW)


@pytest.fixture
def cast(small_zone: Zone) -> Cast:
    alice = User.objects.create_user("alice@example.org", name="Alice")
    bob = User.objects.create_user("bob@example.org", name="Bob")
    return Cast(Party.objects.get(slug="small-f1"), alice, bob, suggest(small_zone, "想要高企奖励", FRIDAY))


def _verbs(need: Need) -> list[str]:
    return [entry.verb for entry in AuditEntry.objects.filter(about=f"need:{need.pk}").order_by("id")]


def test_a_need_is_written_down_with_what_was_suggested(cast: Cast) -> None:
    need = cast.drafted()

    assert (need.state, need.zone, need.made_by) == ("draft", "small", cast.alice)
    assert need.suggested.first().key == "small.hightech"  # type: ignore[union-attr]
    assert need.fitting == len(cast.reading.suggestions)
    assert _verbs(need) == ["draft_need"]


def test_a_suggestion_that_helps_closes_the_need_and_is_counted(cast: Cast) -> None:
    need = find_helpful(need=cast.drafted(), key="small.hightech", user=cast.alice, now=NOW)

    assert (need.state, need.served_by, need.submitted_at) == ("confirmed", "small.hightech", None)
    assert need.suggested.get(key="small.hightech").helpful is True


def test_only_a_suggestion_that_was_shown_can_have_helped(cast: Cast) -> None:
    need = cast.drafted()

    with pytest.raises(CannotDo, match="建议"):
        find_helpful(need=need, key="small.oldest", user=cast.alice, now=NOW)
    need.refresh_from_db()
    assert need.state == "draft"


def test_sending_a_need_sets_deadlines_in_working_days(cast: Cast) -> None:
    need = cast.sent()

    assert need.take_up_by == dt.date(2025, 9, 29)
    assert need.answer_by == dt.date(2025, 10, 10)
    assert set(need.suggested.values_list("helpful", flat=True)) == {False}


def test_the_zone_does_not_see_a_draft(cast: Cast) -> None:
    need = cast.drafted()

    assert need_in("small", need.pk) is None
    assert need_in("small", submit_need(need=need, user=cast.alice, now=NOW, today=FRIDAY).pk) == need


def test_a_need_is_taken_up_answered_closed_and_confirmed(cast: Cast) -> None:
    need = cast.taken_up()
    answer_need(need=need, text="请准备高企证书，我们上门办。", user=cast.bob, now=NOW)
    close_served(need=need, key="small.hightech", known=["small.hightech"], user=cast.bob, now=NOW)
    done = confirm_need(need=need, user=cast.alice, now=NOW)

    assert (done.state, done.served_by, done.official) == ("confirmed", "small.hightech", cast.bob)
    assert _verbs(need) == [
        "draft_need", "submit_need", "take_up_need", "answer_need", "close_served", "confirm_need",
    ]  # fmt: skip


def test_passing_on_keeps_the_day_of_the_answer_and_tells_the_desk_why(cast: Cast) -> None:
    need = cast.taken_up()
    before = (need.department, need.answer_by)
    other = "living" if need.department != "living" else "law"

    moved = pass_on_need(need=need, department=other, why="不归我们管", user=cast.bob, now=NOW, today=FRIDAY)

    assert (moved.state, moved.department, moved.official) == ("submitted", other, None)
    assert moved.answer_by == before[1]
    assert [m.text for m in said_about(need, with_internal=True)] == ["不归我们管"]
    assert said_about(need, with_internal=False) == []


@pytest.mark.parametrize("department", ["none", "same"])
def test_a_need_is_passed_on_to_another_department_only(cast: Cast, department: str) -> None:
    need = cast.taken_up()
    where = need.department if department == "same" else department

    with pytest.raises(CannotDo, match="另一个部门"):
        pass_on_need(need=need, department=where, why="换", user=cast.bob, now=NOW, today=FRIDAY)


def test_a_need_nothing_serves_is_closed_with_the_reason_and_counted(cast: Cast) -> None:
    need = cast.taken_up()
    with pytest.raises(CannotDo, match="请写下内容"):
        close_not_served(need=need, reason="  ", user=cast.bob, now=NOW)

    close_not_served(need=need, reason="园区没有这类措施", user=cast.bob, now=NOW)

    assert list(Need.objects.filter(zone="small").unserved()) == [need]
    confirm_need(need=need, user=cast.alice, now=NOW)
    assert list(Need.objects.filter(zone="small").unserved()) == [need]


def test_a_firm_reopens_what_did_not_help_and_the_clock_starts_anew(cast: Cast) -> None:
    need = cast.taken_up()
    close_served(need=need, key="small.hightech", known=["small.hightech"], user=cast.bob, now=NOW)
    later = NOW + dt.timedelta(days=20)

    again = reopen_need(
        need=need, why="还是没有拿到", user=cast.alice, now=later, today=dt.date(2025, 10, 16)
    )

    assert (again.state, again.reopened, again.official, again.served_by) == ("submitted", 1, None, "")
    assert again.answer_by == dt.date(2025, 10, 23)
    assert again.suggested.get(key="small.hightech").helpful is False


def test_a_click_too_many_on_a_suggestion_can_be_taken_back(cast: Cast) -> None:
    need = find_helpful(need=cast.drafted(), key="small.hightech", user=cast.alice, now=NOW)

    again = reopen_need(need=need, why="点错了", user=cast.alice, now=NOW, today=FRIDAY)

    assert (again.state, again.answer_by) == ("submitted", dt.date(2025, 10, 10))
    assert again.suggested.get(key="small.hightech").helpful is False


def test_a_measure_that_is_not_there_serves_nothing(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="措施或资源"):
        close_served(need=cast.taken_up(), key="small.none", known=["small.hightech"], user=cast.bob, now=NOW)


def test_two_officials_cannot_both_take_a_need_up(cast: Cast) -> None:
    need = cast.taken_up()

    with pytest.raises(CannotDo, match="已经有人受理"):
        take_up_need(need=need, user=cast.alice, now=NOW)
    assert _verbs(need).count("take_up_need") == 1


def test_nothing_more_happens_to_a_need_taken_back(cast: Cast) -> None:
    need = withdraw_need(need=cast.sent(), user=cast.alice, now=NOW)

    with pytest.raises(CannotDo, match="已经撤回"):
        take_up_need(need=need, user=cast.bob, now=NOW)
    assert not Need.objects.filter(zone="small").ever_sent().exists()


def test_an_internal_note_is_for_the_desk_alone(cast: Cast) -> None:
    need = cast.taken_up()
    write_message(need=need, text="请补充照片", user=cast.bob, side="desk", now=NOW)
    write_message(need=need, text="老板脾气急", user=cast.bob, side="desk", now=NOW, is_internal=True)
    write_message(need=need, text="好的", user=cast.alice, side="firm", now=NOW)

    assert [m.text for m in said_about(need, with_internal=False)] == ["请补充照片", "好的"]
    with pytest.raises(IntegrityError, match="message_internal_is_the_desks"), transaction.atomic():
        need.messages.create(at=NOW, author=cast.alice, side="firm", is_internal=True, text="秘密")


@pytest.mark.parametrize("says", ["", "  ", "长" * 1_001])
def test_too_little_or_too_much_is_refused_and_nothing_is_written(cast: Cast, says: str) -> None:
    with pytest.raises(CannotDo):
        cast.drafted(says)

    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("need_says_something", {"says": ""}),
        ("need_state_known", {"state": "lost"}),
        ("need_sent_has_deadlines", {"answer_by": None}),
        ("need_taken_up_by_somebody", {"official": None}),
        ("need_served_by_something", {"state": "served"}),
        ("need_not_served_says_why", {"state": "not_served"}),
        ("need_one_outcome", {"served_by": "small.hightech", "reason": "没有"}),
    ],
)
def test_the_database_keeps_what_the_verbs_promise(cast: Cast, name: str, change: dict[str, object]) -> None:
    need = cast.taken_up()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**change)
