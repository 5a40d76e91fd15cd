"""The firm's page: what it says to whom, and that nobody signs for the owner."""

import datetime as dt
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.services.credit_repair.repair_zone import NOW, PENALTY, Window
from wotu.accounts.models import User
from wotu.parties.memberships import add_member
from wotu.services.credit_repair.models import Consent, CreditEntry

FIRM = "small-f1"


@pytest.fixture
def bob(window: Window) -> Client:
    """Bob is a clerk of the firm."""
    user = User.objects.create_user("bob@example.org", name="Bob")
    since = dt.date(2026, 1, 1)
    add_member(user=user, party=window.firm, role="clerk", since=since, by="tests", now=NOW)
    client = Client()
    client.force_login(user)
    return client


def test_a_clerk_of_the_firm_neither_signs_nor_consents(window: Window, bob: Client) -> None:
    entry = window.entry()

    for name in ("promise", "consent"):
        answer = bob.post(
            reverse(f"portal:credit_repair:{name}", args=[FIRM]),
            {"entry": [entry.pk], "name": "Bob", "until": "2026-12-31"},
        )
        assert answer.status_code == HTTPStatus.NOT_FOUND
    entry.refresh_from_db()
    assert entry.promised_at is None
    assert not Consent.objects.exists()


def test_the_page_names_the_measures_shut_out_and_the_rules_that_apply(window: Window, bob: Client) -> None:
    window.entry()

    text = bob.get(reverse("portal:credit_repair:home", args=[FIRM])).content.decode()

    assert "稳岗奖励" in text
    assert "国家发展改革委令第58号" in text
    assert "没有录入" in text  # the times of order 58, said on the screen


def test_what_cannot_be_filed_yet_says_every_reason(window: Window, bob: Client) -> None:
    entry = window.entry(**PENALTY | {"fine_paid": None})

    answer = bob.post(reverse("portal:credit_repair:apply", args=[FIRM]), {"entry": [entry.pk]})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还缺：罚款已缴清" in answer.content.decode()
    assert "还缺：已作出信用承诺" in answer.content.decode()


def test_a_firm_states_an_entry_with_its_decision(
    window: Window, bob: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    fields = {
        "sort": "penalty", "document_number": "自报1", "document_date": "2026-05-06", "decided_by": "tax",
        "level": "", "violation": "未按期申报", "sites": ["credit_china"],
    }  # fmt: skip
    address = reverse("portal:credit_repair:state", args=[FIRM])
    assert bob.post(address, fields).status_code == HTTPStatus.UNPROCESSABLE_ENTITY  # no decision attached

    answer = bob.post(address, fields | {"evidence": SimpleUploadedFile("决定书.pdf", b"%PDF-1.7")})

    assert answer.status_code == HTTPStatus.FOUND
    entry = CreditEntry.objects.get()
    assert (entry.side, entry.confirmed_at, entry.level, entry.corrected) == ("firm", None, "", None)
    assert entry.evidence is not None
