"""Conflicts at the desk: shown with every source, settled by a reviewer with a reason."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from tests.facts.people import official, signed_in
from wotu.facts.models import FactEntry
from wotu.facts.verbs import NewFact, state_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

PAGE = "/desk/small/facts/conflicts/"


@pytest.fixture
def own(small_zone: Zone) -> FactEntry:
    """Alice's firm states another staff than the demonstration has."""
    firm = Party.objects.get(slug="small-f1")
    period = firm.facts.get(fact="staff").period
    new = NewFact(firm, "staff", "44", "企业自报", period, kind="statement")
    entry = state_fact(fact=new, vocabulary=small_zone.packs.vocabulary, by="alice", now=timezone.now())
    assert entry is not None
    return entry


@pytest.fixture
def dan(small_zone: Zone) -> Client:
    return signed_in(official("dan", "small", "reviewer"))


def test_each_source_is_shown_with_the_one_used(dan: Client, own: FactEntry) -> None:
    page = dan.get(PAGE).content.decode()

    for words in ("44人", "30人", "企业自报", "演示数据", "现在取用"):
        assert words in page


def test_a_reviewer_settles_it_with_a_reason(dan: Client, own: FactEntry) -> None:
    answer = dan.post(f"{PAGE}settle", {"entry": own.pk, "reason": "社保名册44人"}, follow=True)

    assert "没有待裁定的冲突" in answer.content.decode()
    decision = FactEntry.objects.get(kind="decision")
    assert (decision.value, decision.note, decision.recorded_by) == ("44", "社保名册44人", "dan@example.org")


def test_without_a_reason_nothing_is_settled(dan: Client, own: FactEntry) -> None:
    for data, says in (
        ({"entry": own.pk, "reason": " "}, "请写明理由"),
        ({"reason": "好"}, "请先选以哪个为准"),
    ):
        answer = dan.post(f"{PAGE}settle", data)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert says in answer.content.decode()
    assert not FactEntry.objects.filter(kind="decision").exists()


def test_a_clerk_sees_conflicts_without_the_means_to_settle(own: FactEntry) -> None:
    page = signed_in(official("bob", "small", "clerk")).get(PAGE).content.decode()

    assert "44人" in page
    assert "裁定理由" not in page


def test_an_entry_of_another_zone_cannot_be_chosen(dan: Client, own: FactEntry) -> None:
    Party.objects.filter(pk=own.party_id).update(zone="elsewhere")

    answer = dan.post(f"{PAGE}settle", {"entry": own.pk, "reason": "x"})
    assert answer.status_code == HTTPStatus.NOT_FOUND
