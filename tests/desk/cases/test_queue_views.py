"""The queue: whose turn it is, lights, filters, accepting several at once; the board."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases.hall import Hall
from wotu.access.actor import actor_of
from wotu.cases.models import Case
from wotu.cases.verbs.saying import comment
from wotu.desk.cases.waiting import waiting

pytestmark = pytest.mark.django_db

HOME = "/desk/small/cases/"


def _text(client: Client, path: str = HOME) -> str:
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_a_case_is_in_the_queue_of_whoever_has_it(hall: Hall) -> None:
    case = hall.accepted()

    assert case.number not in _text(hall.client("cleo"))
    assert case.number in _text(hall.client("dan"))
    assert case.number in _text(hall.client("cleo"), f"{HOME}?view=open")


def test_a_case_the_firm_is_correcting_waits_for_nobody_at_the_desk(hall: Hall) -> None:
    case = hall.sent_back()

    assert case.number not in _text(hall.client("cleo"))
    page = _text(hall.client("cleo"), f"{HOME}?view=open&light=stopped")
    assert case.number in page
    assert "停表" in page


def test_an_overdue_case_shows_red(hall: Hall) -> None:
    case = hall.filed()
    Case.objects.filter(pk=case.pk).update(due="2020-01-01")

    assert case.number in _text(hall.client("cleo"), f"{HOME}?light=overdue")
    assert case.number not in _text(hall.client("cleo"), f"{HOME}?light=calm")


@pytest.mark.parametrize("words", ["晨光", "用工补贴", "{number}"])
def test_a_case_is_found_by_firm_measure_or_number(hall: Hall, words: str) -> None:
    case = hall.filed()

    assert case.number in _text(hall.client("cleo"), f"{HOME}?q={words.format(number=case.number)}")
    assert "没有符合筛选的办件" in _text(hall.client("cleo"), f"{HOME}?q=没有这样的")


def test_a_department_sees_its_own(hall: Hall) -> None:
    case = hall.filed()

    assert case.number in _text(hall.client("cleo"), f"{HOME}?department=research")
    assert case.number not in _text(hall.client("cleo"), f"{HOME}?department=treasury")


def test_the_chosen_are_accepted_and_the_others_say_why_not(hall: Hall) -> None:
    one, other = hall.filed(), hall.accepted("small.first")

    answer = hall.client("cleo").post(f"{HOME}accept", {"chosen": [one.pk, other.pk, "x"]}, follow=True)

    page = answer.content.decode()
    one.refresh_from_db()
    assert one.state == "open"
    assert "已受理1件" in page
    assert other.number in page


def test_the_reviewer_accepts_nothing(hall: Hall) -> None:
    one = hall.filed()

    hall.client("dan").post(f"{HOME}accept", {"chosen": [one.pk]})

    one.refresh_from_db()
    assert one.state == "filed"


def test_what_waits_is_told_on_the_first_page(hall: Hall) -> None:
    hall.filed()
    today = timezone.localdate()

    lines = waiting(actor_of(hall["cleo"], today), hall.zone, today)

    assert [line.count for line in lines if line.count] == [1]


def test_the_board_shows_where_cases_wait_and_how_long_steps_take(hall: Hall) -> None:
    assert "还没有办件" in _text(hall.client("dan"), f"{HOME}board/")
    hall.decided()
    hall.filed("small.first")

    page = _text(hall.client("dan"), f"{HOME}board/?measure=small.staff")

    assert "热力图" in page
    assert "办件太少，不公布" in page


def test_what_a_firm_wrote_waits_until_somebody_at_the_desk_says_something(hall: Hall) -> None:
    case = hall.accepted()
    label, cleo = "Messages of applicants to answer", actor_of(hall["cleo"], timezone.localdate())

    def lines() -> list[tuple[int, str]]:
        found = waiting(cleo, hall.zone, timezone.localdate())
        return [(line.count, line.address) for line in found if line.label.en == label]

    assert lines() == []
    for text in ("请问什么时候能办好？", "还要补什么吗？"):
        comment(case=case, text=text, user=hall["alice"], side="firm", now=timezone.now())

    assert lines() == [(1, f"{HOME}?view=messages")]
    assert case.number in _text(hall.client("cleo"), f"{HOME}?view=messages")

    comment(
        case=case, text="已电话答复", user=hall["cleo"], side="desk", now=timezone.now(), is_internal=True
    )

    assert lines() == []
    assert "申请人的留言都已回复" in _text(hall.client("cleo"), f"{HOME}?view=messages")


def test_a_message_in_a_colleagues_case_of_another_department_waits_for_the_colleague(hall: Hall) -> None:
    case = hall.accepted()
    Case.objects.filter(pk=case.pk).update(official=hall["dan"], department="elsewhere")
    comment(case=case, text="请问进展？", user=hall["alice"], side="firm", now=timezone.now())

    assert case.number not in _text(hall.client("cleo"), f"{HOME}?view=messages")
    assert case.number in _text(hall.client("dan"), f"{HOME}?view=messages")
