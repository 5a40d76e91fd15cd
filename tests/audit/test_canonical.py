"""An entry as the bytes that are sealed: published, and never to change."""

import datetime as dt
import hashlib

from wotu.audit.canonical import GENESIS, Said, canonical, link_digest

ENTRY = Said(
    7, dt.datetime(2026, 3, 2, 9, 30, 0, 120, tzinfo=dt.timezone(dt.timedelta(hours=8))), "zoe@example.org",
    "appoint", "small/industry", {"role": "clerk", "user": "王小明", "n": 1.5},
)  # fmt: skip
BYTES = (
    '{"about":"small/industry","at":"2026-03-02T01:30:00.000120Z","by":"zoe@example.org",'
    '"detail":{"n":1.5,"role":"clerk","user":"王小明"},"id":7,"verb":"appoint"}'
)


def test_the_form_is_the_published_one() -> None:
    assert canonical(ENTRY) == BYTES.encode()


def test_a_link_can_be_recomputed_with_nothing_but_a_hash() -> None:
    first = hashlib.sha256(bytes(32) + BYTES.encode()).hexdigest()

    assert link_digest(GENESIS, ENTRY) == first
    assert link_digest(first, ENTRY) == hashlib.sha256(bytes.fromhex(first) + BYTES.encode()).hexdigest()


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    there = Said(7, ENTRY.at.astimezone(dt.UTC), ENTRY.by, ENTRY.verb, ENTRY.about, ENTRY.detail)

    assert canonical(there) == canonical(ENTRY)
