"""A firm's cases on its pages: list, each case, every step, letters, files, export."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cases.hall import ACCOUNT, Hall
from tests.facts.clamd import EICAR, clamd
from wotu.audit.models import AuditEntry
from wotu.cases.models import Appeal, Case, Payee
from wotu.cases.verbs.saying import comment
from wotu.cases.verbs.window import not_accept_case

pytestmark = pytest.mark.django_db

HOME = "/firms/small-f1/cases/"
PDF = b"%PDF-1.7 a letter"


def _page(hall: Hall, case: Case, name: str = "alice") -> str:
    answer = hall.client(name).get(f"{HOME}{case.pk}/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def _step(hall: Hall, case: Case, step: str, **form: object) -> str:
    answer = hall.client("alice").post(f"{HOME}{case.pk}/{step}", form, follow=True)
    return answer.content.decode()


def test_an_empty_list_says_where_to_begin(hall: Hall) -> None:
    assert "还没有办件" in hall.client("alice").get(HOME).content.decode()


def test_the_list_says_what_comes_next_and_who_has_it(hall: Hall) -> None:
    case = hall.accepted()

    page = hall.client("alice").get(HOME).content.decode()

    assert case.number in page
    assert "科技局·审核人员部门审核" in page


def test_a_case_shows_its_way_with_the_current_step(hall: Hall) -> None:
    page = _page(hall, hall.accepted())

    assert page.count('aria-current="step"') == 1
    assert "受理通知书" in page


def test_a_viewer_reads_and_has_no_buttons(hall: Hall) -> None:
    page = _page(hall, hall.filed(), "carol")

    assert "撤回这件" not in page
    assert "发送" not in page


def test_an_account_number_is_masked_once_stated(hall: Hall) -> None:
    page = _page(hall, hall.filed())

    assert "•••• 2222" in page
    assert "11112222" not in page


def test_an_offer_is_confirmed_with_account_and_consent_on_one_page(hall: Hall) -> None:
    case = hall.offered()
    page = _page(hall, case)

    assert "核对后确认" in page
    missing = _step(hall, case, "confirm")
    assert "请勾选同意" in missing
    assert "还没有收款账户" in missing
    assert Payee.objects.count() == 0


def test_a_confirmed_offer_goes_on(hall: Hall) -> None:
    case = hall.offered()

    _step(hall, case, "confirm", consent="1", **ACCOUNT)

    case.refresh_from_db()
    assert case.state != "offered"
    assert case.payee is not None


def test_a_declined_offer_may_still_be_filed(hall: Hall) -> None:
    case = hall.offered()

    page = _step(hall, case, "decline")

    assert "已放弃" in page
    assert "申报" in hall.client("alice").get("/firms/small-f1/").content.decode()


def test_every_reason_of_a_correction_is_shown_at_once_and_answered(hall: Hall) -> None:
    case = hall.sent_back("营业执照不清晰", "缺员工名册")
    page = _page(hall, case)
    assert "营业执照不清晰" in page
    assert "缺员工名册" in page

    file = SimpleUploadedFile("员工名册.pdf", PDF)
    page = _step(hall, case, "correct", text="已补", files=[file])

    assert "补正已提交" in page
    assert "员工名册.pdf" in page


def test_a_correction_with_a_file_nobody_takes_keeps_nothing(hall: Hall) -> None:
    case = hall.sent_back()

    page = _step(
        hall, case, "correct", files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.exe", b"MZ")]
    )

    assert "b.exe" in page
    assert "只收" in page
    assert case.attachments.count() == 0
    case.correction.refresh_from_db()
    assert case.correction.answered_at is None


def test_a_file_is_taken_back_before_the_decision(hall: Hall) -> None:
    case = hall.filed()
    _step(hall, case, "hand-in", files=[SimpleUploadedFile("旧.pdf", PDF)])
    kept = case.attachments.get()
    got = hall.client("alice").get(f"{HOME}{case.pk}/files/{kept.pk}/")
    assert got.content == PDF

    hall.client("alice").post(f"{HOME}{case.pk}/files/{kept.pk}/take-back")

    assert not case.attachments.filter(removed_at=None).exists()


def test_the_firm_does_not_see_the_desks_notes(hall: Hall) -> None:
    case = hall.filed()
    comment(
        case=case, text="先问问财政", user=hall["cleo"], side="desk", now=timezone.now(), is_internal=True
    )
    comment(case=case, text="请补一份名册", user=hall["cleo"], side="desk", now=timezone.now())

    page = _page(hall, case)

    assert "请补一份名册" in page
    assert "先问问财政" not in page


def test_a_refusal_gives_reasons_and_can_be_appealed_once(hall: Hall) -> None:
    case = hall.decided("refused", "人数为外包人员")
    page = _page(hall, case)
    assert "人数为外包人员" in page
    assert "从业人员不少于10人" in page

    page = _step(hall, case, "appeal", text="都是正式员工")

    assert "已申请复核" in page
    assert Appeal.objects.get().text == "都是正式员工"
    assert "申请复核</summary>" not in page


def test_a_refused_appeal_opens_its_form_again(hall: Hall) -> None:
    case = hall.decided("refused", "人数为外包人员")
    again = '<details class="confirm" data-dismiss open>'
    assert again not in _page(hall, case)

    assert again in _step(hall, case, "appeal", text=" ")


def test_a_withdrawn_case_is_over(hall: Hall) -> None:
    case = hall.filed()

    page = _step(hall, case, "withdraw", text="重新准备")

    assert "已撤回" in page
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_a_step_that_is_none_is_not_found(hall: Hall) -> None:
    case = hall.filed()

    assert hall.client("alice").post(f"{HOME}{case.pk}/accept").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("in_", ["", "?lang=en"])
def test_a_letter_comes_as_pdf(hall: Hall, in_: str) -> None:
    case = hall.decided()
    code = case.decisions.get().code

    answer = hall.client("alice").get(f"{HOME}{case.pk}/letters/{code}.pdf{in_}")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_letter_of_another_case_is_not_there(hall: Hall) -> None:
    case, other = hall.decided(), hall.filed("small.first")
    code = case.decisions.get().code

    assert hall.client("alice").get(f"{HOME}{other.pk}/letters/{code}.pdf").status_code == 404


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_cases_can_be_taken_along(hall: Hall, ending: str) -> None:
    case = hall.filed()

    answer = hall.client("alice").get(f"{HOME}cases.{ending}")

    assert answer.status_code == HTTPStatus.OK
    assert ending == "xlsx" or case.number in answer.content.decode("utf-8-sig")


def test_a_case_that_was_not_accepted_says_why(hall: Hall) -> None:
    case = not_accept_case(
        case=hall.filed(), step="accept", why="属于市级权限", user=hall["cleo"], now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip

    page = _page(hall, case)

    assert "属于市级权限" in page
    assert "不予受理通知书" in page


def test_a_virus_is_told_on_the_page_with_what_was_typed_and_stays_on_record(
    hall: Hall, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = hall.sent_back()
    form = {"text": "已补正", "files": [SimpleUploadedFile("a.pdf", b"%PDF-1.7\n" + EICAR)]}

    with clamd() as settings.WOTU_SCANNER:
        answer = hall.client("alice").post(f"{HOME}{case.pk}/correct", form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "a.pdf：文件里发现病毒" in answer.content.decode()
    assert "已补正" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="refuse_evidence").exists()
    assert not case.attachments.exists()


def test_a_scanner_that_is_down_loses_no_application(hall: Hall, settings: Settings) -> None:
    settings.WOTU_SCANNER = "clamd://127.0.0.1:1"
    form = {"consent": "1", **ACCOUNT, "files": [SimpleUploadedFile("a.pdf", PDF)]}

    answer = hall.client("alice").post(f"{HOME}file/small.staff/small-f1/", form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "病毒扫描暂时不可用" in answer.content.decode()
    assert ACCOUNT["bank"] in answer.content.decode()
    assert not Case.objects.exists()


def test_a_file_that_storage_lost_is_not_found(hall: Hall, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = hall.filed()
    _step(hall, case, "hand-in", files=[SimpleUploadedFile("a.pdf", PDF)])
    kept = case.attachments.get()
    (tmp_path / kept.evidence.path).unlink()

    answer = hall.client("alice").get(f"{HOME}{case.pk}/files/{kept.pk}/")

    assert answer.status_code == HTTPStatus.NOT_FOUND
