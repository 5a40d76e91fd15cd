"""Taking in evidence files: judged and scanned before they are kept, stored once, removed in time."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from wotu.audit.verbs import note
from wotu.facts.contents import CONTENT_TYPES, LARGEST, NotEvidence, kind_of
from wotu.facts.models import Evidence
from wotu.facts.retention import day_of, held_by, keep_until
from wotu.facts.scanning import ScannerDown, Verdict, scan
from wotu.parties.models import Party
from wotu.rules.text import Text

__all__ = [
    "CONTENT_TYPES", "LARGEST", "Looked", "NotEvidence", "content_of", "keep_evidence", "keep_looked",
    "kind_of", "look_at", "purge_evidence", "scan_evidence",
]  # fmt: skip

_SCANNER_DOWN = Text(
    "病毒扫描暂时不可用，文件没有保存。请稍后再交；急的话请联系园区工作人员。",
    "The virus scanner does not answer, so the file was not kept. Hand it in again later, or ask the zone's "
    "staff if it is urgent.",
)


def keep_evidence(
    *, party: Party, name: str, content: bytes, by: str, now: dt.datetime, purpose: str = "default"
) -> Evidence:
    """Keep a file about an enterprise; the same file again is the same evidence.

    `purpose` is what it is handed in for: it says how long the content is kept (see `retention.yaml`).

    Raises:
        NotEvidence: it is too large, empty, not what its content should be, infected, or the scanner that
            is set up gives no answer.
    """
    looked = look_at(party=party, name=name, content=content, by=by, now=now)
    return keep_looked(party=party, looked=looked, by=by, now=now, purpose=purpose)


@dataclass(frozen=True)
class Looked:
    """A file that was judged and scanned and may be kept."""

    name: str
    content: bytes
    kind: str
    digest: str
    verdict: Verdict | None


def look_at(*, party: Party, name: str, content: bytes, by: str, now: dt.datetime) -> Looked:
    """Judge and scan a file before a transaction that keeps it together with other things.

    A scanner takes its time, during which nothing should be locked; and that a virus was refused is on record
    even where nothing else is.

    Raises:
        NotEvidence: as for keeping it.
    """
    kind, digest = kind_of(content), hashlib.sha256(content).hexdigest()
    return Looked(name, content, kind, digest, _scanned(party, content, digest, by, now))


def keep_looked(
    *, party: Party, looked: Looked, by: str, now: dt.datetime, purpose: str = "default"
) -> Evidence:
    """Keep a file that was looked at."""
    kind, digest, content, verdict = looked.kind, looked.digest, looked.content, looked.verdict
    name, until = looked.name, keep_until(day_of(now), purpose)
    with transaction.atomic():
        _one_at_a_time(digest)
        kept, is_new = Evidence.objects.get_or_create(
            party=party,
            digest=digest,
            defaults={
                "name": PurePath(name.replace("\\", "/")).name[:200] or f"evidence.{kind}", "kind": kind,
                "size": len(content), "recorded_at": now, "recorded_by": by, "keep_until": until,
                **_said(verdict, now),
            },
        )  # fmt: skip
        is_back = kept.purged_at is not None
        if not is_new:
            _refresh(kept, until, verdict, now)
        if not _is_stored(kept.path, len(content)):
            default_storage.delete(kept.path)
            default_storage.save(kept.path, ContentFile(content))
        if is_new or is_back:
            note(
                verb="keep_evidence", about=party.slug, by=by, now=now, digest=digest, size=len(content),
                scan=kept.scan, keep_until=str(kept.keep_until),
            )  # fmt: skip
    return kept


def scan_evidence(*, evidence: Evidence, by: str, now: dt.datetime) -> Evidence:
    """Scan a file that was kept before a scanner was set up; an infected one goes into quarantine (隔离).

    Raises:
        ScannerDown: the scanner gives no answer, or none is set up.
        FileNotFoundError: storage has lost the file.
    """
    verdict = scan(content_of(evidence))
    if verdict is None:
        raise ScannerDown("No scanner is set up.")
    with transaction.atomic():
        kept = Evidence.objects.select_for_update().select_related("party").get(pk=evidence.pk)
        _refresh(kept, kept.keep_until, verdict, now)
        note(
            verb="scan_evidence", about=kept.party.slug, by=by, now=now, digest=kept.digest, scan=kept.scan,
            found=kept.found,
        )  # fmt: skip
    return kept


def purge_evidence(*, evidence: Evidence, by: str, now: dt.datetime) -> bool:
    """Remove the content of a file whose time is over; return whether it was removed.

    The row stays, and so does the digest in the audit trail: a copy that turns up can still be told.
    Nothing happens while something refers to the file, or its time is not over.
    """
    with transaction.atomic():
        kept = Evidence.objects.select_for_update().select_related("party").get(pk=evidence.pk)
        is_over = kept.purged_at is None and kept.keep_until <= day_of(now)
        if not is_over or held_by([kept.pk]):
            return False
        kept.purged_at = now
        kept.save(update_fields=["purged_at"])
        note(
            verb="purge_evidence", about=kept.party.slug, by=by, now=now, digest=kept.digest, name=kept.name,
            kept_until=str(kept.keep_until),
        )  # fmt: skip
        transaction.on_commit(lambda: _remove_content(kept.digest, kept.path))
    return True


def content_of(evidence: Evidence) -> bytes:
    """Return the content of a file.

    Raises:
        FileNotFoundError: it was removed when its time was over, it is in quarantine, or storage has lost it.
    """
    if evidence.purged_at is not None or evidence.scan == "infected":
        raise FileNotFoundError(evidence.path)
    with default_storage.open(evidence.path) as file:
        content: bytes = file.read()
    return content


def _scanned(party: Party, content: bytes, digest: str, by: str, now: dt.datetime) -> Verdict | None:
    """Have a file scanned before anything is kept; an infected one leaves nothing but an audit entry."""
    try:
        verdict = scan(content)
    except ScannerDown as error:
        raise NotEvidence(_SCANNER_DOWN) from error
    if verdict is not None and verdict.found:
        note(verb="refuse_evidence", about=party.slug, by=by, now=now, digest=digest, found=verdict.found)
        raise NotEvidence(
            Text(
                f"文件里发现病毒（{verdict.found}），没有保存。请先在自己的电脑上查杀，再重新导出提交。",
                f"A virus was found in the file ({verdict.found}); it was not kept. Clean your computer "
                "first, then export the file anew.",
            )
        )
    return verdict


def _said(verdict: Verdict | None, now: dt.datetime) -> dict[str, object]:
    if verdict is None:
        return {}
    found = verdict.found
    return {
        "scan": "infected" if found else "clean", "scanned_at": now, "scanner": verdict.scanner,
        "found": found,
    }  # fmt: skip


def _refresh(kept: Evidence, until: dt.date, verdict: Verdict | None, now: dt.datetime) -> None:
    """Bring a file handed in before up to date: kept longer, there again, scanned again."""
    kept.keep_until, kept.purged_at = max(kept.keep_until, until), None
    for name, value in _said(verdict, now).items():
        setattr(kept, name, value)
    kept.save()


def _is_stored(path: str, size: int) -> bool:
    """Tell whether a content lies in its place, all of it: a name that says it does is not enough."""
    return default_storage.exists(path) and default_storage.size(path) == size


def _remove_content(digest: str, path: str) -> None:
    """Delete a content nobody keeps any more; another firm may have handed in the same one."""
    with transaction.atomic():
        _one_at_a_time(digest)
        if not Evidence.objects.filter(digest=digest, purged_at=None).exists():
            default_storage.delete(path)


def _one_at_a_time(digest: str) -> None:
    """Keep the content of a digest from being stored and removed at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])
