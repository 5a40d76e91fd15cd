"""Running a plan over a table, in blocks, on all cores."""

import os
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from wotu.match.awards import Awards, awards_of
from wotu.match.kernel import Block
from wotu.match.plan import Line, Plan
from wotu.match.table import Bools, Ints, Table
from wotu.match.values import Mask

BLOCK = 1 << 19
"""Rows evaluated together, by measurement: smaller blocks pay for Python, larger ones for memory."""

Bits = npt.NDArray[np.uint8]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Claims:
    """Who is entitled under one line, and to how much, in smallest units."""

    rows: Ints
    awards: Awards
    start: int = 0


class ClaimRows(Protocol):
    """Claims under one line, however they are kept."""

    @property
    def rows(self) -> Ints:
        """The rows entitled, ascending."""

    @property
    def awards(self) -> Awards:
        """What each of them gets."""


class JoinedClaims:
    """The claims of all blocks under one line, put together when first asked for."""

    def __init__(self, parts: list[Claims]) -> None:
        self.parts = parts

    @cached_property
    def rows(self) -> Ints:
        """The rows entitled, ascending."""
        return np.concatenate([part.rows.astype(np.int64) + part.start for part in self.parts])

    @cached_property
    def awards(self) -> Awards:
        """What each of them gets."""
        parts = [part.awards for part in self.parts]
        high = np.concatenate([part.high for part in parts])
        known = np.concatenate([part.high_known for part in parts])
        if all(part.low is part.high for part in parts):
            return Awards(high, known, high, known)
        low = np.concatenate([part.low for part in parts])
        return Awards(low, np.concatenate([part.low_known for part in parts]), high, known)


@dataclass(frozen=True)
class Answers:
    """What a table answers to a plan: every condition of every row in two bits, and the claims.

    `true[t]` and `possible[t]` are packed bits of test t; a row is met where `true`, not met where not
    `possible`, unknown otherwise. `entitled` and `open` say the same of whole lines.
    """

    plan: Plan
    table: Table
    lines: tuple[Line, ...]
    tests: dict[int, int]
    true: Bits
    possible: Bits
    entitled: Bits
    open: Bits
    claims: tuple[JoinedClaims, ...]

    def unpack(self, bits: Bits) -> Bools:
        """Return packed bits of all rows as truth values."""
        return np.unpackbits(bits, count=len(self.table)).view(np.bool_)

    def status(self, position: int) -> npt.NDArray[np.int8]:
        """Return 2 entitled, 1 unknown, 0 not entitled, for every row, of the line at `position`."""
        return self.unpack(self.entitled[position]).astype(np.int8) + self.unpack(self.open[position])

    def test_status(self, test: int) -> npt.NDArray[np.int8]:
        """Return 2 met, 1 unknown, 0 not met, for every row."""
        index = self.tests[test]
        return self.unpack(self.true[index]).astype(np.int8) + self.unpack(self.possible[index])


def run_plan(
    plan: Plan,
    table: Table,
    progress: Progress | None = None,
    workers: int | None = None,
    block: int = BLOCK,
    *,
    only: Collection[int] | None = None,
) -> Answers:
    """Evaluate every line about this kind of row, before stacking, rankings and budgets.

    Args:
        progress: called with rows done and rows in all after every block.
        workers: threads; all cores by default.
        block: rows evaluated together, a multiple of 8.
        only: the lines to evaluate, by their indices; all by default.
    """
    lines = tuple(line for line in plan.lines_about(table.about) if only is None or line.index in only)
    used = sorted({clause.test for line in lines for clause in line.clauses})
    tests = {test: index for index, test in enumerate(used)}
    bounds = [(start, min(start + block, len(table))) for start in range(0, len(table), block)]
    job = _Job(plan, table, lines, tests)
    done, parts = 0, []
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for (start, stop), part in zip(bounds, pool.map(job.run, bounds), strict=True):
            parts.append(part)
            done += stop - start
            if progress:
                progress(done, len(table))
    return _assemble(plan, table, lines, tests, parts)


