"""DuckDB as fast as we could make it: whole fen, each condition once, results kept apart.

The optimiser writes a shared condition back into every place that uses it unless a materialised
step stops it; FILTER is slower than CASE; ENUM is faster than text. Two materialised steps,
conditions and then measures, were the best of a dozen layouts. Rows come back in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import Totals, null_as_none
from benchmarks.matching.peers.sql import Dialect


class Engine(engine.Matcher):
    title = "DuckDB, tuned"
    remark = "integer fen, distinct conditions once, materialised steps"

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        dialect = Dialect(whole=True)
        self.connection = duckdb.connect()
        self.connection.register("arrived", table)
        codes = ", ".join(repr(code) for code in spec.INDUSTRIES)
        self.connection.execute(f"CREATE TYPE industry_code AS ENUM ({codes})")
        self.connection.execute("SET preserve_insertion_order = false")
        columns = ", ".join(dialect.column(fact) for fact in spec.FACTS)
        self.connection.execute(f"CREATE TABLE firms AS SELECT subject, {columns} FROM arrived")  # noqa: S608
        steps = _steps(workload, dialect)
        totals, rows = [], []
        for measure in workload.measures:
            met = f"met_{measure.name}"
            due = f"CASE WHEN {met} THEN {dialect.amount(measure.amount)} END"
            totals.append(f"count_if({met}), count({met}), sum({due})")
            status = f"coalesce({met}::UTINYINT * 2, 1)::UTINYINT"
            rows.append(f"{status} AS s_{measure.name}, {due} AS a_{measure.name}")
        self.totals_query = f"{steps} SELECT count(*), {', '.join(totals)} FROM measures"  # noqa: S608
        self.rows_query = f"{steps} SELECT subject, {', '.join(rows)} FROM measures"  # noqa: S608

    def totals(self) -> Totals:
        count, *answer = self.connection.execute(self.totals_query).fetchall()[0]
        thirds = zip(answer[::3], answer[1::3], answer[2::3], strict=True)
        return [(met, count - known, int(fen or 0)) for met, known, fen in thirds]

    def rows(self) -> Any:
        return self.connection.sql(self.rows_query).to_arrow_table()

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        result = result.sort_by("subject")
        for measure in self.workload.measures:
            yield result[f"s_{measure.name}"].to_numpy(), null_as_none(result[f"a_{measure.name}"])


def _steps(workload: spec.Workload, dialect: Dialect) -> str:
    facts = ", ".join(fact.name for fact in spec.FACTS)
    asked = ", ".join(
        f"({dialect.condition(condition)}) AS c{position}"
        for position, condition in enumerate(workload.conditions)
    )
    met = ", ".join(
        f"{' AND '.join(f'c{position}' for position in measure.conditions)} AS met_{measure.name}"
        for measure in workload.measures
    )
    return (
        f"WITH conditions AS MATERIALIZED (SELECT subject, {facts}, {asked} FROM firms), "  # noqa: S608
        f"measures AS MATERIALIZED (SELECT subject, {facts}, {met} FROM conditions)"
    )
