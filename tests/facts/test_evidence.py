"""Evidence: judged by its content, stored once, never under an address of its own."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytest_django.fixtures import Settings

from wotu.facts.evidence import LARGEST, NotEvidence, content_of, keep_evidence, kind_of
from wotu.facts.models import Evidence
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
