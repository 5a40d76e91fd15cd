"""What came out, measure by measure, as columns: who is entitled, to how much, and who is not known.

Where a measure has texts for several cohorts, a row counts under one of them: the one that entitles it,
else the first one that may.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wotu.match.ballot import RANKED_OUT, Ballot
from wotu.match.plan import Line
from wotu.match.run import Answers, ClaimRows
from wotu.match.table import Bools, Ints, Table
from wotu.rules.model import Measure

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class LineOutcome:
    """One text's answer: the rows entitled with their awards in smallest units, and the rows unknown.

    `reduced` says for each entitled row which rule of settling changed its award, as an index into
    `rules`; index 0 is "none did".
    """

    answers: Answers
    line: Line
    rows: Ints
    low: Ints
    low_known: Bools
    high: Ints
    high_known: Bools
    reduced: Codes
    rules: tuple[str, ...]
    unknown: Ints

    def only(self, entitled: Bools, unknown: Bools) -> "LineOutcome":
        """Keep some of the rows."""
        return LineOutcome(
            self.answers, self.line, self.rows[entitled], self.low[entitled], self.low_known[entitled],
            self.high[entitled], self.high_known[entitled], self.reduced[entitled], self.rules,
            self.unknown[unknown],
        )  # fmt: skip


@dataclass(frozen=True)
class MeasureOutcome:
    """One measure's answer to every row it is about."""

    measure: Measure
    table: Table
    lines: tuple[LineOutcome, ...]

    @property
    def entitled(self) -> int:
        """How many rows are entitled."""
        return sum(len(line.rows) for line in self.lines)

    @property
    def unknown(self) -> int:
        """How many rows are neither entitled nor not, as far as is known."""
        return sum(len(line.unknown) for line in self.lines)

    @property
    def not_entitled(self) -> int:
        """How many rows are not entitled."""
        return len(self.table) - self.entitled - self.unknown

    def status(self) -> npt.NDArray[np.int8]:
        """Return 2 entitled, 1 unknown, 0 not entitled, for every row."""
        codes = np.zeros(len(self.table), np.int8)
        for line in self.lines:
            codes[line.unknown] = 1
        for line in self.lines:
            codes[line.rows] = 2
        return codes


def outcomes(answers: Sequence[Answers], ballot: Ballot | None = None) -> Iterator[MeasureOutcome]:
    """Yield every measure's outcome, in the order of the packs within each kind of row."""
    settled = _Settled(ballot)
    for answer in answers:
        by_measure: dict[str, list[LineOutcome]] = {}
        for position, line in enumerate(answer.lines):
            found = settled.outcome(answer, position)
            by_measure.setdefault(line.measure.id, []).append(found)
        for lines in by_measure.values():
            chosen = lines if len(lines) == 1 else _one_text_a_row(lines, len(answer.table))
            yield MeasureOutcome(lines[0].line.measure, answer.table, tuple(chosen))


def _one_text_a_row(lines: list[LineOutcome], size: int) -> list[LineOutcome]:
    entitled, unknown = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    firsts = []
    for line in lines:
        firsts.append(~entitled[line.rows])
        entitled[line.rows] = True
    chosen = []
    for line, first in zip(lines, firsts, strict=True):
        chosen.append(line.only(first, ~(entitled[line.unknown] | unknown[line.unknown])))
        unknown[line.unknown] = True
    return chosen


class _Settled:
    """Finds each line's claims in the ballot, which lays them out line by line."""

    def __init__(self, ballot: Ballot | None) -> None:
        self.ballot = ballot
        self.rules: dict[str, int] = {"": 0}
        self.codes: Codes = np.zeros(len(ballot) if ballot else 0, np.int32)
        self.ranked_out: Bools = np.zeros(len(self.codes), np.bool_)
        self.given: Bools = np.zeros(len(self.codes), np.bool_)
        if ballot:
            self._note_changes(ballot)
        self.names = tuple(self.rules)

    def _note_changes(self, ballot: Ballot) -> None:
        """Give every claim the rules that changed it, joined; few claims are changed by several."""
        joined: dict[int, str] = {}
        for change in ballot.changes:
            before = joined.get(change.claim)
            joined[change.claim] = f"{before}|{change.rule}" if before else change.rule
            self.ranked_out[change.claim] |= change.rule == RANKED_OUT
            self.given[change.claim] |= change.rule.startswith("band:")
        for claim, rule in joined.items():
            self.codes[claim] = self.rules.setdefault(rule, len(self.rules))

    def outcome(self, answers: Answers, position: int) -> LineOutcome:
        line, claims = answers.lines[position], answers.claims[position]
        unknown = np.flatnonzero(answers.status(position) == 1)
        places = self._places(line, claims)
        if places is None or self.ballot is None:
            awards = claims.awards
            return LineOutcome(
                answers, line, claims.rows, awards.low, awards.low_known, awards.high, awards.high_known,
                np.zeros(len(claims.rows), np.int32), ("",), unknown,
            )  # fmt: skip
        kept = ~self.ranked_out[places]
        low_known = self._low_known(claims.awards.low_known, places)[kept]
        places, ballot = places[kept], self.ballot
        return LineOutcome(
            answers, line, ballot.rows[places], ballot.low[places], low_known, ballot.high[places],
            ballot.known[places], self.codes[places], self.names, unknown,
        )  # fmt: skip

    def _places(self, line: Line, claims: ClaimRows) -> Ints | None:
        if self.ballot is None or not len(claims.rows):
            return None
        found = np.flatnonzero(self.ballot.lines == line.index)
        return found if len(found) else None

    def _low_known(self, before: Bools, places: Ints) -> Bools:
        """Return where the lower end is known: the ballot keeps this of the upper end only.

        A place in a band and nothing left are exact; a limit that is not known leaves both ends open.
        """
        if self.ballot is None:
            return before
        known, high = self.ballot.known[places], self.ballot.high[places]
        exact = known & (self.given[places] | (high == 0))
        low_known: Bools = exact | (before & (known | (self.codes[places] == 0)))
        return low_known
