"""A talent files for themselves: the employer's figures are not shown, and the employer does not see it."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cases.hall import SINCE, Hall
from tests.pages.cases_world import open_hall, write_noticed_zone
from wotu.cases.models import Attachment, Case
from wotu.cases.reads import by_subject, cases_of, live_cases
from wotu.parties.models import Membership, Party
from wotu.payments.models import Instalment
from wotu.payments.reads import cases_paid

pytestmark = pytest.mark.django_db

MEASURE = """
- measure: small.talent
  title: {zh: 人才生活补贴, en: Living allowance}
  about: person
  area: research
  service: grant
  kind: trial
  source: {ref: paper, article: 第十一条}
  clause: {zh: 硕士以上人才每人3万元。, en: Talents with a master's degree get 30000 yuan each.}
  conditions:
    - {id: degree, zh: 硕士以上, en: A master's degree, when: degree}
    - {id: staff, zh: 所在企业不少于10人, en: The employer has ten staff, when: "staff >= 10"}
  benefit: {amount: 3万元}
"""
FILE = "/talents/tara/cases/file/small.talent/tara/"


@pytest.fixture
def hall(tmp_path: Path, settings: Settings, db: None) -> Hall:
    """Serve the zone with a measure for talents; Tara works for the firm."""
    write_noticed_zone(tmp_path)
    pack = tmp_path / "small"
    (pack / "measures" / "talent.yaml").write_text(MEASURE.lstrip("\n"), encoding="utf-8")
    words = pack / "vocabulary.yaml"
    degree = "  degree: {zh: 硕士以上学历, en: A master's degree, type: boolean, about: person,\n"
    degree += "    ask: {zh: 您有硕士以上学历吗？, en: Do you hold a master's degree?}}\n"
    words.write_text(words.read_text(encoding="utf-8") + degree, encoding="utf-8")
    settings.WOTU_PACKS = tmp_path
    hall = open_hall()
    tara = Party.objects.create(slug="tara", kind="person", zone="small", name="陶然", owner=hall.firm)
    Membership.objects.create(user=hall["tara"], party=tara, role="owner", since=SINCE, given_by="tests")
    return hall


def _file(hall: Hall) -> tuple[Client, Case]:
    client = hall.client("tara")
    page = client.get(FILE).content.decode()
    question = page.split('name="question" value="')[1].split('"')[0]
    client.post(f"{FILE}answer", {"question": question, "value": "true"})
    account = {"name": "陶然", "bank": "演示银行", "number": "6222000011113333"}
    diploma = SimpleUploadedFile("学位证.pdf", b"%PDF-1.7 a diploma")
    answer = client.post(FILE, {"consent": "1", **account, "files": [diploma]})
    assert answer.status_code == HTTPStatus.FOUND
    return client, Case.objects.get()


def test_a_talents_own_documents_are_shut_for_the_employer(hall: Hall) -> None:
    client, _ = _file(hall)
    evidence = Attachment.objects.get().evidence

    assert evidence.party.slug == "tara"
    assert client.get(f"/evidence/{evidence.pk}/").status_code == HTTPStatus.OK
    assert hall.client("alice").get(f"/evidence/{evidence.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert hall.client("cleo").get(f"/evidence/{evidence.pk}/").status_code == HTTPStatus.OK


def test_no_page_of_the_firm_names_what_a_talent_filed_alone(hall: Hall) -> None:
    _, case = _file(hall)
    Instalment.objects.create(
        case=case,
        round=case.round,
        position=1,
        amount=3_000_000,
        state="waiting",
        why_zh="等",
        why_en="waits",
    )

    assert list(cases_paid(hall.firm)) == []
    assert by_subject(cases_of(hall.firm)) == {}
    assert live_cases(hall.firm)[case.measure, "tara"] == case, "the desk sees it"
    alice = hall.client("alice")
    assert alice.get(f"/firms/small-f1/cases/file/{case.measure}/tara/").status_code == HTTPStatus.OK


def test_a_talent_answers_files_and_follows_alone(hall: Hall) -> None:
    client = hall.client("tara")
    assert FILE in client.get("/talents/tara/").content.decode()
    page = client.get(FILE).content.decode()
    assert "您有硕士以上学历吗" in page
    assert "所在企业不少于10人" in page
    assert "30人" not in page  # the employer's own figure

    question = page.split('name="question" value="')[1].split('"')[0]
    client.post(f"{FILE}answer", {"question": question, "value": "true"})
    account = {"name": "陶然", "bank": "演示银行", "number": "6222000011113333"}
    answer = client.post(FILE, {"consent": "1", **account})

    case = Case.objects.get()
    assert answer["Location"] == f"/talents/tara/cases/{case.pk}/"
    assert case.payee is not None
    assert case.payee.party.slug == "tara"
    assert case.number in client.get("/talents/tara/cases/").content.decode()
    assert client.get(f"/talents/tara/cases/{case.pk}/").status_code == HTTPStatus.OK
    firm = hall.client("alice")
    assert case.number not in firm.get("/firms/small-f1/cases/").content.decode()
    assert firm.get(f"/firms/small-f1/cases/{case.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert case.made_at <= timezone.now()
