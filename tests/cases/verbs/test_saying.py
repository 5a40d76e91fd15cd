"""Comments of both sides, notes of the desk alone, and files."""

import pytest
from django.db import IntegrityError, transaction

from tests.cases.window import Window
from wotu.cases.models import Attachment, Case
from wotu.cases.verbs.filing import withdraw_case
from wotu.cases.verbs.saying import attach, comment, take_back_attachment
from wotu.inbox.models import Message
from wotu.refusal import CannotDo

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def hand_in(window: Window, case: Case, label: str = "审计报告") -> Attachment:
    return attach(
        case=case, name="报告.pdf", content=PDF, label=label, user=window["alice"], side="firm",
        now=window.when["now"],
    )  # fmt: skip


def test_both_sides_speak_and_only_the_desk_writes_notes(window: Window) -> None:
    case, now = window.file("plain"), window.when["now"]

    comment(case=case, text=" 请问进度 ", user=window["alice"], side="firm", now=now)
    comment(case=case, text="内部", user=window["cleo"], side="desk", is_internal=True, now=now)
    with pytest.raises(CannotDo):
        comment(case=case, text=" ", user=window["alice"], side="firm", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        comment(case=case, text="?", user=window["alice"], side="firm", is_internal=True, now=now)

    assert [said.text for said in case.comments.all()] == ["请问进度", "内部"]


def test_a_message_reaches_the_other_side_and_a_note_nobody(window: Window) -> None:
    case, now = window.file("plain"), window.when["now"]

    comment(case=case, text="请问进度", user=window["alice"], side="firm", now=now)
    comment(case=case, text="本周办结", user=window["cleo"], side="desk", now=now)
    comment(case=case, text="内部核查", user=window["cleo"], side="desk", is_internal=True, now=now)

    told = list(Message.objects.filter(key__startswith="comment:").order_by("pk"))
    assert {one.user for one in told if "请问进度" in str(one.lines)} == {window["cleo"]}, (
        "the open step's office"
    )
    assert window["alice"] in {one.user for one in told if "本周办结" in str(one.lines)}
    assert window["cleo"] not in {one.user for one in told if "本周办结" in str(one.lines)}
    assert not any("内部核查" in str(one.lines) for one in told)


def test_a_message_about_a_case_somebody_has_is_for_them_alone(window: Window) -> None:
    case, now = window.file("plain"), window.when["now"]
    case.official = window["dan"]
    case.save()

    said = comment(case=case, text="请问进度", user=window["alice"], side="firm", now=now)

    assert [one.user for one in Message.objects.filter(key=f"comment:{said.pk}")] == [window["dan"]]


def test_a_file_is_handed_in_once_and_says_what_it_is(window: Window) -> None:
    case = window.file("plain")

    with pytest.raises(CannotDo):
        hand_in(window, case, " ")
    made = hand_in(window, case)
    with pytest.raises(CannotDo):
        hand_in(window, case)

    take_back_attachment(attachment=made, user=window["alice"], now=window.when["now"])
    assert hand_in(window, case).pk != made.pk
    assert case.attachments.count() == 2


def test_nothing_is_handed_in_with_a_case_that_is_over(window: Window) -> None:
    case = withdraw_case(case=window.file("plain"), user=window["alice"], why="", **window.when)

    with pytest.raises(CannotDo):
        hand_in(window, case)
