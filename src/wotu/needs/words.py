"""The tables beside the code: what firms and measures call the same thing, topics, departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wotu.rules.text import Text

DATA = Path(__file__).parent / "data"
OTHER = "other"
"""The topic of a need whose words are in no table."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing with its names: words of firms (`said`) and words of measures (`written`).

    A `hint` is a shorter word of firms that usually means it; it counts less.
    A `weak` term decides little by itself: a grant may be for anything.
    """

    id: str
    label: Text
    topic: str
    said: tuple[str, ...]
    written: tuple[str, ...]
    hint: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A department by what it takes up; the name may be the zone's own."""

    slug: str
    label: Text
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """In working days: take a need up, answer it, and from how long before it counts as urgent."""

    take_up: int
    answer: int
    warn: int


@cache
def terms() -> Mapping[str, Term]:
    """Return the terms by id."""
    return {
        id_: Term(
            id_,
            _label(row),
            row["topic"],
            tuple(row["said"]),
            tuple(row["written"]),
            tuple(row.get("hint", ())),
            row.get("weak", False),
        )
        for id_, row in _table("terms").items()
    }


@cache
def empty_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words without meaning (`zh`, `en`), and what is no misspelling though it sounds so."""
    return {name: tuple(found) for name, found in _table("empty").items()}


@cache
def topics() -> Mapping[str, Text]:
    """Return the topics in the order of lists."""
    return {id_: _label(row) for id_, row in _table("topics").items()}


@cache
def deadlines() -> Deadlines:
    """Return how long the steps of a need may take."""
    table = _table("routing")
    return Deadlines(table["take_up_within"], table["answer_within"], table["warn_before"])


@cache
def offices(zone: str) -> Mapping[str, Office]:
    """Return the departments that take up a zone's needs, by slug."""
    table = _table("routing")
    own = table["zones"].get(zone, {})
    return {
        slug: Office(slug, _label(row | own.get(slug, {})), tuple(row["topics"]))
        for slug, row in table["common"].items()
    }


def office_for(zone: str, topic: str) -> Office:
    """Return the department for a topic."""
    every = offices(zone)
    found = next((office for office in every.values() if topic in office.topics), None)
    return found or office_for(zone, OTHER)


def _label(row: Mapping[str, str]) -> Text:
    return Text(row["zh"], row["en"])


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return table
