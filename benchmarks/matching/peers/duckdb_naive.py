"""DuckDB, one query as a careful author writes it: every clause in its place, DECIMAL money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import Totals, null_as_none
from benchmarks.matching.peers.sql import Dialect


class Engine(engine.Matcher):
    title = "DuckDB, naive"
    remark = "DECIMAL, one query, the clauses as they are"

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        dialect = Dialect(whole=False)
        self.connection = duckdb.connect()
        self.connection.register("arrived", table)
        columns = ", ".join(dialect.column(fact) for fact in spec.FACTS)
        self.connection.execute(f"CREATE TABLE firms AS SELECT subject, {columns} FROM arrived")  # noqa: S608
        totals, rows = [], []
        for measure in workload.measures:
            clauses = [dialect.condition(workload.conditions[n]) for n in measure.conditions]
            met = f"({' AND '.join(clauses)})"
            due = dialect.amount(measure.amount)
            totals.append(
                f"count(*) FILTER ({met}), count(*) FILTER ({met} IS NULL), sum({due}) FILTER ({met})"
            )
            rows.append(
                f"CASE {met} WHEN TRUE THEN 2 WHEN FALSE THEN 0 ELSE 1 END::UTINYINT"
                f" AS s_{measure.name}, CASE WHEN {met} THEN {due} END AS a_{measure.name}"
            )
        self.totals_query = f"SELECT {', '.join(totals)} FROM firms"  # noqa: S608
        self.rows_query = f"SELECT subject, {', '.join(rows)} FROM firms"  # noqa: S608

    def totals(self) -> Totals:
        answer = self.connection.execute(self.totals_query).fetchall()[0]
        thirds = zip(answer[::3], answer[1::3], answer[2::3], strict=True)
        return [(met, unknown, int((fen or 0) * 100)) for met, unknown, fen in thirds]

    def rows(self) -> Any:
        return self.connection.sql(self.rows_query).to_arrow_table()

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        result = result.sort_by("subject")
        for measure in self.workload.measures:
            yuan = result[f"a_{measure.name}"].cast(pa.decimal128(18, 2))
            fen = pa.compute.multiply(yuan, pa.scalar(Decimal(100), pa.decimal128(3, 0)))
            yield result[f"s_{measure.name}"].to_numpy(), null_as_none(fen)
