"""What somebody with all power over the database could do to the trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from wotu.audit.canonical import GENESIS, Said, link_digest
from wotu.audit.models import AuditEntry, AuditLink

FAR = 1_000_000


@contextmanager
def no_triggers() -> Iterator[None]:
    """Switch every trigger and foreign key off, as only a superuser may."""
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what honest writers left to be checked later, now
    run("SET session_replication_role = replica")
    try:
        yield
    finally:
        run("SET session_replication_role = DEFAULT")


def run(statement: str, *values: int | str) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement: str, *values: int | str) -> None:
    """Run one statement with every guard off."""
    with no_triggers():
        run(statement, *values)


def alter(entry: int) -> None:
    """Change what an entry says."""
    tamper("UPDATE audit_auditentry SET detail = jsonb_set(detail, '{n}', '\"other\"') WHERE id = %s", entry)


def remove(entry: int) -> None:
    """Remove an entry and leave its link."""
    tamper("DELETE FROM audit_auditentry WHERE id = %s", entry)


def cut(entry: int) -> None:
    """Remove an entry with its link."""
    tamper("DELETE FROM audit_auditlink WHERE entry_id = %s", entry)
    remove(entry)


def cut_and_close(entry: int) -> None:
    """Remove an entry with its link, and move the later ones up."""
    cut(entry)
    _renumber()


def swap(entry: int, other: int) -> None:
    """Exchange the places of two entries."""
    tamper("UPDATE audit_auditlink SET entry_id = -entry_id WHERE entry_id = %s", entry)
    tamper("UPDATE audit_auditlink SET entry_id = %s WHERE entry_id = %s", entry, other)
    tamper("UPDATE audit_auditlink SET entry_id = %s WHERE entry_id = %s", other, -entry)


def insert_loose() -> None:
    """Write an entry past everything."""
    tamper("INSERT INTO audit_auditentry (at, by, verb, about, detail) VALUES (now(), 'x', 'pay', 'x', '{}')")


def insert_with_link(before: int, *, is_hashed: bool) -> None:
    """Write an entry with a link before that of another entry, hashed as it should be or not at all."""
    insert_loose()
    new = AuditEntry.objects.latest("id")
    place = AuditLink.objects.get(entry_id=before).seq
    last = AuditLink.objects.filter(seq__lt=place).last()
    said = Said(new.pk, new.at, new.by, new.verb, new.about, new.detail)
    digest = link_digest(last.digest if last else GENESIS, said) if is_hashed else "f" * 64
    tamper("UPDATE audit_auditlink SET seq = seq + %s WHERE seq >= %s", FAR, place)
    tamper("INSERT INTO audit_auditlink (seq, entry_id, digest) VALUES (%s, %s, %s)", place, new.pk, digest)
    _renumber()


def _renumber() -> None:
    tamper("UPDATE audit_auditlink SET seq = seq + %s", 2 * FAR)
    tamper(
        "UPDATE audit_auditlink l SET seq = n.place FROM "
        "(SELECT entry_id, row_number() OVER (ORDER BY seq) AS place FROM audit_auditlink) n "
        "WHERE n.entry_id = l.entry_id"
    )
