"""The check-ups of many households at once, by the columnar kernel: as `checkup` answers, without reasons.

Each household is settled as if it were alone, as its own check-up settles it. The two ways share the tree
and nothing else, so that each proves the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wotu.match.awards import Awards, awards_of
from wotu.match.ballot import Ballot
from wotu.match.checkup import Status
from wotu.match.kernel import Block
from wotu.match.plan import Line, Plan
from wotu.match.reasons import missing
from wotu.match.run import Answers, run_plan
from wotu.match.settle import settle
from wotu.match.subject import Household
from wotu.match.table import Bools, Builder, Ints
from wotu.rules.vocabulary import ABOUTS, Slot

STATUSES: tuple[Status, ...] = ("not_entitled", "unknown", "entitled")


@dataclass(frozen=True, slots=True)
class Told:
    """One line's answer for one subject: what a finding comes to.

    `low` and `high` are in smallest units, None where open; `waits` names the unknown facts an open answer
    waits for, or an open amount; `taken_away`: entitled, but another award leaves nothing of it.
    """

    line: Line
    subject: str
    status: Status
    low: int | None
    high: int | None
    taken_away: bool
    waits: tuple[Slot, ...]


def check_together(plan: Plan, households: Sequence[Household]) -> Iterator[Told]:
    """Yield the answer of every line for every row it is about."""
    answers = []
    for about in ABOUTS:
        rows = [(row, home.enterprise.id) for home in households for row in home.rows(about)]
        if rows and plan.lines_about(about):
            builder = Builder(plan.packs.vocabulary, [row.facts for row, _ in rows])
            table = builder.table(about, [row.id for row, _ in rows], [owner for _, owner in rows])
            answers.append(run_plan(plan, table, workers=1))
    ballot = settle(plan, answers, alone=True)
    changed = np.zeros(len(ballot), np.bool_)
    changed[[change.claim for change in ballot.changes]] = True
    for answer in answers:
        for position in range(len(answer.lines)):
            yield from _Column(answer, position, ballot, changed).told()


class _Column:
    """One line's answers for all rows of its table."""

    def __init__(self, answers: Answers, position: int, ballot: Ballot, changed: Bools) -> None:
        self.answers, self.line, self.table = answers, answers.lines[position], answers.table
        self.status = answers.status(position)
        size = len(self.table)
        self.low, self.high = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self.low_known, self.high_known = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        self.taken_away = np.zeros(size, np.bool_)
        self.waits: list[dict[Slot, None]] = [{} for _ in range(size)]
        claims = answers.claims[position]
        self._put(claims.rows, claims.awards)
        self._settle(ballot, changed)
        unknown = np.flatnonzero(self.status == 1)
        if len(unknown):
            block = Block(self.table, answers.plan.packs.vocabulary, unknown)
            self._put(unknown, awards_of(self.line, block))
            self._wait_for_conditions(unknown)
        self._wait_for_amounts(claims.rows)

    def _put(self, rows: Ints, awards: Awards) -> None:
        self.low[rows], self.low_known[rows] = awards.low, awards.low_known
        self.high[rows], self.high_known[rows] = awards.high, awards.high_known

    def _settle(self, ballot: Ballot, changed: Bools) -> None:
        """Take over what settling changed; where it left an amount open, both ends are."""
        places = np.flatnonzero((ballot.lines == self.line.index) & changed)
        rows, known = ballot.rows[places], ballot.known[places]
        self.low[rows], self.high[rows] = ballot.low[places], ballot.high[places]
        self.low_known[rows] &= known
        self.high_known[rows] = known
        self.taken_away[rows] = known & (ballot.high[places] == 0)

    def _wait_for_conditions(self, rows: Ints) -> None:
        for clause in self.line.clauses:
            open_ = self.answers.test_status(clause.test)[rows] == 1
            if open_.any():
                for slot in sorted(clause.node.slots):
                    self._wait(rows[open_ & missing(self.table, slot, rows)], slot)

    def _wait_for_amounts(self, rows: Ints) -> None:
        for slot in sorted({slot for node in self.line.award_nodes() for slot in node.slots}):
            self._wait(rows[missing(self.table, slot, rows)], slot)

    def _wait(self, rows: Ints, slot: Slot) -> None:
        for row in rows.tolist():
            self.waits[row][slot] = None

    def told(self) -> Iterator[Told]:
        """Yield the answers, row by row."""
        columns = zip(
            self.table.ids, self.status.tolist(), _ends(self.low, self.low_known),
            _ends(self.high, self.high_known), self.taken_away.tolist(), self.waits, strict=True,
        )  # fmt: skip
        for id_, status, low, high, taken_away, waits in columns:
            yield Told(self.line, id_, STATUSES[status], low, high, taken_away, tuple(waits))


def _ends(amounts: Ints, known: Bools) -> list[int | None]:
    pairs = zip(amounts.tolist(), known.tolist(), strict=True)
    return [amount if is_known else None for amount, is_known in pairs]