@dataclass(frozen=True)
class _Part:
    true: Bits
    possible: Bits
    entitled: Bits
    open: Bits
    claims: list[Claims]


@dataclass(frozen=True)
class _Job:
    plan: Plan
    table: Table
    lines: tuple[Line, ...]
    tests: dict[int, int]

    def run(self, bounds: tuple[int, int]) -> _Part:
        start, stop = bounds
        block = Block(self.table, self.plan.packs.vocabulary, slice(start, stop))
        width = (block.size + 7) // 8
        true = np.empty((len(self.tests), width), np.uint8)
        possible = np.empty((len(self.tests), width), np.uint8)
        for test, index in self.tests.items():
            true[index], possible[index] = block.bits(self.plan.tests[test])
        entitled = (
            np.stack([self._all(line, true, block.size) for line in self.lines])
            if self.lines
            else _none(width)
        )
        open_ = (
            np.stack([self._all(line, possible, block.size) for line in self.lines])
            if self.lines
            else _none(width)
        )
        claims = [
            self._claims(line, bits, start, block.size)
            for line, bits in zip(self.lines, entitled, strict=True)
        ]
        return _Part(true, possible, entitled, open_, claims)

    def _all(self, line: Line, rails: Bits, size: int) -> Bits:
        if not line.clauses:
            return _pack(True, size)
        together: Bits = np.bitwise_and.reduce(
            rails[[self.tests[clause.test] for clause in line.clauses]], axis=0
        )
        return together

    def _claims(self, line: Line, bits: Bits, start: int, size: int) -> Claims:
        """Compute amounts only where somebody is entitled."""
        rows = np.flatnonzero(np.unpackbits(bits, count=size).view(np.bool_))
        window = slice(start, start + size)
        block = Block(self.table, self.plan.packs.vocabulary, rows, window, sure=line.strict)
        awards = awards_of(line, block)
        if line.strict:
            known = self._all_known(line, rows, window, awards.high_known)
            awards = Awards(awards.high, known, awards.high, known)
        return Claims(rows.astype(np.int32), awards, start)

    def _all_known(self, line: Line, rows: Ints, window: slice, counted: Bools) -> Bools:
        """Return where every fact of a strict award is known, and the amount can be counted."""
        known = counted
        for slot in line.award_slots:
            column = self.table.columns.get(slot)
            if column is None:
                return np.zeros(len(rows), np.bool_)
            if column.known is not None:
                known = known & column.known[window].take(rows)
        return known


def _pack(mask: Mask, size: int) -> Bits:
    return np.packbits(np.broadcast_to(np.asarray(mask, dtype=np.bool_), size))


def _none(width: int) -> Bits:
    return np.empty((0, width), np.uint8)


def _assemble(
    plan: Plan, table: Table, lines: tuple[Line, ...], tests: dict[int, int], parts: list[_Part]
) -> Answers:
    if not parts:
        parts = [_Part(np.empty((len(tests), 0), np.uint8), np.empty((len(tests), 0), np.uint8),
                       np.empty((len(lines), 0), np.uint8), np.empty((len(lines), 0), np.uint8),
                       [Claims(np.empty(0, np.int64), _no_awards()) for _ in lines])]  # fmt: skip
    claims = tuple(JoinedClaims([part.claims[index] for part in parts]) for index in range(len(lines)))
    true, possible, entitled, open_ = (
        np.concatenate([getattr(part, name) for part in parts], axis=1)
        for name in ("true", "possible", "entitled", "open")
    )
    return Answers(plan, table, lines, tests, true, possible, entitled, open_, claims)


def _no_awards() -> Awards:
    none, unknown = np.empty(0, np.int64), np.empty(0, np.bool_)
    return Awards(none, unknown, none, unknown)
