"""Recomputing the chain: what is sealed, what is not yet, and the first thing that is not as it was."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Literal

from django.db import connection, transaction

from wotu.audit.canonical import GENESIS, Said, link_digest
from wotu.audit.models import AuditEntry, DayDigest, Unsealed

Kind = Literal["altered", "removed", "inserted", "reordered", "shortened", "published"]
MOST = 20
"""So many breaks are named; the first is what matters."""
PART = 5_000
_ROWS = """
    SELECT l.seq, l.digest, l.entry_id, e.id, e.at, e.by, e.verb, e.about, e.detail
    FROM audit_auditlink l LEFT JOIN audit_auditentry e ON e.id = l.entry_id ORDER BY l.seq
"""
_LOOSE = """
    SELECT e.id FROM audit_auditentry e
    WHERE NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.entry_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.entry = e.id)
    ORDER BY e.id LIMIT %s
"""
_LOST = """
    SELECT u.entry FROM audit_unsealed u
    WHERE NOT EXISTS (SELECT 1 FROM audit_auditentry e WHERE e.id = u.entry) ORDER BY u.entry LIMIT %s
"""


@dataclass(frozen=True)
class Kept:
    """A digest somebody kept, of a day."""

    day: dt.date
    digest: str


@dataclass(frozen=True)
class Break:
    """Something that is not as it was sealed: what kind, where in the chain, which entry."""

    kind: Kind
    text: str
    seq: int | None = None
    entry: int | None = None


@dataclass
class Report:
    """What was found: how many entries are sealed or not yet, the last link's number and digest, the breaks.

    `found` are the digests looked for that stand in the chain, with their number.
    """

    sealed: int = 0
    seq: int = 0
    unsealed: int = 0
    digest: str = GENESIS
    days: int = 0
    breaks: list[Break] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.breaks

    def note(self, kind: Kind, text: str, *, seq: int | None = None, entry: int | None = None) -> None:
        """Add a break, up to so many."""
        if len(self.breaks) < MOST:
            self.breaks.append(Break(kind, text, seq, entry))


@dataclass(frozen=True, slots=True)
class _Row:
    seq: int
    digest: str
    entry: int
    said: Said | None


def verify(
    kept: Collection[Kept] = (), *, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Report:
    """Recompute every link from the entries, and compare what was published and what somebody kept."""
    report = Report()
    with transaction.atomic():
        published = list(DayDigest.objects.order_by("day"))  # before the chain, which may grow meanwhile
        wanted = {one.digest for one in kept} | {one.digest for one in published}
        _walk(report, wanted, progress)
        _check_loose(report)
        _check_published(report, published)
        _check_kept(report, kept)
        report.unsealed = Unsealed.objects.count()
    return report


def _walk(report: Report, wanted: Collection[str], progress: Callable[[int, int], None]) -> None:
    before: str | None = GENESIS
    earlier: str | None = None
    following, total = 1, AuditEntry.objects.count()
    for row, after in pairwise(chain(_rows(), [None])):
        assert row is not None  # noqa: S101 - None only ends the pairs
        if row.seq != following:
            gone = f"{following}" if row.seq == following + 1 else f"{following} to {row.seq - 1}"
            report.note("removed", f"The links {gone} were removed from the chain.", seq=following)
            before = earlier = None
        if row.said is None:
            report.note(
                "removed", f"Entry {row.entry} was removed; its link {row.seq} is left.",
                seq=row.seq, entry=row.entry,
            )  # fmt: skip
        elif before is not None and link_digest(before, row.said) != row.digest:
            _name(report, earlier, before, row, after)
        earlier, before, following = before, row.digest, row.seq + 1
        if row.digest in wanted:
            report.found[row.digest] = row.seq
        report.sealed, report.seq, report.digest = report.sealed + 1, row.seq, row.digest
        if report.sealed % PART == 0:
            progress(report.sealed, total)


def _rows() -> Iterator[_Row | None]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS)
        while part := cursor.fetchmany(PART):
            for seq, digest, entry, id_, at, by, verb, about, detail in part:
                said = None if id_ is None else Said(id_, at, by, verb, about, json.loads(detail))
                yield _Row(seq, digest, entry, said)


def _name(report: Report, earlier: str | None, before: str, row: _Row, after: _Row | None) -> None:
    """Say what most likely happened where a link does not fit: by what would make it fit."""
    next_said = after.said if after else None
    would_be = link_digest(before, next_said) if next_said else ""
    at = f"at link {row.seq}"
    if earlier is not None and row.said and link_digest(earlier, row.said) == row.digest:
        kind: Kind = "inserted"
        text = f"Something was inserted just before entry {row.entry}, {at}."
    elif after and would_be == after.digest:
        kind, text = "inserted", f"Entry {row.entry} was inserted {at}."
    elif would_be == row.digest:
        kind, text = "reordered", f"Entry {row.entry} was put in the place of another {at}."
    else:
        kind = "altered"
        text = (
            f"Entry {row.entry} is not what was sealed {at}: it was altered, or something before it was "
            "removed or moved."
        )
    report.note(kind, text, seq=row.seq, entry=row.entry)


def _check_loose(report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOOSE, [MOST])
        for (entry,) in cursor.fetchall():
            report.note("inserted", f"Entry {entry} was never to be sealed: inserted past the books.",
                        entry=entry)  # fmt: skip
        cursor.execute(_LOST, [MOST])
        for (entry,) in cursor.fetchall():
            report.note("removed", f"Entry {entry} was removed before it was sealed.", entry=entry)


def _check_published(report: Report, published: Collection[DayDigest]) -> None:
    for one in published:
        report.days += 1
        if one.seq > report.seq:
            report.note(
                "shortened",
                f"The chain ends at {report.seq}, but reached {one.seq} on {one.day}: its end was removed.",
                seq=report.seq + 1,
            )
        elif report.found.get(one.digest) != one.seq:
            report.note("published", f"The digest published for {one.day} is not in the chain.", seq=one.seq)


def _check_kept(report: Report, kept: Collection[Kept]) -> None:
    for one in kept:
        if one.digest not in report.found:
            report.note(
                "published",
                f"The digest kept of {one.day} is not in the chain: what was sealed by then is not what "
                "stands here now.",
            )
