"""Polars expressions as a practised hand writes them: each condition a column, used by name."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import Totals, null_as_none

OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


class Engine(engine.Matcher):
    title = "Polars expressions"
    remark = "all cores"

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        frame = pl.from_arrow(table)
        assert isinstance(frame, pl.DataFrame)
        codes = pl.Enum(spec.INDUSTRIES)
        self.frame = frame.drop("subject").with_columns(
            pl.col("founded").cast(pl.Int32), pl.col("industry").cast(codes)
        )
        self.conditions = [
            _condition(condition).alias(f"c{position}")
            for position, condition in enumerate(workload.conditions)
        ]
        self.met = [
            reduce(operator.and_, (pl.col(f"c{position}") for position in measure.conditions)).alias(
                f"met_{measure.name}"
            )
            for measure in workload.measures
        ]

    def _measured(self) -> pl.LazyFrame:
        return self.frame.lazy().with_columns(self.conditions).with_columns(self.met)

    def totals(self) -> Totals:
        wanted = []
        for measure in self.workload.measures:
            met = pl.col(f"met_{measure.name}")
            due = _amount(measure.amount)
            wanted += [
                met.sum().alias(f"y_{measure.name}"),
                met.null_count().alias(f"u_{measure.name}"),
                pl.when(met).then(due).sum().alias(f"a_{measure.name}"),
            ]
        answer = self._measured().select(wanted).collect().row(0)
        return list(zip(answer[::3], answer[1::3], answer[2::3], strict=True))

    def rows(self) -> Any:
        wanted = []
        for measure in self.workload.measures:
            met = pl.col(f"met_{measure.name}")
            wanted += [
                (met.cast(pl.UInt8) * 2).fill_null(1).alias(f"s_{measure.name}"),
                pl.when(met).then(_amount(measure.amount)).alias(f"a_{measure.name}"),
            ]
        return self._measured().select(wanted).collect()

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for measure in self.workload.measures:
            amount = result[f"a_{measure.name}"].to_arrow()
            yield result[f"s_{measure.name}"].to_numpy(), null_as_none(amount)


def _condition(asked: spec.Condition) -> pl.Expr:
    if isinstance(asked, spec.Either):
        return _condition(asked.left) | _condition(asked.right)
    if isinstance(asked, spec.Ratio):
        left = pl.col(asked.numerator) * spec.RATE
        return OPERATORS[asked.op](left, pl.col(asked.denominator) * asked.rate)
    if isinstance(asked, spec.Compare):
        return OPERATORS[asked.op](pl.col(asked.fact), asked.value)
    if isinstance(asked, spec.OneOf):
        return pl.col(asked.fact).is_in(pl.Series(asked.codes, dtype=pl.Enum(spec.INDUSTRIES)).implode())
    return pl.col(asked.fact)


def _amount(due: spec.Amount) -> pl.Expr:
    if isinstance(due, spec.Fixed):
        return pl.lit(due.fen, dtype=pl.Int64)
    if isinstance(due, spec.Increment):
        more = (pl.col(due.now) - pl.col(due.before)).clip(lower_bound=0)
        return (more * due.rate // spec.RATE).clip(upper_bound=due.cap)
    fact = pl.col(due.fact)
    if isinstance(due, spec.Tiered):
        steps = pl.when(fact.is_null()).then(pl.lit(None, dtype=pl.Int64))
        for at, fen in reversed(due.tiers):
            steps = steps.when(fact >= at).then(pl.lit(fen, dtype=pl.Int64))
        return steps.otherwise(pl.lit(due.base, dtype=pl.Int64))
    if isinstance(due, spec.Percent):
        return (fact * due.rate // spec.RATE).clip(upper_bound=due.cap)
    return (fact * due.fen).clip(upper_bound=due.cap)
