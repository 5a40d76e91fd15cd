"""Demonstration firms into the books: those written by hand in packs/<zone>/demo/*.csv, and those drawn
from the recipe beside them. All are invented, and named 演示 to say so.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from wotu.facts.verbs import NewFact, record_facts
from wotu.match.cells import is_unknown
from wotu.match.credit_code import WrongCreditCode
from wotu.match.periods import parse_period
from wotu.measures.invented.firms import draw_rows
from wotu.measures.invented.recipe import read_recipe
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.verbs import NewParty, register_parties
from wotu.rules.problems import PackError
from wotu.rules.vocabulary import About, Fact, Vocabulary

SOURCE = "演示数据 / demonstration data"
FILES: dict[str, About] = {
    "firms.csv": "enterprise", "persons.csv": "person", "projects.csv": "project", "sites.csv": "site",
}  # fmt: skip
_OF_A_PARTY = {"id", "name", "enterprise"}
_COLUMN = re.compile(r"^(?P<fact>[a-z_][a-z0-9_]*)(?:@(?P<time>.+))?$")


class DemoNotReadable(ValueError):
    """A demonstration file cannot be read: where, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a demonstration file."""

    place: str
    kind: About
    cells: dict[str, str]

    @property
    def slug(self) -> str:
        """The public name."""
        return self.cells["id"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading changed."""

    firms: int
    entries: int


def load_demonstration(*, zone: Zone, by: str, now: dt.datetime, today: dt.date) -> Loaded:
    """Bring a zone's demonstration firms into the books. Repeating it changes nothing.

    Bare columns of yearly facts are of the year before `today`, `revenue@-1` of the one before that.

    Raises:
        DemoNotReadable: a file is wrong; nothing of the zone is loaded.
    """
    try:
        rows = [*_rows(zone.pack.folder / "demo"), *_drawn(zone, today)]
    except PackError as error:
        raise DemoNotReadable(str(error)) from None
    if not rows:
        return Loaded(0, 0)
    with transaction.atomic():
        try:
            parties = register_parties(
                parties=[_party(row, zone) for row in rows], about=zone.id, by=by, now=now
            )
        except (WrongCreditCode, KeyError) as error:
            raise DemoNotReadable(f"{zone.pack.folder / 'demo'}: {error}") from None
        vocabulary = zone.packs.vocabulary
        facts = [
            fact for row in rows for fact in _facts(row, parties[_slug(zone, row.slug)], vocabulary, today)
        ]
        try:
            entries = record_facts(facts=facts, vocabulary=vocabulary, about=zone.id, by=by, now=now)
        except ValueError as error:
            raise DemoNotReadable(f"{zone.pack.folder / 'demo'}: {error}") from None
    return Loaded(sum(row.kind == "enterprise" for row in rows), entries)


def _rows(folder: Path) -> Iterator[Row]:
    for name, kind in FILES.items():
        path = folder / name
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.DictReader(file), start=2):
                yield Row(
                    f"{path}:{number}", kind, {key: (value or "").strip() for key, value in cells.items()}
                )


def _drawn(zone: Zone, today: dt.date) -> Iterator[Row]:
    folder, vocabulary = zone.pack.folder / "demo", zone.packs.vocabulary
    recipe = read_recipe(folder, vocabulary)
    if recipe is not None:
        for kind, cells in draw_rows(zone.id, recipe, vocabulary, today):
            yield Row(f"{folder / 'invented.yaml'} {cells['id']}", kind, cells)


def _slug(zone: Zone, id_: str) -> str:
    return f"{zone.id}-{id_.lower()}"


def _party(row: Row, zone: Zone) -> NewParty:
    name, owner = row.cells.get("name", ""), row.cells.get("enterprise", "")
    if not row.cells.get("id") or not name:
        raise DemoNotReadable(f"{row.place}: `id` and `name` are needed")
    if row.kind != "enterprise" and not owner:
        raise DemoNotReadable(f"{row.place}: `enterprise` is needed: the id of the firm it belongs to")
    return NewParty(
        _slug(zone, row.slug), row.kind, zone.id, name, row.cells.get("credit_code", ""),
        _slug(zone, owner) if owner and row.kind != "enterprise" else "", is_demo=True,
    )  # fmt: skip


def _facts(row: Row, party: Party, vocabulary: Vocabulary, today: dt.date) -> Iterator[NewFact]:
    began = {name[: -len("@since")]: text for name, text in row.cells.items() if name.endswith("@since")}
    for column, text in row.cells.items():
        found = _COLUMN.match(column)
        if column in _OF_A_PARTY or not found or found["time"] == "since":
            continue
        fact = vocabulary.get(found["fact"])
        if fact is None and column == "credit_code":
            continue
        if fact is None:
            raise DemoNotReadable(f"{row.place}: there is no fact `{found['fact']}`")
        if is_unknown(fact, text):
            continue
        period = _period(fact, found["time"] or "", today)
        since = dt.date.fromisoformat(began[fact.name]) if began.get(fact.name) else None
        yield NewFact(party, fact.name, text, SOURCE, period=period, since=since)


def _period(fact: Fact, time: str, today: dt.date) -> str:
    if fact.period == "year":
        return time if time and not time.startswith("-") else str(today.year - 1 + int(time or 0))
    if fact.period == "quarter":
        if time and not time.startswith("-"):
            return time
        number = parse_period("quarter", f"{today.year}Q{(today.month - 1) // 3 + 1}") - 1 + int(time or 0)
        return f"{number // 4}Q{number % 4 + 1}"
    return ""
