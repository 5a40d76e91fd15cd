"""Entries in words: what they say, of when, and where from, in both languages."""

import datetime as dt
from dataclasses import dataclass

from wotu.facts.models import FactEntry
from wotu.facts.sources import kind_words, source_words
from wotu.match.cells import parse_cell
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact, Slot
from wotu.rules.words import value_in_words


@dataclass(frozen=True)
class EntryWords:
    """An entry as a page shows it."""

    value: Text
    time: Text
    kind: Text
    source: Text

    @property
    def origin(self) -> Text:
        """Where it is from: the kind of source, and its name where that says more."""
        if self.source.zh == self.kind.zh:
            return self.kind
        return Text(f"{self.kind.zh}：{self.source.zh}", f"{self.kind.en}: {self.source.en}")


def entry_words(entry: FactEntry, fact: Fact) -> EntryWords:
    """Return an entry in words."""
    return EntryWords(
        value_words(fact, entry.value),
        time_words(entry.period, entry.since, entry.until, entry.at),
        kind_words(entry.kind),
        source_words(entry.source),
    )


def value_words(fact: Fact, text: str) -> Text:
    """Return a recorded value as a reader expects to see it; as written where it cannot be read."""
    try:
        value = parse_cell(fact, text)
    except ValueError:
        return Text(text, text)
    return value_in_words(value, fact.type, {fact.name: fact}, Slot(fact.name))


def time_words(
    period: str, since: dt.date | None = None, until: dt.date | None = None, at: dt.date | None = None
) -> Text:
    """Return of when an entry is."""
    if period:
        year, _, quarter = period.partition("Q")
        return Text(f"{year}年第{quarter}季度", f"Q{quarter} {year}") if quarter else Text(f"{year}年", year)
    if at:
        return Text(f"截至{at}", f"on {at}")
    if since or until:
        zh = (f"自{since}" if since else "") + (f"至{until}" if until else "起")
        en = " ".join(
            part for part in (f"from {since}" if since else "", f"to {until}" if until else "") if part
        )
        return Text(zh, en)
    return Text("未注明时间", "no time given")
