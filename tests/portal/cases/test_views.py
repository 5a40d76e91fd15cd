"""A firm's cases on its pages: list, each case, every step, letters, files, export."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cases.window import ACCOUNT, Window
from wotu.cases.models import Appeal, Case, Payee
from wotu.cases.verbs.saying import comment
from wotu.cases.verbs.window import not_accept_case

pytestmark = pytest.mark.django_db

HOME = "/firms/small-f1/cases/"
PDF = b"%PDF-1.7 a letter"


def _page(window: Window, case: Case, name: str = "alice") -> str:
    answer = window.client(name).get(f"{HOME}{case.pk}/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def _step(window: Window, case: Case, step: str, **form: object) -> str:
    answer = window.client("alice").post(f"{HOME}{case.pk}/{step}", form, follow=True)
    return answer.content.decode()


def test_an_empty_list_says_where_to_begin(window: Window) -> None:
    assert "还没有办件" in window.client("alice").get(HOME).content.decode()


def test_the_list_says_what_comes_next_and_who_has_it(window: Window) -> None:
    case = window.accepted()

    page = window.client("alice").get(HOME).content.decode()

    assert case.number in page
    assert "科技局·审核人员部门审核" in page


def test_a_case_shows_its_way_with_the_current_step(window: Window) -> None:
    page = _page(window, window.accepted())

    assert page.count('aria-current="step"') == 1
    assert "受理通知书" in page


def test_a_viewer_reads_and_has_no_buttons(window: Window) -> None:
    page = _page(window, window.filed(), "carol")

    assert "撤回这件" not in page
    assert "发送" not in page


def test_an_account_number_is_masked_once_stated(window: Window) -> None:
    page = _page(window, window.filed())

    assert "•••• 2222" in page
    assert "11112222" not in page


def test_an_offer_is_confirmed_with_account_and_consent_on_one_page(window: Window) -> None:
    case = window.offered()
    page = _page(window, case)

    assert "核对后确认" in page
    missing = _step(window, case, "confirm")
    assert "请勾选同意" in missing
    assert "还没有收款账户" in missing
    assert Payee.objects.count() == 0


def test_a_confirmed_offer_goes_on(window: Window) -> None:
    case = window.offered()

    _step(window, case, "confirm", consent="1", **ACCOUNT)

    case.refresh_from_db()
    assert case.state != "offered"
    assert case.payee is not None


def test_a_declined_offer_may_still_be_filed(window: Window) -> None:
    case = window.offered()

    page = _step(window, case, "decline")

    assert "已放弃" in page
    assert "申报" in window.client("alice").get("/firms/small-f1/").content.decode()


def test_every_reason_of_a_correction_is_shown_at_once_and_answered(window: Window) -> None:
    case = window.sent_back("营业执照不清晰", "缺员工名册")
    page = _page(window, case)
    assert "营业执照不清晰" in page
    assert "缺员工名册" in page

    file = SimpleUploadedFile("员工名册.pdf", PDF)
    page = _step(window, case, "correct", text="已补", files=[file])

    assert "补正已提交" in page
    assert "员工名册.pdf" in page


def test_a_correction_with_a_file_nobody_takes_keeps_nothing(window: Window) -> None:
    case = window.sent_back()

    page = _step(
        window, case, "correct", files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.exe", b"MZ")]
    )

    assert "b.exe" in page
    assert "只收" in page
    assert case.attachments.count() == 0
    case.correction.refresh_from_db()
    assert case.correction.answered_at is None


def test_a_file_is_taken_back_before_the_decision(window: Window) -> None:
    case = window.filed()
    _step(window, case, "hand-in", files=[SimpleUploadedFile("旧.pdf", PDF)])
    kept = case.attachments.get()
    got = window.client("alice").get(f"{HOME}{case.pk}/files/{kept.pk}/")
    assert got.content == PDF

    window.client("alice").post(f"{HOME}{case.pk}/files/{kept.pk}/take-back")

    assert not case.attachments.filter(removed_at=None).exists()


def test_the_firm_does_not_see_the_desks_notes(window: Window) -> None:
    case = window.filed()
    comment(
        case=case, text="先问问财政", user=window["cleo"], side="desk", now=timezone.now(), is_internal=True
    )
    comment(case=case, text="请补一份名册", user=window["cleo"], side="desk", now=timezone.now())

    page = _page(window, case)

    assert "请补一份名册" in page
    assert "先问问财政" not in page


def test_a_refusal_gives_reasons_and_can_be_appealed_once(window: Window) -> None:
    case = window.decided("refused", "人数为外包人员")
    page = _page(window, case)
    assert "人数为外包人员" in page
    assert "从业人员不少于10人" in page

    page = _step(window, case, "appeal", text="都是正式员工")

    assert "已申请复核" in page
    assert Appeal.objects.get().text == "都是正式员工"
    assert "申请复核</summary>" not in page


def test_a_withdrawn_case_is_over(window: Window) -> None:
    case = window.filed()

    page = _step(window, case, "withdraw", text="重新准备")

    assert "已撤回" in page
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_a_step_that_is_none_is_not_found(window: Window) -> None:
    case = window.filed()

    assert window.client("alice").post(f"{HOME}{case.pk}/accept").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("in_", ["", "?lang=en"])
def test_a_letter_comes_as_pdf(window: Window, in_: str) -> None:
    case = window.decided()
    code = case.decisions.get().code

    answer = window.client("alice").get(f"{HOME}{case.pk}/letters/{code}.pdf{in_}")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_letter_of_another_case_is_not_there(window: Window) -> None:
    case, other = window.decided(), window.filed("small.first")
    code = case.decisions.get().code

    assert window.client("alice").get(f"{HOME}{other.pk}/letters/{code}.pdf").status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_cases_can_be_taken_along(window: Window, ending: str) -> None:
    case = window.filed()

    answer = window.client("alice").get(f"{HOME}cases.{ending}")

    assert answer.status_code == HTTPStatus.OK
    assert ending == "xlsx" or case.number in answer.content.decode("utf-8-sig")


def test_a_case_that_was_not_accepted_says_why(window: Window) -> None:
    case = not_accept_case(
        case=window.filed(), step="accept", why="属于市级权限", user=window["cleo"], now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip

    page = _page(window, case)

    assert "属于市级权限" in page
    assert "不予受理通知书" in page
