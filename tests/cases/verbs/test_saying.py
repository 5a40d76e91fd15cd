"""Comments of both sides, notes of the desk alone, and files."""

import pytest
from django.db import IntegrityError, transaction

from tests.cases.window import Window
from wotu.cases.models import Attachment, Case
from wotu.cases.refusal import CannotDo
from wotu.cases.verbs.filing import withdraw_case
from wotu.cases.verbs.saying import attach, comment, take_back_attachment

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
