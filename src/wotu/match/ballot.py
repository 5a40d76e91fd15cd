"""Claims side by side: what settling needs to know about each, as plain arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, cast

import numpy as np

from wotu.match import values as v
from wotu.match.awards import in_units
from wotu.match.kernel import Block
from wotu.match.plan import Line, Plan
from wotu.match.run import ClaimRows
from wotu.match.table import Bools, Ints, Table
from wotu.rules.fold import unnamed
from wotu.rules.model import Stacking
from wotu.rules.nodes import Node
from wotu.rules.vocabulary import About

RANKED_OUT = "ranking"
"""The rule that takes away the claims of those who are not ranked in: they are not entitled after all."""


@dataclass(frozen=True)
class Change:
    """What settling did to one claim: which rule, and the amount before and after, in smallest units."""

    claim: int
    rule: str
    before: int
    after: int


@dataclass
class Ballot:
    """The claims of all tables that some rule looks across.

    One entry per claim: the table and row it comes from, its line, the enterprise behind it, and its
    award in smallest units. `alive` is False once a rule has taken the claim away. Settling changes
    `low`, `high`, `alive` and notes each change. `alone`: each enterprise is settled as if it were the only
    one, so claims of two never stand beside each other.
    """

    plan: Plan
    tables: Mapping[About, Table]
    lines: Ints
    rows: Ints
    owners: Ints
    low: Ints
    high: Ints
    known: Bools
    alive: Bools
    changes: list[Change]
    alone: bool = False

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, claim: int) -> Line:
        """Return the line of a claim."""
        return self.plan.lines[int(self.lines[claim])]

    def table_of(self, claim: int) -> Table:
        """Return the table a claim's row stands in."""
        return self.tables[self.line(claim).about]

    def id_of(self, claim: int) -> str:
        """Return the id of a claim's row."""
        return str(self.table_of(claim).ids[int(self.rows[claim])])

    def claim_of(self, line: int, row: int) -> int | None:
        """Return the claim of a row under a line, if there is one."""
        found = np.flatnonzero((self.lines == line) & (self.rows == row))
        return int(found[0]) if len(found) else None

    def of(self, measures: Iterable[str]) -> Ints:
        """Return the claims still alive under these measures."""
        wanted = set(measures)
        indices = [line.index for line in self.plan.lines if line.measure.id in wanted]
        return np.flatnonzero(self.alive & np.isin(self.lines, indices))

    def set_amount(self, claim: int, amount: int, rule: str) -> None:
        """Lower a claim's award; nothing left means it is taken away."""
        before = int(self.high[claim])
        self.changes.append(Change(claim, rule, before, amount))
        self.high[claim] = amount
        self.low[claim] = min(int(self.low[claim]), amount)

    def drop(self, claim: int, rule: str) -> None:
        """Take a claim away."""
        self.changes.append(Change(claim, rule, int(self.high[claim]), 0))
        self.high[claim] = self.low[claim] = 0
        self.alive[claim] = False

    def give(self, claim: int, amount: int, rule: str) -> None:
        """Set a claim's award to what its place earns, more or less than before."""
        self.changes.append(Change(claim, rule, int(self.high[claim]), amount))
        self.low[claim] = self.high[claim] = amount
        self.known[claim] = True

    def leave_open(self, claim: int, rule: str) -> None:
        """Say that a claim's amount is not known, because a limit on it is not."""
        amount = int(self.high[claim])
        self.changes.append(Change(claim, rule, amount, amount))
        self.low[claim] = self.high[claim] = 0
        self.known[claim] = False

    def award(self, claim: int) -> tuple[int, int] | None:
        """Return the least and the most a claim gets, or None where that is not known."""
        return (int(self.low[claim]), int(self.high[claim])) if self.known[claim] else None

    def priority(self, claim: int) -> tuple[int, str]:
        """Return what decides between equals: the order of the packs, then the subject's id."""
        return int(self.lines[claim]), self.id_of(claim)

    def values(self, node: Node, claims: Ints) -> Sequence[object]:
        """Evaluate a number, date or text on each claim's row; None where unknown."""
        if node.type.kind != "text":
            return self.numbers(node, claims)
        found: list[object] = [None] * len(claims)
        for block, places in self._blocks(claims):
            value = cast(v.Texts, block.value(unnamed(self.plan.fix(node))))
            codes, known = (np.broadcast_to(x, block.size) for x in (value.codes, value.known))
            for place, code, is_known in zip(places, codes.tolist(), known.tolist(), strict=True):
                found[place] = value.dictionary[code] if is_known else None
        return found

    def numbers(self, node: Node, claims: Ints) -> list[Fraction | None]:
        """Evaluate a number or a date on each claim's row, exactly."""
        found: list[Fraction | None] = [None] * len(claims)
        for block, places in self._blocks(claims):
            value = block.numbers(unnamed(self.plan.fix(node)))
            data, under, known = (
                np.broadcast_to(x, block.size) for x in (value.data, value.under, value.known)
            )
            for place, d, u, k in zip(places, data, under, known, strict=True):
                found[place] = Fraction(int(d)) * value.scale / int(u) if k else None
        return found

    def units(self, node: Node, claims: Ints, unit: Fraction) -> tuple[Ints, Bools]:
        """Evaluate an amount on each claim's row, in smallest units."""
        amounts, known = np.zeros(len(claims), np.int64), np.zeros(len(claims), np.bool_)
        for block, places in self._blocks(claims):
            amounts[places], known[places] = in_units(
                block.numbers(unnamed(self.plan.fix(node))), unit, block.size
            )
        return amounts, known

    def received(self, rule: Stacking, claims: Ints) -> list[int]:
        """Return what a top-up's own rows say was received; where unknown, nothing is promised."""
        if rule.received is None or not len(claims):
            return [0] * len(claims)
        amounts, known = self.units(rule.received, claims, self.line(int(claims[0])).unit)
        for claim in claims[~known].tolist():
            amount = int(self.high[claim])
            self.changes.append(Change(claim, f"stacking:{rule.id}", amount, amount))
            self.low[claim] = 0
        return [int(a) if k else 0 for a, k in zip(amounts.tolist(), known.tolist(), strict=True)]

    def holds(self, node: Node, claims: Ints) -> Bools:
        """Tell for each claim whether a condition is met on its row (unknown counts as not)."""
        met = np.zeros(len(claims), np.bool_)
        for block, places in self._blocks(claims):
            met[places] = np.broadcast_to(block.rails(unnamed(self.plan.fix(node))).true, block.size)
        return met

    def _blocks(self, claims: Ints) -> Iterable[tuple[Block, Ints]]:
        abouts = list(self.tables)
        kinds = self._about_codes()[self.lines[claims]]
        for code in np.unique(kinds).tolist():
            places = np.flatnonzero(kinds == code)
            rows = self.rows[claims[places]]
            yield Block(self.tables[abouts[code]], self.plan.packs.vocabulary, rows), places

    def _about_codes(self) -> Ints:
        """Return for every line of the plan which of the tables it looks at."""
        codes = {about: code for code, about in enumerate(self.tables)}
        return np.array([codes.get(line.about, -1) for line in self.plan.lines], dtype=np.int64)

    def row_codes(self, claims: Ints) -> Ints:
        """Return a number for the row behind each claim: the same for the same row of the same table."""
        return self.rows[claims] * len(self.tables) + self._about_codes()[self.lines[claims]]


