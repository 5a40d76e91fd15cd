"""Filing: one page with the amount, why, what is still asked, account, files and consent."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.hall import ACCOUNT, Hall
from wotu.cases.models import Case, Payee
from wotu.facts.models import FactEntry

pytestmark = pytest.mark.django_db

STAFF = "/firms/small-f1/cases/file/small.staff/small-f1/"
EXPORTS = "/firms/small-f1/cases/file/small.exports/small-f1/"


def test_the_check_up_offers_to_file_what_is_entitled_and_possible(hall: Hall) -> None:
    page = hall.client("alice").get("/firms/small-f1/").content.decode()

    assert STAFF in page
    assert EXPORTS in page
    assert STAFF.replace("staff", "oldest") not in page


def test_a_viewer_is_not_offered_to_file(hall: Hall) -> None:
    client = hall.client("carol")

    assert STAFF not in client.get("/firms/small-f1/").content.decode()
    assert client.get(STAFF).status_code == HTTPStatus.NOT_FOUND


def test_the_page_says_what_it_is_how_much_and_why(hall: Hall) -> None:
    page = hall.client("alice").get(STAFF).content.decode()

    assert "10万元" in page
    assert "从业人员不少于10人" in page
    assert "需要的事实都已登记" in page
    assert "/facts/" in page  # a fact can be disputed


def test_only_unknown_facts_are_asked_and_their_answers_are_kept(hall: Hall) -> None:
    client = hall.client("alice")
    page = client.get(EXPORTS).content.decode()
    assert "还有2个问题" in page
    before = FactEntry.objects.count()

    question = page.split('name="question" value="')[1].split('"')[0]
    value = "2020-01-01" if "moved" in question else "500"
    client.post(f"{EXPORTS}answer", {"question": question, "value": value, "unit": "万元"})

    assert FactEntry.objects.count() == before + 1
    assert "还有1个问题" in client.get(EXPORTS).content.decode()


def test_an_answer_that_cannot_be_read_says_what_to_do(hall: Hall) -> None:
    client = hall.client("alice")
    question = client.get(EXPORTS).content.decode().split('name="question" value="')[1].split('"')[0]

    answer = client.post(f"{EXPORTS}answer", {"question": question, "value": ""})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_everything_missing_is_said_at_once_and_nothing_is_kept(hall: Hall) -> None:
    answer = hall.client("alice").post(STAFF, {"files": [SimpleUploadedFile("a.exe", b"MZ")]})

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请勾选同意" in page
    assert "还没有收款账户" in page
    assert "a.exe" in page
    assert not Case.objects.exists()


def test_an_account_with_a_wrong_number_is_said_once(hall: Hall) -> None:
    page = hall.client("alice").post(STAFF, {**ACCOUNT, "number": "12ab", "consent": "1"}).content.decode()

    assert "8至30位数字" in page
    assert "还没有收款账户" not in page
    assert not Payee.objects.exists()


def test_filing_keeps_account_and_files_with_the_case(hall: Hall) -> None:
    file = SimpleUploadedFile("名册.pdf", b"%PDF-1.7 x")

    answer = hall.client("alice").post(STAFF, {**ACCOUNT, "consent": "1", "files": [file]})

    case = Case.objects.get()
    assert answer["Location"] == f"/firms/small-f1/cases/{case.pk}/"
    assert case.payee is not None
    assert case.attachments.get().label == "名册.pdf"
    assert case.data["consent"] == "alice@example.org"


def test_the_same_thing_again_leads_to_the_case_there_is(hall: Hall) -> None:
    case = hall.filed()

    answer = hall.client("alice").get(STAFF)

    assert answer["Location"] == f"/firms/small-f1/cases/{case.pk}/"
    assert "看办件" in hall.client("alice").get("/firms/small-f1/").content.decode()


def test_a_measure_there_is_none_of_is_not_found(hall: Hall) -> None:
    assert hall.client("alice").get(STAFF.replace("staff", "nothing")).status_code == 404
