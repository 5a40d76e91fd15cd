"""Public notices and checking a letter: for everybody, and nothing personal."""

import datetime as dt
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cases.hall import Hall
from wotu.cases.models import Case, Notice, Objection
from wotu.cases.verbs.delivering import revoke_case
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.portal.notices.views import public_name

pytestmark = pytest.mark.django_db

SIGNED = {"name": "李四", "contact": "13800000000", "text": "人数不实"}


def _notice(case: Case, days: int = 7) -> Notice:
    since = timezone.localdate() - dt.timedelta(days=1)
    return Notice.objects.create(case=case, round=1, since=since, until=since + dt.timedelta(days=days))


def _text(path: str, status: int = HTTPStatus.OK) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_notices_the_page_says_so(hall: Hall) -> None:
    assert "现在没有正在公示的事项" in _text("/notices/")
    assert "现在没有正在公示的事项" in _text("/zones/small/notices/")
    _text("/zones/nowhere/notices/", 404)


def test_a_running_notice_names_firm_measure_amount_and_days_left(hall: Hall) -> None:
    notice = _notice(hall.decided())

    for path in ("/notices/", "/zones/small/notices/", f"/notices/{notice.pk}/"):
        page = _text(path)
        assert "晨光软件" in page
        assert "用工补贴" in page
        assert "10万元" in page
        assert "个工作日" in page


def test_a_notice_of_the_past_takes_no_objection(hall: Hall) -> None:
    notice = _notice(hall.decided(), days=0)

    page = _text(f"/notices/{notice.pk}/")

    assert "公示期已过" in page
    assert "提出异议" not in page
    answer = Client().post(f"/notices/{notice.pk}/object", SIGNED)
    assert "公示已经结束" in answer.content.decode()


def test_nothing_is_stored_through_a_notice_that_is_over(hall: Hall) -> None:
    notice = _notice(hall.decided(), days=0)
    file = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n3")

    answer = Client().post(f"/notices/{notice.pk}/object", SIGNED | {"evidence": file})

    assert "公示已经结束" in answer.content.decode()
    assert not Evidence.objects.filter(recorded_by="public").exists()


@pytest.mark.parametrize(("field", "most"), [("name", 100), ("contact", 200), ("text", 2000)])
def test_what_is_too_long_is_told_with_how_much_fits(hall: Hall, field: str, most: int) -> None:
    notice = _notice(hall.decided())

    answer = Client().post(f"/notices/{notice.pk}/object", SIGNED | {field: "长" * (most + 1)})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"最多{most}字，现在{most + 1}字" in answer.content.decode()
    assert not Objection.objects.exists()


def test_a_person_is_named_by_the_first_character_alone(hall: Hall) -> None:
    assert public_name(Party(kind="person", name="陶然")) == "陶*"
    assert public_name(Party(kind="person", name="欧阳明月")) == "欧***"


def test_an_objection_is_taken_with_a_receipt(hall: Hall) -> None:
    notice, client = _notice(hall.decided()), Client()
    file = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n1")

    answer = client.post(f"/notices/{notice.pk}/object", SIGNED | {"evidence": file}, follow=True)

    made = Objection.objects.get()
    page = answer.content.decode()
    assert f"{notice.case.number}-Y{made.pk}" in page
    assert "李四" not in page
    assert made.evidence is not None


def test_a_receipt_is_shown_to_whoever_objected_only(hall: Hall) -> None:
    notice = _notice(hall.decided())
    Client().post(f"/notices/{notice.pk}/object", SIGNED)

    answer = Client().get(f"/notices/{notice.pk}/received/")

    assert answer["Location"] == f"/notices/{notice.pk}/"


@pytest.mark.parametrize(
    ("missing", "said"),
    [("name", "请署真实姓名"), ("contact", "请留电话或邮箱"), ("text", "请写明异议的理由")],
)
def test_an_objection_that_lacks_something_says_what_and_keeps_the_rest(
    hall: Hall, missing: str, said: str
) -> None:
    notice = _notice(hall.decided())

    answer = Client().post(f"/notices/{notice.pk}/object", SIGNED | {missing: " "})

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page
    assert all(value in page for name, value in SIGNED.items() if name != missing)
    assert not Objection.objects.exists()


def test_evidence_that_is_none_is_refused(hall: Hall) -> None:
    notice = _notice(hall.decided())

    answer = Client().post(
        f"/notices/{notice.pk}/object", SIGNED | {"evidence": SimpleUploadedFile("a.exe", b"MZ")}
    )

    assert "只收" in answer.content.decode()
    assert not Objection.objects.exists()


def test_too_many_objections_at_once_are_refused(hall: Hall) -> None:
    notice, client = _notice(hall.decided()), Client()

    answers = [client.post(f"/notices/{notice.pk}/object", SIGNED).status_code for _ in range(7)]

    assert answers[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_the_firm_never_learns_who_objected(hall: Hall) -> None:
    case = hall.decided()
    notice = _notice(case)
    file = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n2")
    Client().post(f"/notices/{notice.pk}/object", SIGNED | {"evidence": file})
    evidence = Objection.objects.get().evidence
    assert evidence is not None

    page = hall.client("alice").get(f"/firms/small-f1/cases/{case.pk}/").content.decode()

    assert "李四" not in page
    assert "异议" not in page.replace("提出异议", "")
    assert hall.client("alice").get(f"/evidence/{evidence.pk}/").status_code == 404
    assert hall.client("zoe").get(f"/evidence/{evidence.pk}/").status_code == 200


def test_a_genuine_letter_says_what_it_says_and_nothing_personal(hall: Hall) -> None:
    case = hall.decided()
    code = case.decisions.get().code

    for typed in (code, code.lower()):
        page = _text(f"/verify/{typed}")
        assert "这份文书是园区发出的" in page
        assert "10万元" in page
        assert "用工补贴" in page
        assert "晨光" not in page
        assert "alice" not in page


def test_a_code_typed_without_dashes_leads_there(hall: Hall) -> None:
    code = hall.decided().decisions.get().code

    answer = Client().get("/verify/", {"code": code.replace("-", " ").lower()})

    assert answer["Location"] == f"/verify/{code}"


def test_a_code_nobody_has_is_said_to_be_unknown(hall: Hall) -> None:
    assert "没有这个核验码的文书" in _text("/verify/AB23-CD45-EF67", 404)
    assert "12位字母和数字" in _text("/verify/?code=12", 422)


def test_codes_cannot_be_tried_one_after_the_other(hall: Hall) -> None:
    client = Client()
    answers = [client.get("/verify/AB23-CD45-EF67").status_code for _ in range(32)]

    assert answers[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_a_revoked_decision_is_said_to_be_revoked(hall: Hall) -> None:
    case = hall.decided()
    revoke_case(case=case, why="不实", by="anna@example.org", now=timezone.now(), today=timezone.localdate())

    page = _text(f"/verify/{case.decisions.get().code}")

    assert "已经撤销" in page
    assert "不实" not in page