class Claimed(Protocol):
    """Claims over one table: what a table's answers and a single subject's findings have in common."""

    @property
    def table(self) -> Table:
        """The rows."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines claimed under."""

    @property
    def claims(self) -> Sequence[ClaimRows]:
        """For each line, the rows entitled and their awards."""


def _owner_codes(answer: Claimed, code: dict[str, int], involved: set[int]) -> Ints:
    """Return for every row of a table the number of the enterprise behind it, the same in every table."""
    if not any(line.index in involved for line in answer.lines):
        return np.zeros(len(answer.table), np.int64)
    ids = answer.table.owner_ids()
    return np.fromiter((code.setdefault(str(id_), len(code)) for id_ in ids), np.int64, len(answer.table))


def gather(plan: Plan, answers: Sequence[Claimed], involved: set[int], *, alone: bool = False) -> Ballot:
    """Lay out the claims of the lines that some rule looks across."""
    code: dict[str, int] = {}
    parts: dict[str, list[Any]] = {name: [] for name in ("lines", "rows", "owners", "low", "high", "known")}
    for answer in answers:
        owners = _owner_codes(answer, code, involved)
        for line, claims in zip(answer.lines, answer.claims, strict=True):
            if line.index not in involved:
                continue
            parts["lines"].append(np.full(len(claims.rows), line.index, np.int64))
            parts["rows"].append(claims.rows)
            parts["owners"].append(owners[claims.rows])
            parts["low"].append(claims.awards.low)
            parts["high"].append(claims.awards.high)
            parts["known"].append(claims.awards.high_known)
    joined = {
        name: np.concatenate(arrays) if arrays else np.empty(0, np.int64) for name, arrays in parts.items()
    }
    return Ballot(
        plan, {a.table.about: a.table for a in answers}, joined["lines"], joined["rows"], joined["owners"],
        joined["low"].copy(), joined["high"].copy(), joined["known"].astype(np.bool_),
        np.ones(len(joined["lines"]), np.bool_), [], alone,
    )  # fmt: skip
