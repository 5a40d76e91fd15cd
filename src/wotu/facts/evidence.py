"""Taking in evidence files: looked at before they are kept, stored once by their content."""

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from wotu.audit.verbs import note
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.rules.text import Text

LARGEST = 10 * 1024 * 1024
"""Bytes."""
CONTENT_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


class NotEvidence(ValueError):
    """A file cannot be taken as evidence; `text` says why and what to hand in instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def keep_evidence(*, party: Party, name: str, content: bytes, by: str, now: dt.datetime) -> Evidence:
    """Keep a file about an enterprise; the same file again is the same evidence.

    Raises:
        NotEvidence: it is too large, empty, or not what its content should be.
    """
    kind = kind_of(content)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        kept, is_new = Evidence.objects.get_or_create(
            party=party,
            digest=digest,
            defaults={
                "name": PurePath(name.replace("\\", "/")).name[:200] or f"evidence.{kind}", "kind": kind,
                "size": len(content), "recorded_at": now, "recorded_by": by,
            },
        )  # fmt: skip
        if not default_storage.exists(kept.path):
            default_storage.save(kept.path, ContentFile(content))
        if is_new:
            note(verb="keep_evidence", about=party.slug, by=by, now=now, digest=digest, size=len(content))
    return kept


def content_of(evidence: Evidence) -> bytes:
    """Return the content of a file.

    Raises:
        FileNotFoundError: storage has lost it.
    """
    with default_storage.open(evidence.path) as file:
        content: bytes = file.read()
    return content


def kind_of(content: bytes) -> str:
    """Return what a file is by its content, whatever its name says.

    Raises:
        NotEvidence: it is too large, empty, or nothing that is taken.
    """
    if not content:
        raise NotEvidence(Text("文件是空的。", "The file is empty."))
    if len(content) > LARGEST:
        raise NotEvidence(
            Text(
                f"文件超过{LARGEST // 2**20}MB。请压缩或分开提交。",
                f"The file is larger than {LARGEST // 2**20} MB. Make it smaller, or hand in parts.",
            )
        )
    for kind, magic in _MAGIC.items():
        if content.startswith(magic):
            return kind
    if _is_workbook(content):
        return "xlsx"
    raise NotEvidence(
        Text(
            "只收 PDF、PNG、JPEG 或不含宏的 XLSX 文件，按内容判断，改后缀没有用。",
            "Hand in a PDF, PNG, JPEG or XLSX without macros; the content decides, not the ending.",
        )
    )


def _is_workbook(content: bytes) -> bool:
    """Tell whether this is an Excel workbook without macros; nothing is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return {"[Content_Types].xml", "xl/workbook.xml"} <= names and not has_macros
