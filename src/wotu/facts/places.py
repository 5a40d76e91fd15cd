"""The place of an entry: what two entries must share to be about the same thing at the same time.

Within a place the latest of each kind of source speaks for its kind. The kind the fact trusts most
decides the value; whatever else is said there is a conflict until somebody decides.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from wotu.match.cells import parse_cell
from wotu.rules.vocabulary import Fact, Source


class Place(NamedTuple):
    """Whose fact, which, and of when."""

    party: int
    fact: str
    period: str
    since: dt.date | None
    at: dt.date | None


class Said(Protocol):
    """What any entry says, recorded or about to be."""

    @property
    def fact(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> dt.date | None: ...  # noqa: D102
    @property
    def until(self) -> dt.date | None: ...  # noqa: D102
    @property
    def at(self) -> dt.date | None: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


Entry = TypeVar("Entry", bound=Said)


def place_of(party: int, entry: Said) -> Place:
    """Return where an entry belongs."""
    return Place(party, entry.fact, entry.period, entry.since, entry.at)


def rank(fact: Fact, kind: str) -> int:
    """Return how far from the most trusted a kind of source stands for a fact: 0 is a decision."""
    trusted = fact.trusted
    return trusted.index(kind) if kind in trusted else len(trusted)


def speaking(fact: Fact, entries: Iterable[Entry]) -> list[Entry]:
    """Return the latest of each kind, the most trusted first; `entries` come in the order recorded."""
    latest = {entry.kind: entry for entry in entries}
    return sorted(latest.values(), key=lambda entry: rank(fact, entry.kind))


def same(fact: Fact, one: Said, other: Said) -> bool:
    """Tell whether two entries of a place say the same, however it is written."""
    if one.until != other.until:
        return False
    return one.value == other.value or _read(fact, one.value) == _read(fact, other.value)


def differ(fact: Fact, entries: Sequence[Said]) -> bool:
    """Tell whether entries of a place say different things."""
    return any(not same(fact, entries[0], other) for other in entries[1:])


def _read(fact: Fact, text: str) -> object:
    try:
        return parse_cell(fact, text)
    except ValueError:
        return text


def kinds_in_order(fact: Fact) -> tuple[Source, ...]:
    """Return the kinds of source a fact may come from, the most trusted first, decisions left out."""
    return fact.trusted[1:]
