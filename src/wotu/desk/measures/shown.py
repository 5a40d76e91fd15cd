"""Measures and editions as the desk's pages show them."""

import base64
import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wotu.look.language import current
from wotu.match.simulate import Side
from wotu.measures.lifecycle import OPEN, STATES
from wotu.measures.models import Edition
from wotu.measures.reach import Reach, Row
from wotu.measures.zones import Zone
from wotu.rules.described import AREAS
from wotu.rules.model import Measure
from wotu.rules.quantity import fen_in_words
from wotu.rules.text import Text

WAY = ("draft", "review", "approved", "published")
"""The way of an edition, as its page shows it."""
_COLOURS = {
    "draft": "unknown", "review": "nearly", "approved": "nearly", "published": "entitled",
    "superseded": "not", "withdrawn": "not", "discarded": "not",
}  # fmt: skip
_CONTEXT = 3
_MOST_LINES = 400
_MOST_COMPARED = 4_000
"""Lines of a file beyond which it is not compared line by line: the time grows with their square."""
_MOST_NUMBERED = 5_000


@dataclass(frozen=True)
class Listed:
    """A measure in the list: whether a text of it is in force, and the `drafts` it is worked on in."""

    measure: Measure
    state: Text
    colour: str
    drafts: tuple[int, ...]

    @property
    def is_published(self) -> bool:
        """Whether its detail was published."""
        return all(version.publication.published for version in self.measure.versions)


@dataclass(frozen=True)
class Area:
    """An area and its measures."""

    label: Text
    listed: tuple[Listed, ...]


def by_area(zone: Zone, on: dt.date, drafted: Mapping[str, Sequence[int]]) -> list[Area]:
    """Return a zone's measures by area."""
    listed: dict[str, list[Listed]] = {}
    for measure in zone.measures:
        path = measure.place.file.relative_to(zone.pack.folder).as_posix()
        state, colour = _state(measure, on)
        one = Listed(measure, state, colour, tuple(drafted.get(path, ())))
        listed.setdefault(measure.area, []).append(one)
    return [Area(label, tuple(listed[area])) for area, label in AREAS.items() if area in listed]


def _state(measure: Measure, on: dt.date) -> tuple[Text, str]:
    if any(version.in_force(on) for version in measure.versions):
        return Text("现行", "In force"), "entitled"
    if all(version.valid_to is not None and version.valid_to < on for version in measure.versions):
        return Text("已到期", "Expired"), "not"
    return Text("未生效", "Not yet in force"), "unknown"


@dataclass(frozen=True)
class Stand:
    """How an edition stands: its state in words and colour, and where on the way it is."""

    edition: Edition

    @property
    def state(self) -> Text:
        """The state in words."""
        return STATES[self.edition.state]

    @property
    def colour(self) -> str:
        """Which of the four colours goes with it."""
        return _COLOURS[self.edition.state]

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.edition.state in OPEN

    @property
    def way(self) -> list[tuple[Text, str]]:
        """Return the steps of the way: done, now, or still to come."""
        here = WAY.index(self.edition.state) if self.edition.state in WAY else len(WAY)
        marks = ["done" if place < here else "now" if place == here else "next" for place in range(len(WAY))]
        return [(STATES[state], mark) for state, mark in zip(WAY, marks, strict=True)]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a difference: kept, out or in."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What differs in one file."""

    path: str
    lines: tuple[DiffLine, ...]
    is_cut: bool


def file_diffs(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileDiff]:
    """Return the files that differ, line by line."""
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    found = []
    for path in paths:
        if max(side.get(path, "").count("\n") for side in (before, after)) > _MOST_COMPARED:
            found.append(FileDiff(path, (), is_cut=True))
            continue
        lines = list(_lines(before.get(path, ""), after.get(path, "")))
        found.append(FileDiff(path, tuple(lines[:_MOST_LINES]), len(lines) > _MOST_LINES))
    return found


def _lines(before: str, after: str) -> Iterator[DiffLine]:
    kinds = {"+": "in", "-": "out", "@": "place", " ": "same"}
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=_CONTEXT, lineterm="")
    for line in list(diff)[2:]:
        yield DiffLine(kinds[line[0]], line)


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line number beside the editor, marked where something is wrong."""

    number: int
    is_wrong: bool


def numbered(text: str, first: int, wrong: set[int]) -> list[NumberedLine]:
    """Return the numbers of a text's lines, from `first`."""
    lines = min(text.count("\n") + 1, _MOST_NUMBERED)
    return [NumberedLine(n, n in wrong) for n in range(first, first + lines)]


def signed(amount: int) -> Text:
    """Return a difference of money given in fen, with its sign."""
    said = fen_in_words(amount)
    return Text(f"+{said.zh}", f"+{said.en}") if amount > 0 else said


@dataclass(frozen=True)
class ReachRow:
    """A line of the comparison, ready to read."""

    row: Row

    @property
    def label(self) -> Text:
        """What the line is about."""
        return self.row.label

    @property
    def cells(self) -> list[tuple[int, Text]]:
        """Firms and cost, before and after."""
        sides: tuple[Side, Side] = (self.row.before, self.row.after)
        return [(side.beneficiaries, fen_in_words(side.cost)) for side in sides]

    @property
    def difference(self) -> Text:
        """How much more it costs."""
        return signed(self.row.difference)


@dataclass(frozen=True)
class ReachShown:
    """The comparison, ready to read."""

    reach: Reach

    @property
    def is_same(self) -> bool:
        """Whether nothing changes for anybody."""
        total = self.reach.total
        return total.before == total.after and not self.reach.measures and not self.reach.winner_count

    @property
    def total(self) -> ReachRow:
        """All of it."""
        return ReachRow(self.reach.total)

    @property
    def tables(self) -> list[tuple[Text, list[ReachRow]]]:
        """The comparison by measure, industry and size class."""
        measures = [ReachRow(row) for row in self.reach.measures]
        found = [(Text("措施", "Measure"), measures)] if measures else []
        return found + [(label, [ReachRow(row) for row in rows]) for label, rows in self.reach.groups]

    @property
    def shifts(self) -> list[tuple[Text, int, list[tuple[str, str, Text, Text, Text]]]]:
        """Who wins and who loses: title, how many, and the largest."""
        reach = self.reach
        sides = (
            (Text("得益企业", "Winners"), reach.winner_count, reach.winners),
            (Text("减少企业", "Losers"), reach.loser_count, reach.losers),
        )
        return [
            (
                title,
                count,
                [
                    (s.id, s.name or s.id, fen_in_words(s.before), fen_in_words(s.after), signed(s.gain))
                    for s in some
                ],
            )
            for title, count, some in sides
            if count
        ]

    @property
    def chart(self) -> str:
        """The chart as an address an image can have."""
        svg = self.reach.charts[current()].encode()
        return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
