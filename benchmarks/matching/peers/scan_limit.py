"""The limit: DuckDB reads and adds up the columns that the measures read, and does no more."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from benchmarks.matching import engine, spec


class Engine(engine.Engine):
    title = "DuckDB scan and sum (limit)"
    remark = "no conditions: only reads and sums the 15 columns"
    tasks = ("totals",)

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:  # noqa: ARG002
        self.connection = duckdb.connect()
        self.connection.register("arrived", table)
        self.connection.execute("CREATE TABLE firms AS SELECT * FROM arrived")
        sums = [_sum(fact) for fact in spec.FACTS]
        self.query = f"SELECT {', '.join(sums)} FROM firms"  # noqa: S608 - names are our own

    def totals(self) -> None:
        self.connection.execute(self.query).fetchall()


def _sum(fact: spec.Fact) -> str:
    if fact.kind == "date":
        return f"sum({fact.name} - DATE '1970-01-01')"
    if fact.kind == "code":
        return f"sum(length({fact.name}))"
    return f"sum({fact.name}::BIGINT)" if fact.kind == "boolean" else f"sum({fact.name})"
