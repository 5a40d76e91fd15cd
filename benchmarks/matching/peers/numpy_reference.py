"""NumPy by hand: two rails (is true, is not false), each condition once, amounts where due."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import NONE, Totals

OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
Rails = tuple[np.ndarray, np.ndarray]  # is true, is not false


class Engine(engine.Matcher):
    title = "NumPy, two rails"
    remark = "one thread; the reference for every answer"

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        self.count = len(table)
        self.values: dict[str, np.ndarray] = {}
        self.known: dict[str, np.ndarray] = {}
        for fact in spec.FACTS:
            column = table[fact.name].combine_chunks()
            self.known[fact.name] = column.is_valid().to_numpy(zero_copy_only=False)
            self.values[fact.name] = _values(column, fact.kind)

    def conditions(self) -> list[Rails]:
        return [self._condition(condition) for condition in self.workload.conditions]

    def statuses(self) -> Iterator[tuple[spec.Measure, Rails]]:
        rails = self.conditions()
        for measure in self.workload.measures:
            first, *rest = measure.conditions
            true, maybe = rails[first][0].copy(), rails[first][1].copy()
            for position in rest:
                true &= rails[position][0]
                maybe &= rails[position][1]
            yield measure, (true, maybe)

    def totals(self) -> Totals:
        found = []
        for measure, (true, maybe) in self.statuses():
            entitled = int(np.count_nonzero(true))
            fen, known = self._amount(measure.amount, np.flatnonzero(true))
            total = int(fen.sum() if known is None else fen[known].sum())
            found.append((entitled, int(np.count_nonzero(maybe)) - entitled, total))
        return found

    def rows(self) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for measure, (true, maybe) in self.statuses():
            amount = np.full(self.count, NONE, dtype=np.int64)
            due = np.flatnonzero(true)
            fen, known = self._amount(measure.amount, due)
            amount[due] = fen if known is None else np.where(known, fen, NONE)
            found.append((true.view(np.uint8) + maybe.view(np.uint8), amount))
        return found

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        return iter(result)

    def _condition(self, condition: spec.Condition) -> Rails:
        if isinstance(condition, spec.Either):
            left, right = self._condition(condition.left), self._condition(condition.right)
            return left[0] | right[0], left[1] | right[1]
        if isinstance(condition, spec.Ratio):
            compare = OPERATORS[condition.op]
            known = self.known[condition.numerator] & self.known[condition.denominator]
            said = compare(
                self.values[condition.numerator] * spec.RATE,
                self.values[condition.denominator] * condition.rate,
            )
        else:
            known = self.known[condition.fact]
            values = self.values[condition.fact]
            if isinstance(condition, spec.Compare):
                said = OPERATORS[condition.op](values, condition.value)
            elif isinstance(condition, spec.OneOf):
                wanted = np.zeros(len(spec.INDUSTRIES), dtype=bool)
                wanted[[spec.INDUSTRIES.index(code) for code in condition.codes]] = True
                said = wanted[values]
            else:
                said = values
        return said & known, said | ~known

    def _amount(self, amount: spec.Amount, due: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Fen and whether they are known (None: always) for the rows in ``due``."""
        if isinstance(amount, spec.Fixed):
            return np.full(len(due), amount.fen, dtype=np.int64), None
        if isinstance(amount, spec.Increment):
            more = self.values[amount.now][due] - self.values[amount.before][due]
            fen = np.maximum(more, 0) * amount.rate // spec.RATE
            known = self.known[amount.now][due] & self.known[amount.before][due]
            return np.minimum(fen, amount.cap), known
        values, known = self.values[amount.fact][due], self.known[amount.fact][due]
        if isinstance(amount, spec.Tiered):
            steps = np.array([at for at, _ in amount.tiers])
            pays = np.array([amount.base, *(fen for _, fen in amount.tiers)])
            return pays[np.searchsorted(steps, values, side="right")], known
        if isinstance(amount, spec.Percent):
            return np.minimum(values * amount.rate // spec.RATE, amount.cap), known
        return np.minimum(values * amount.fen, amount.cap), known


def _values(column: pa.Array, kind: spec.Kind) -> Any:
    if kind == "code":
        places = pa.compute.index_in(column, value_set=pa.array(spec.INDUSTRIES))
        return places.fill_null(0).cast(pa.int8()).to_numpy()
    if kind == "boolean":
        return column.fill_null(False).to_numpy(zero_copy_only=False)
    if kind == "date":
        return column.cast(pa.int32()).fill_null(0).to_numpy()
    return column.fill_null(0).to_numpy()
