"""The desk: nothing is done for a firm without its consent; what is taken along says what pages say."""

import datetime as dt
from http import HTTPStatus

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.services.credit_repair.repair_zone import NOW, PENALTY, Window
from wotu.access.actor import actor_of
from wotu.accounts.models import User
from wotu.parties.models import Appointment, Department
from wotu.services.credit_repair.models import CreditEntry, Material
from wotu.services.credit_repair.waiting import waiting


@pytest.fixture
def cleo(window: Window) -> Client:
    client = Client()
    client.force_login(window.cleo)
    return client


def _joins(name: str, department: str, role: str) -> Client:
    user = User.objects.create_user(f"{name}@example.org", name=name.capitalize())
    names = {"name_zh": department, "name_en": department}
    where, _ = Department.objects.get_or_create(zone="small", slug=department, defaults=names)
    since = dt.date(2026, 1, 1)
    Appointment.objects.create(user=user, department=where, role=role, since=since, given_by="tests")
    client = Client()
    client.force_login(user)
    return client


def test_only_the_window_accepts_an_application(window: Window, cleo: Client) -> None:
    case = window.filed(window.entry())
    page, accept = (
        reverse(f"desk:credit_repair:{name}", args=["small", case.pk]) for name in ("repair", "accept")
    )
    dan = _joins("dan", "window", "reviewer")

    assert accept not in dan.get(page).content.decode()
    assert dan.post(accept).status_code == HTTPStatus.NOT_FOUND
    assert accept in cleo.get(page).content.decode()
    assert cleo.post(accept).status_code == HTTPStatus.FOUND


@time_machine.travel(NOW, tick=False)
def test_the_window_sends_an_application_back_once_and_the_firm_is_led_to_correct_it(
    window: Window, cleo: Client
) -> None:
    case = window.filed(window.entry())
    page, ask, accept = (
        reverse(f"desk:credit_repair:{name}", args=["small", case.pk])
        for name in ("repair", "correction", "accept")
    )
    dan = _joins("dan", "window", "reviewer")
    assert ask not in dan.get(page).content.decode()
    assert dan.post(ask, {"reason": "缺页"}).status_code == HTTPStatus.NOT_FOUND
    said = cleo.post(ask, {"reason": [" ", ""]})
    assert (said.status_code, "请一次写明" in said.content.decode()) == (422, True)

    assert cleo.post(ask, {"reason": ["缴款凭证不清晰", ""]}).status_code == HTTPStatus.FOUND

    shown = cleo.get(page).content.decode()
    assert "缴款凭证不清晰" in shown
    assert accept not in shown
    alice = Client()
    alice.force_login(window.alice)
    own = alice.get(
        reverse("portal:credit_repair:repair", args=[case.enterprise.slug, case.pk])
    ).content.decode()
    correct = reverse("portal:cases:case", args=[case.enterprise.slug, case.pk])
    assert "缴款凭证不清晰" in own
    assert f"{correct}#correction-title" in own
    alice.post(f"{correct}correct", {"text": "已重新上传"})

    shown = cleo.get(page).content.decode()
    assert "已重新上传" in shown
    assert accept in shown
    assert ask not in shown


def test_what_the_window_does_not_accept_leaves_its_entries_published(window: Window, cleo: Client) -> None:
    entry = window.entry()
    case = window.filed(entry)
    page, refuse = (
        reverse(f"desk:credit_repair:{name}", args=["small", case.pk]) for name in ("repair", "not_accept")
    )
    assert cleo.post(refuse, {"text": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    assert cleo.post(refuse, {"text": "不属于本园区受理范围"}).status_code == HTTPStatus.FOUND

    case.refresh_from_db()
    entry.refresh_from_db()
    assert (case.state, entry.state) == ("not_accepted", "published")
    assert "不属于本园区受理范围" in cleo.get(page).content.decode()


def test_an_approver_of_another_department_decides_nothing(window: Window) -> None:
    case = window.answer(window.accepted(window.entry()))
    row = case.steps.get(does="decide", round=case.round)
    page, decide = (
        reverse(f"desk:credit_repair:{name}", args=["small", case.pk]) for name in ("repair", "decide")
    )
    arno, theo = _joins("arno", row.department, "approver"), _joins("theo", "elsewhere", "approver")

    assert decide not in theo.get(page).content.decode()
    assert theo.post(decide, {"outcome": "approved"}).status_code == HTTPStatus.NOT_FOUND
    case.refresh_from_db()
    assert case.state == "open"

    assert decide in arno.get(page).content.decode()
    assert arno.post(decide, {"outcome": "approved"}).status_code == HTTPStatus.FOUND


def test_an_official_hands_nothing_in_for_a_firm_that_has_not_consented(window: Window, cleo: Client) -> None:
    entry = window.entry()
    address = reverse("desk:credit_repair:materials", args=["small", entry.pk])

    answer = cleo.post(address, {"item": "fine", "file": SimpleUploadedFile("a.pdf", b"%PDF-1")})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "企业没有委托" in answer.content.decode()
    assert not Material.objects.exists()


def test_a_firm_is_found_by_name_code_or_initials(window: Window, cleo: Client) -> None:
    fields = {
        "sort": "penalty", "document_number": "新1", "document_date": "2026-05-06", "decided_by": "tax",
        "level": "general", "violation": "未按期申报", "fine": "0", "sites": ["credit_china"],
    }  # fmt: skip
    for number, words in enumerate((window.firm.name, window.firm.credit_code)):
        answer = cleo.post(
            reverse("desk:credit_repair:record", args=["small"]),
            fields | {"firm": words, "document_number": f"新{number}"},
        )
        assert answer.status_code == HTTPStatus.FOUND
    assert CreditEntry.objects.filter(party=window.firm).count() == 2


def test_what_is_taken_along_says_dates_and_what_is_missing(window: Window, cleo: Client) -> None:
    window.entry(**PENALTY | {"corrected": None})

    text = cleo.get(reverse("desk:credit_repair:export", args=["small", "csv"])).content.decode("utf-8-sig")

    heads, line = (row.split(",") for row in text.splitlines())
    said = dict(zip(heads, line, strict=True))
    assert (said["最早可修复"], said["公示最晚截止"]) == ("2026-08-06", "2027-05-06")
    assert said["还缺"] == "已改正违法失信行为、已作出信用承诺"


def test_what_waits_is_counted_on_today(window: Window) -> None:
    window.accepted(window.entry())
    window.filed(window.entry("乙", **PENALTY))

    lines = waiting(actor_of(window.cleo, dt.date(2026, 11, 27)), window.zone, dt.date(2026, 11, 27))

    assert [line.count for line in lines] == [2, 1, 0]
