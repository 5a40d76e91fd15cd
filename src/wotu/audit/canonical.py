"""An entry as the bytes that are sealed. Anybody can make them again from what the entry says.

The form is published in docs/audit.md and must never change: every digest rests on it.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""What stands before the first link."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says."""

    id: int
    at: dt.datetime
    by: str
    verb: str
    about: str
    detail: Any


def canonical(entry: Said) -> bytes:
    """Return an entry as JSON in UTF-8: keys sorted, no spaces, its time in UTC to the microsecond."""
    at = entry.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    said = {
        "id": entry.id, "at": at, "by": entry.by, "verb": entry.verb, "about": entry.about,
        "detail": entry.detail,
    }  # fmt: skip
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link_digest(before: str, entry: Said) -> str:
    """Return the digest of a link: SHA-256 over the 32 bytes of the one before, then the entry."""
    return hashlib.sha256(bytes.fromhex(before) + canonical(entry)).hexdigest()
