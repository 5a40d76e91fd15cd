"""Running a plan over a table, in blocks, on all cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wotu.match.awards import Awards, awards_of
from wotu.match.kernel import Block
from wotu.match.plan import Line, Plan
from wotu.match.table import Bools, Ints, Table
from wotu.match.values import Mask

BLOCK = 1 << 18
"""Rows evaluated together, by measurement: smaller blocks pay for Python, larger ones for memory."""

Bits = npt.NDArray[np.uint8]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Claims:
    """Who is entitled under one line, and to how much, in smallest units."""

    rows: Ints
    awards: Awards


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
    claims: tuple[Claims, ...]

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
) -> Answers:
    """Evaluate every line about this kind of row, before stacking, rankings and budgets.

    Args:
        progress: called with rows done and rows in all after every block.
        workers: threads; all cores by default.
        block: rows evaluated together, a multiple of 8.
    """
    lines = tuple(plan.lines_about(table.about))
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
            rails = block.rails(self.plan.tests[test])
            true[index] = _pack(rails.true, block.size)
            possible[index] = (
                true[index] if rails.true is rails.possible else _pack(rails.possible, block.size)
            )
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
        rows = np.flatnonzero(np.unpackbits(bits, count=size).view(np.bool_)) + start
        return Claims(rows, awards_of(line, Block(self.table, self.plan.packs.vocabulary, rows)))


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
    claims = tuple(_joined([part.claims[index] for part in parts]) for index in range(len(lines)))
    true, possible, entitled, open_ = (
        np.concatenate([getattr(part, name) for part in parts], axis=1)
        for name in ("true", "possible", "entitled", "open")
    )
    return Answers(plan, table, lines, tests, true, possible, entitled, open_, claims)


def _no_awards() -> Awards:
    none, unknown = np.empty(0, np.int64), np.empty(0, np.bool_)
    return Awards(none, unknown, none, unknown)


def _joined(parts: list[Claims]) -> Claims:
    def over(pick: Callable[[Claims], "npt.NDArray[np.generic]"]) -> "npt.NDArray[np.generic]":
        return np.concatenate([pick(part) for part in parts])

    low, low_known = over(lambda c: c.awards.low), over(lambda c: c.awards.low_known)
    same = all(part.awards.low is part.awards.high for part in parts)
    high, high_known = (
        (low, low_known) if same else (over(lambda c: c.awards.high), over(lambda c: c.awards.high_known))
    )
    return Claims(over(lambda c: c.rows), Awards(low, low_known, high, high_known))  # type: ignore[arg-type]
