"""A firm disputes an entry, reads that it waits, and may take it back."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.facts.people import member, signed_in
from wotu.facts.models import Dispute, FactEntry
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

PAGE = "/firms/small-f1/facts/"


@pytest.fixture
def entry(small_zone: Zone) -> FactEntry:
    return FactEntry.objects.get(party__slug="small-f1", fact="staff")


@pytest.fixture
def alice(small_zone: Zone) -> Client:
    return signed_in(member("alice", Party.objects.get(slug="small-f1")))


def _dispute(client: Client, entry: FactEntry, **data: str):  # type: ignore[no-untyped-def]
    return client.post(f"{PAGE}{entry.pk}/dispute", {"reason": "漏了外包", "value": "44"} | data)


def test_a_dispute_is_opened_with_reason_and_value(alice: Client, entry: FactEntry) -> None:
    assert "30人" in alice.get(f"{PAGE}{entry.pk}/dispute").content.decode()
    _dispute(alice, entry)

    dispute = Dispute.objects.get()
    assert (dispute.entry, dispute.reason, dispute.value, dispute.opened_by) == (
        entry, "漏了外包", "44", "alice@example.org",
    )  # fmt: skip
    page = alice.get(PAGE).content.decode()
    assert "等待园区答复" in page
    assert f"{PAGE}{entry.pk}/dispute" not in page


def test_the_value_may_stay_open(alice: Client, entry: FactEntry) -> None:
    _dispute(alice, entry, value="")

    assert Dispute.objects.get().value == ""


@pytest.mark.parametrize(
    ("data", "says"), [({"reason": " "}, "请写明哪里不对"), ({"value": "许多"}, "请只填数字")]
)
def test_what_is_missing_is_said_and_nothing_opened(
    alice: Client, entry: FactEntry, data: dict[str, str], says: str
) -> None:
    answer = _dispute(alice, entry, **data)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in answer.content.decode()
    assert not Dispute.objects.exists()


def test_an_entry_is_not_disputed_twice_at_once(alice: Client, entry: FactEntry) -> None:
    _dispute(alice, entry)

    assert "正在处理" in _dispute(alice, entry).content.decode()


def test_a_dispute_is_taken_back(alice: Client, entry: FactEntry) -> None:
    _dispute(alice, entry)
    answer = alice.post(f"{PAGE}disputes/{Dispute.objects.get().pk}/take-back", follow=True)

    assert "异议已撤回" in answer.content.decode()
    assert Dispute.objects.get().state == "taken_back"
    assert f"{PAGE}{entry.pk}/dispute" in alice.get(PAGE).content.decode()


def test_a_project_of_the_firm_is_disputed_the_same_way(alice: Client) -> None:
    cost = FactEntry.objects.get(party__slug="small-p1", fact="cost")
    _dispute(alice, cost, value="2000")

    assert Dispute.objects.get().party.slug == "small-f1"
