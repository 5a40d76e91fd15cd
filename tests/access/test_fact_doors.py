"""What is on record about a firm opens to those who act for it and to the zone's officials only."""

import datetime as dt
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.facts.people import member, official, person, signed_in
from wotu.facts.disputes import dispute_fact
from wotu.facts.evidence import keep_evidence
from wotu.facts.imports.verbs import open_batch
from wotu.facts.models import Batch, Dispute, Evidence, FactEntry
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
OK, MISSING, REFUSED = HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    return Party.objects.get(slug="small-f1")


@pytest.fixture
def evidence(firm: Party, tmp_path: Path, settings: Settings) -> Evidence:
    settings.MEDIA_ROOT = tmp_path
    return keep_evidence(party=firm, name="年报.pdf", content=b"%PDF-1.7", by="alice", now=NOW)


@pytest.fixture
def dispute(firm: Party, small_zone: Zone) -> Dispute:
    entry = firm.facts.filter(fact="revenue").first()
    assert entry is not None
    return dispute_fact(
        party=firm,
        entry=entry,
        reason="不对",
        value="",
        vocabulary=small_zone.packs.vocabulary,
        by="alice",
        now=NOW,
    )


@pytest.fixture
def batch(small_zone: Zone) -> Batch:
    return open_batch(
        zone="small", name="a.csv", content="名称,营业收入\n甲,1\n".encode(), kind="tax", source="",
        new_firms="report", vocabulary=small_zone.packs.vocabulary, by="bob", now=NOW, today=NOW.date(),
    ).batch  # fmt: skip


def _neighbour() -> Client:
    """Carol acts for the other firm of the zone."""
    return signed_in(member("carol", Party.objects.get(slug="small-f2")))


def test_evidence_opens_to_members_and_officials_to_be_saved_not_shown(
    firm: Party, evidence: Evidence
) -> None:
    path = f"/evidence/{evidence.pk}/"
    for who in (member("alice", firm, "viewer"), official("bob", "small", "auditor")):
        answer = signed_in(who).get(path)
        assert answer.status_code == OK
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_the_public_handed_in_opens_to_those_who_handle_or_audit_cases(
    firm: Party, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept = keep_evidence(party=firm, name="证据.pdf", content=b"%PDF-1.7", by="public", now=NOW)

    for who, status in (
        (official("bob", "small", "clerk"), OK),
        (official("audrey", "small", "auditor"), OK),
        (official("finn", "small", "finance"), MISSING),
        (official("mel", "small", "measure_editor"), MISSING),
        (member("alice", firm, "owner"), MISSING),
    ):
        assert signed_in(who).get(f"/evidence/{kept.pk}/").status_code == status, who.email


def test_evidence_is_shut_for_everybody_else_even_of_a_demonstration(firm: Party, evidence: Evidence) -> None:
    assert firm.is_demo
    for client in (
        _neighbour(),
        signed_in(person("eve")),
        signed_in(official("frank", "elsewhere", "clerk")),
    ):
        assert client.get(f"/evidence/{evidence.pk}/").status_code == MISSING


def test_my_facts_are_not_my_neighbours(firm: Party, dispute: Dispute) -> None:
    client, entry = _neighbour(), dispute.entry_id
    assert client.get("/firms/small-f1/facts/").status_code == MISSING
    assert client.get(f"/firms/small-f1/facts/{entry}/dispute").status_code == MISSING
    assert client.get(f"/firms/small-f2/facts/{entry}/dispute").status_code == MISSING, (
        "not by my own address"
    )
    assert client.post(f"/firms/small-f2/facts/{entry}/withdraw").status_code == MISSING
    assert client.post(f"/firms/small-f2/facts/disputes/{dispute.pk}/take-back").status_code == MISSING
    assert client.get("/firms/small-f2/facts/state?subject=small-p1").status_code == MISSING


def test_a_viewer_reads_and_changes_nothing(firm: Party, dispute: Dispute) -> None:
    client = signed_in(member("carol", firm, "viewer"))

    assert client.get("/firms/small-f1/facts/").status_code == OK
    for path in ("state", f"{dispute.entry_id}/dispute", f"{dispute.entry_id}/withdraw",
                 f"disputes/{dispute.pk}/take-back"):  # fmt: skip
        assert client.post(f"/firms/small-f1/facts/{path}").status_code == MISSING


def test_an_official_is_no_member(firm: Party, small_zone: Zone) -> None:
    assert signed_in(official("bob", "small", "clerk")).get("/firms/small-f1/facts/").status_code == MISSING


def test_a_clerk_imports_and_does_not_settle(dispute: Dispute, batch: Batch) -> None:
    client = signed_in(official("bob", "small", "clerk"))

    assert client.get(f"/desk/small/facts/import/{batch.pk}/").status_code == OK
    assert client.get("/desk/small/facts/disputes/").status_code == OK
    assert client.post(f"/desk/small/facts/disputes/{dispute.pk}/answer").status_code == REFUSED
    assert client.post("/desk/small/facts/conflicts/settle").status_code == REFUSED


def test_an_auditor_has_no_business_with_imports(batch: Batch) -> None:
    client = signed_in(official("erin", "small", "auditor"))

    for path in ("", "import/", f"import/{batch.pk}/", "conflicts/", "disputes/", "export.csv"):
        assert client.get(f"/desk/small/facts/{path}").status_code == REFUSED


def test_another_zones_official_finds_nothing(dispute: Dispute, batch: Batch) -> None:
    Party.objects.create(slug="far", kind="enterprise", zone="elsewhere", name="远方")
    client = signed_in(official("frank", "elsewhere", "zone_admin"))

    for path in (f"import/{batch.pk}/", "conflicts/", "export.csv"):
        assert client.get(f"/desk/small/facts/{path}").status_code == REFUSED
        assert client.get(f"/desk/elsewhere/facts/{path}").status_code == MISSING
    assert FactEntry.objects.filter(kind="decision").count() == 0
