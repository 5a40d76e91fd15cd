"""Disputes at the desk: the oldest first, accepted with a correction or rejected with a reason."""

import datetime as dt
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from tests.facts.people import member, official, signed_in
from wotu.facts.disputes import dispute_fact
from wotu.facts.models import Dispute, FactEntry
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

PAGE = "/desk/small/facts/disputes/"


@pytest.fixture
def dispute(small_zone: Zone) -> Dispute:
    firm = Party.objects.get(slug="small-f1")
    return dispute_fact(
        party=firm, entry=firm.facts.get(fact="staff"), reason="漏了外包人员", value="44人",
        vocabulary=small_zone.packs.vocabulary, by="alice", now=timezone.now() - dt.timedelta(days=6),
    )  # fmt: skip


@pytest.fixture
def dan(small_zone: Zone) -> Client:
    return signed_in(official("dan", "small", "reviewer"))


def test_a_dispute_shows_both_sides_and_how_long_it_waits(dan: Client, dispute: Dispute) -> None:
    page = dan.get(PAGE).content.decode()

    for words in ("30人", "44人", "漏了外包人员", "已等6天"):
        assert words in page
    assert ">1</strong> 条企业异议" in dan.get("/desk/small/facts/").content.decode()


def test_accepting_corrects_and_the_firm_sees_it(dan: Client, dispute: Dispute) -> None:
    dan.post(f"{PAGE}{dispute.pk}/answer", {"verdict": "accept", "value": "44人", "answer": "社保已核"})

    assert FactEntry.objects.get(kind="decision").value == "44人"
    alice = signed_in(member("alice", dispute.party))
    page = alice.get("/firms/small-f1/facts/").content.decode()
    assert "异议成立，已更正" in page
    assert "社保已核" in page


def test_rejecting_keeps_the_entry_and_the_firm_sees_why(dan: Client, dispute: Dispute) -> None:
    dan.post(f"{PAGE}{dispute.pk}/answer", {"verdict": "reject", "answer": "外包不计入"})

    assert not FactEntry.objects.filter(kind="decision").exists()
    page = signed_in(member("alice", dispute.party)).get("/firms/small-f1/facts/").content.decode()
    assert "维持原记录" in page
    assert "外包不计入" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"verdict": "reject", "answer": ""}, "请写明理由"),
        ({"verdict": "accept", "value": "44人", "answer": ""}, "请写明理由"),
        ({"verdict": "accept", "value": "许多", "answer": "好"}, "读不懂更正后的数值"),
        ({"verdict": "accept", "value": "", "answer": "好"}, "读不懂更正后的数值"),
    ],
)
def test_an_answer_that_cannot_stand_keeps_what_was_typed(
    dan: Client, dispute: Dispute, data: dict[str, str], says: str
) -> None:
    answer = dan.post(f"{PAGE}{dispute.pk}/answer", data)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    dispute.refresh_from_db()
    assert dispute.state == "open"
