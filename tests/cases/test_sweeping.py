"""What time alone brings about, once: over a holiday, by several workers, however often it is swept."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from tests.cases.window import Window, at, new_firm
from wotu.cases.models import Case
from wotu.cases.sweeping import Swept, sweep
from wotu.cases.verbs.appeals import appeal
from wotu.cases.verbs.notices import object_to
from wotu.cases.verbs.window import ask_correction
from wotu.inbox.models import Message


def swept(window: Window, month: int, day: int, hour: int = 10) -> Swept:
    window.on(month, day)
    return sweep(now=at(window.today, hour), today=window.today)


def told(window: Window, name: str) -> list[str]:
    return list(Message.objects.filter(user=window[name]).order_by("pk").values_list("title_zh", flat=True))


def test_nothing_is_due_during_the_holiday(window: Window) -> None:
    case = window.on(9, 26).file("plain")  # five working days: 28th, 29th, 30th, 9th, 10th
    assert case.due == dt.date(2025, 10, 10)

    for day in range(1, 9):
        assert swept(window, 10, day) == Swept()
    assert swept(window, 10, 9) == Swept(reminded=1)
    assert swept(window, 10, 10) == Swept()
    assert swept(window, 10, 11) == Swept(escalated=1)
    assert swept(window, 10, 13) == Swept()

    assert f"催办：办件{case.number}将于2025-10-10到期" in told(window, "cleo")
    assert f"督办：办件{case.number}已逾期，期限2025-10-10" in told(window, "zoe")
    assert told(window, "dan") == []


def test_a_notice_ends_by_itself_once_its_objections_are_answered(window: Window) -> None:
    case = window.on(9, 29).decide(window.joint())
    notice = case.notices.get()
    object_to(notice=notice, name="王平", contact="139", text="不实", evidence=None, **window.when)

    assert swept(window, 10, 13).notices == 0
    assert swept(window, 10, 14).notices == 0
    notice.objections.update(sustained=False, answer="不成立", answered_at=at(window.today))
    assert swept(window, 10, 14).notices == 1
    assert swept(window, 10, 14).notices == 0

    case.refresh_from_db()
    assert [row.step for row in case.steps.filter(done_at=None)] == ["deliver"]
    assert "“joint奖励”公示期间收到异议，正在核查" in told(window, "alice")
    assert not any("王平" in str(message.lines) for message in Message.objects.all())


def test_silence_counts_where_the_process_says_so_and_only_there(window: Window) -> None:
    case = window.opinion(window.accept(window.file("joint")), "experts", "cleo")
    tax = case.steps.get(step="tax")
    assert tax.due == dt.date(2025, 9, 25)

    assert swept(window, 9, 25).deemed == 0
    assert swept(window, 9, 26).deemed == 1
    assert swept(window, 9, 26).deemed == 0

    tax.refresh_from_db()
    assert (tax.outcome, tax.by) == ("deemed", "wotu")
    assert case.steps.get(step="research").outcome == ""


def test_a_correction_that_does_not_come_takes_the_case_back(window: Window) -> None:
    case = window.file("plain")
    ask_correction(case=case, reasons=["缺章"], user=window["cleo"], **window.when)
    assert case.correction.answer_by == dt.date(2025, 10, 11)

    assert swept(window, 10, 9) == Swept(reminded=1)
    assert swept(window, 10, 11) == Swept()
    assert swept(window, 10, 13) == Swept(lapsed=1)
    assert swept(window, 10, 13) == Swept()

    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert told(window, "alice")[-2:] == ["“plain奖励”的补正将于2025-10-11到期", "“plain奖励”已终止办理"]
    assert window.file("plain").state == "filed"


def test_a_case_something_is_wrong_with_does_not_keep_the_others_waiting(window: Window) -> None:
    broken, well = window.file("plain"), window.file("plain", firm=new_firm("yuanshan", staff="30"))
    Case.objects.filter(pk=broken.pk).update(version="win.lost")

    assert swept(window, 10, 13) == Swept(escalated=1, failed=3)  # each errand of the broken one
    assert well.events.filter(kind="escalated").exists()
    assert not broken.events.filter(kind="escalated").exists()


def test_a_stopped_clock_is_late_for_nobody(window: Window) -> None:
    window.accept(window.file("joint"))

    assert swept(window, 10, 11) == Swept()


def test_an_appeal_nobody_answers_is_escalated(window: Window) -> None:
    case = window.decided("refused")
    decision = case.decisions.latest("round")
    appeal(decision=decision, text="不服", user=window["alice"], **window.when)

    assert swept(window, 10, 17).escalated == 0
    assert swept(window, 10, 18).escalated == 1
    assert swept(window, 10, 20).escalated == 0


def test_a_reminder_is_not_said_twice_even_past_the_verbs(window: Window) -> None:
    case = window.file("plain")
    said = {"case": case, "at": at(window.today), "kind": "reminded", "step": "accept", "by": "wotu"}
    case.events.create(**said, detail={"due": "2025-09-29"})

    with pytest.raises(Exception, match="case_event_said_once"), transaction.atomic():
        case.events.create(**said, detail={"due": "2025-09-29"})
    assert case.events.create(**said, detail={"due": "2025-09-30"}).pk


@pytest.mark.django_db(transaction=True)
def test_two_workers_sweep_at_once_and_a_case_in_hand_is_left_for_later(window: Window) -> None:
    case = window.on(9, 26).file("plain")
    results: list[Swept] = []

    def work() -> None:
        try:
            results.append(sweep(now=at(dt.date(2025, 10, 11)), today=dt.date(2025, 10, 11)))
        finally:
            connection.close()

    def at_once(number: int) -> int:
        threads = [threading.Thread(target=work) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sum(one.escalated for one in results)

    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        assert at_once(1) == 0
    assert at_once(4) == 1
    assert case.events.filter(kind="escalated").count() == 1
