"""Public notice, objections signed with a name, and what a sustained one does."""

import datetime as dt
from typing import Any

import pytest
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from tests.cases.window import Window
from wotu.cases.models import Case, Notice
from wotu.cases.verbs.appeals import answer_appeal, appeal
from wotu.cases.verbs.delivering import deliver, revoke_case
from wotu.cases.verbs.notices import answer_objection, end_notice, object_to
from wotu.inbox.models import Message
from wotu.refusal import CannotDo

SIGNED: dict[str, Any] = {"name": "王平", "contact": "139", "text": "人员不实", "evidence": None}


def on_notice(window: Window) -> tuple[Case, Notice]:
    case = window.decide(window.joint())
    return case, case.notices.get()


def test_a_notice_runs_from_the_next_day_over_the_holiday(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))

    assert (notice.since, notice.until) == (dt.date(2025, 9, 29), dt.date(2025, 10, 13))
    assert (case.state, case.amount) == ("approved", 10_000_000)


def test_a_notice_ends_after_its_last_day_and_the_case_goes_on(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))

    assert not end_notice(notice=notice, **window.on(10, 13).when)
    assert end_notice(notice=notice, **window.on(10, 14).when)
    assert not end_notice(notice=notice, **window.when)
    assert [step.step for step in case.steps.filter(done_at=None)] == ["deliver"]

    case = deliver(case=case, step="deliver", text="已交付", by="cleo@example.org", **window.when)
    assert (case.state, case.due) == ("delivered", None)


def test_an_objection_is_signed_and_in_time(window: Window) -> None:
    _, notice = on_notice(window.on(9, 29))

    for missing in ("name", "contact", "text"):
        with pytest.raises(CannotDo):
            object_to(notice=notice, **{**SIGNED, missing: " "}, **window.when)
    with pytest.raises(CannotDo):
        object_to(notice=notice, **SIGNED, **window.on(10, 14).when)


def test_a_notice_waits_for_its_objections(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))
    objection = object_to(notice=notice, **SIGNED, **window.on(10, 13).when)
    window.on(10, 14)

    assert not end_notice(notice=notice, **window.when)
    with pytest.raises(CannotDo):
        answer_objection(
            objection=objection, sustained=False, answer="不成立", user=window["anna"], **window.when
        )
    answer_objection(
        objection=objection, sustained=False, answer="不成立", user=window["arno"], **window.when
    )
    with pytest.raises(CannotDo):
        answer_objection(
            objection=objection, sustained=True, answer="又成立", user=window["arno"], **window.when
        )

    assert end_notice(notice=notice, **window.when)
    assert case.events.filter(kind="objected", for_firm=True).count() == 0


def test_whoever_reviewed_an_award_does_not_answer_the_objections_to_it(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))
    objection = object_to(notice=notice, **SIGNED, **window.when)
    reviewer = case.steps.filter(does="countersign").get().by.split("@")[0]

    with pytest.raises(CannotDo):
        answer_objection(
            objection=objection, sustained=False, answer="不成立", user=window[reviewer], **window.when
        )


def test_a_sustained_objection_takes_the_award_back(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))
    objection = object_to(notice=notice, **SIGNED, **window.when)

    answer_objection(objection=objection, sustained=True, answer="属实", user=window["arno"], **window.when)

    case.refresh_from_db()
    notice.refresh_from_db()
    assert (case.state, case.due, notice.ended_at is not None) == ("revoked", None, True)
    assert not end_notice(notice=notice, **window.on(10, 14).when)


@pytest.mark.parametrize("for_firm", ["", "人员数量与社保记录不符"])
def test_the_firm_never_reads_the_answer_to_whoever_objected(window: Window, for_firm: str) -> None:
    case, notice = on_notice(window.on(9, 29))
    objection = object_to(notice=notice, **SIGNED, **window.when)

    answer_objection(
        objection=objection, sustained=True, answer="王平女士，您反映的情况属实", for_firm=for_firm,
        user=window["arno"], **window.when,
    )  # fmt: skip

    told = case.events.get(kind="revoked").text
    assert told == (for_firm or "公示期间的异议经核实成立。")
    assert not case.events.filter(for_firm=True, text__contains="王平").exists()
    assert "王平" not in str(list(Message.objects.values_list("title_zh", "lines")))


def test_an_answer_is_mailed_to_whoever_left_an_address(
    window: Window, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    _, notice = on_notice(window.on(9, 29))
    objection = object_to(notice=notice, **SIGNED | {"contact": "wang@example.org"}, **window.when)

    with django_capture_on_commit_callbacks(execute=True):
        answer_objection(
            objection=objection, sustained=False, answer="已核实", user=window["arno"], **window.when
        )

    (mail,) = mailoutbox
    assert mail.to == ["wang@example.org"]
    assert "不成立" in mail.body
    assert "已核实" in mail.body
    assert not Message.objects.filter(key__startswith="objection:").exists()


def test_without_an_address_or_a_mail_server_the_official_is_asked_to_bring_the_answer(
    window: Window, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    _, notice = on_notice(window.on(9, 29))

    for contact in ("139", "wang@example.org"):
        objection = object_to(notice=notice, **SIGNED | {"contact": contact}, **window.when)
        with django_capture_on_commit_callbacks(execute=True):
            answer_objection(
                objection=objection, sustained=False, answer="已核实", user=window["arno"], **window.when
            )
        asked = Message.objects.get(key=f"objection:{objection.pk}:answer")
        assert (asked.user, "请现在" in asked.title_zh) == (window["arno"], True)


def test_an_award_taken_back_leaves_no_notice_running(window: Window) -> None:
    case, notice = on_notice(window.on(9, 29))

    with pytest.raises(CannotDo):
        revoke_case(case=case, why=" ", by="arno@example.org", **window.when)
    revoke_case(case=case, why="重复享受", by="arno@example.org", **window.when)

    notice.refresh_from_db()
    assert notice.ended_at is not None
    with pytest.raises(CannotDo):
        object_to(notice=notice, **SIGNED, **window.when)


def test_a_case_decided_anew_is_on_notice_anew(window: Window) -> None:
    case, _ = on_notice(window)
    revoke_case(case=case, why="数额有误", by="arno@example.org", **window.when)
    decision = case.decisions.latest("round")
    asked = appeal(decision=decision, text="请更正", user=window["alice"], **window.when)
    answer_appeal(appeal=asked, upheld=False, answer="重新核定", user=window["zoe"], **window.when)

    case = window.decide(case, who="arno")

    assert list(case.notices.order_by("round").values_list("round", flat=True)) == [1, 2]
    assert [step.step for step in case.steps.filter(done_at=None)] == ["notice"]
