"""Evidence: judged by its content, stored once, never under an address of its own."""

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytest_django.fixtures import Settings

from tests.facts.clamd import EICAR, VERSION, clamd
from wotu.audit.models import AuditEntry
from wotu.facts.evidence import (
    LARGEST,
    NotEvidence,
    content_of,
    keep_evidence,
    kind_of,
    purge_evidence,
    scan_evidence,
)
from wotu.facts.models import Evidence
from wotu.facts.scanning import ScannerDown
from wotu.parties.models import Party

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n..."


def _workbook(macros: bool = False) -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    if macros:
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (b"\x89PNG\r\n\x1a\n...", "png"), (b"\xff\xd8\xff\xe0...", "jpeg"), (_workbook(), "xlsx")],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空"),
        (b"<html><script>alert(1)</script>", "只收"),
        (b"PK\x03\x04 no archive", "只收"),
        (_workbook(macros=True), "不含宏"),
        (PDF + b"." * LARGEST, "超过10MB"),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_a_reason(content: bytes, says: str) -> None:
    with pytest.raises(NotEvidence, match=says):
        kind_of(content)


@pytest.mark.django_db
def test_the_same_file_is_stored_once(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    firm = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")

    first = keep_evidence(party=firm, name="../../年报.pdf", content=PDF, by="alice", now=NOW)
    again = keep_evidence(party=firm, name="copy.pdf", content=PDF, by="alice", now=NOW)

    assert first == again
    assert (first.name, first.path) == ("年报.pdf", f"evidence/{first.digest[:2]}/{first.digest}.pdf")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == Evidence.objects.count() == 1
    assert content_of(first) == PDF


@pytest.mark.django_db
def test_half_a_file_is_replaced_by_the_whole(stored: Path) -> None:
    firm = _firm()
    kept = _keep(firm)
    (stored / kept.path).write_bytes(PDF[:10])

    assert content_of(_keep(firm)) == PDF


def _firm(slug: str = "bare") -> Party:
    return Party.objects.create(slug=slug, kind="enterprise", zone="small", name="甲公司")


def _keep(party: Party, content: bytes = PDF, now: dt.datetime = NOW) -> Evidence:
    return keep_evidence(party=party, name="年报.pdf", content=content, by="alice", now=now)


@pytest.fixture
def stored(tmp_path: Path, settings: Settings) -> Path:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def _files(stored: Path) -> int:
    return len([path for path in stored.rglob("*") if path.is_file()])


@pytest.mark.django_db
def test_without_a_scanner_a_file_says_it_was_not_scanned(stored: Path) -> None:
    kept = _keep(_firm())

    assert (kept.scan, kept.scanned_at, kept.scanner) == ("not_scanned", None, "")


@pytest.mark.django_db
def test_a_clean_file_is_kept_with_what_the_scanner_said(stored: Path, settings: Settings) -> None:
    with clamd() as settings.WOTU_SCANNER:
        kept = _keep(_firm())

    assert (kept.scan, kept.scanned_at, kept.scanner) == ("clean", NOW, VERSION)


@pytest.mark.django_db
def test_an_infected_file_leaves_nothing_but_an_audit_entry(stored: Path, settings: Settings) -> None:
    with clamd() as settings.WOTU_SCANNER, pytest.raises(NotEvidence, match="Eicar-Test-Signature"):
        _keep(_firm(), PDF + EICAR)

    assert not Evidence.objects.exists()
    assert _files(stored) == 0
    entry = AuditEntry.objects.get(verb="refuse_evidence")
    assert entry.detail["digest"] == hashlib.sha256(PDF + EICAR).hexdigest()


@pytest.mark.django_db
def test_while_the_scanner_is_down_nothing_is_taken(stored: Path, settings: Settings) -> None:
    settings.WOTU_SCANNER = "clamd://127.0.0.1:1"

    with pytest.raises(NotEvidence, match="病毒扫描暂时不可用"):
        _keep(_firm())
    assert not Evidence.objects.exists()
    assert _files(stored) == 0


@pytest.mark.django_db
def test_a_file_kept_before_there_was_a_scanner_is_scanned_later(stored: Path, settings: Settings) -> None:
    clean, infected = _keep(_firm()), _keep(_firm("other"), PDF + EICAR)
    with pytest.raises(ScannerDown):
        scan_evidence(evidence=clean, by="zoe", now=NOW)
    with clamd() as settings.WOTU_SCANNER:
        scan_evidence(evidence=clean, by="zoe", now=NOW)
        scan_evidence(evidence=infected, by="zoe", now=NOW)
    clean.refresh_from_db()
    infected.refresh_from_db()

    assert (clean.scan, infected.scan, infected.found) == ("clean", "infected", "Eicar-Test-Signature")
    assert content_of(clean) == PDF
    with pytest.raises(FileNotFoundError):
        content_of(infected)


@pytest.mark.django_db(transaction=True)
def test_after_its_time_the_content_goes_and_the_digest_stays(stored: Path) -> None:
    kept = _keep(_firm())
    just_before = dt.datetime(2035, 2, 28, 10, tzinfo=dt.UTC)

    assert kept.keep_until == dt.date(2035, 3, 1)
    assert not purge_evidence(evidence=kept, by="wotu", now=just_before)
    assert purge_evidence(evidence=kept, by="wotu", now=just_before + dt.timedelta(days=1))
    assert not purge_evidence(evidence=kept, by="wotu", now=just_before + dt.timedelta(days=2))
    kept.refresh_from_db()
    assert _files(stored) == 0
    assert AuditEntry.objects.get(verb="purge_evidence").detail["digest"] == kept.digest
    with pytest.raises(FileNotFoundError):
        content_of(kept)


@pytest.mark.django_db(transaction=True)
def test_a_content_another_firm_handed_in_too_stays_until_that_ones_time_is_over(stored: Path) -> None:
    first, second = _keep(_firm()), _keep(_firm("other"), now=NOW + dt.timedelta(days=365))
    purge_evidence(evidence=first, by="wotu", now=dt.datetime(2035, 6, 1, tzinfo=dt.UTC))

    assert content_of(second) == PDF


@pytest.mark.django_db(transaction=True)
def test_the_same_file_handed_in_again_is_there_again(stored: Path) -> None:
    firm = _firm()
    purge_evidence(evidence=_keep(firm), by="wotu", now=dt.datetime(2035, 6, 1, tzinfo=dt.UTC))
    back = _keep(firm, now=dt.datetime(2036, 1, 1, tzinfo=dt.UTC))

    assert content_of(back) == PDF
    assert back.keep_until.year == 2046
    assert AuditEntry.objects.filter(verb="keep_evidence").count() == 2
