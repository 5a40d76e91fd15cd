"""Texts, sources and days as JSON writes them."""

import datetime as dt
from typing import Any

from wotu.rules.model import Citation
from wotu.rules.text import Text


def text_json(text: Text) -> dict[str, str]:
    """Return a text in both languages."""
    return {"zh": text.zh, "en": text.en}


def source_json(citation: Citation | None) -> dict[str, Any] | None:
    """Return what a rule rests on: the document, and where in it."""
    if citation is None:
        return None
    source = citation.source
    return {
        "title": text_json(source.title), "number": source.number, "article": citation.article,
        "date": day_json(source.date), "address": source.address, "found": source.found,
    }  # fmt: skip


def day_json(day: dt.date | None) -> str | None:
    """Return a day as ISO 8601 has it; None where there is none."""
    return day.isoformat() if day and dt.date.min < day < dt.date.max else None
