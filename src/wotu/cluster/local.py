"""The parts on one machine, one after another on all cores; queries by DuckDB, which spills to disk."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from wotu.cluster.engine import Progress
from wotu.cluster.job import Done, Job
from wotu.cluster.parts import Part
from wotu.cluster.passes import Pass, attempt


class Local:
    """Does one part after another, each on all cores: needs the memory of one part."""

    def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
        """Do one pass for every part."""
        found = []
        for part in parts:
            found.append(attempt(work, job, part))
            if progress:
                progress(len(found), len(parts))
        return found

    def rows(self, query: str, inputs: Mapping[str, Path]) -> pa.Table:
        """Return the rows of a query."""
        with duckdb.connect() as connection:
            _name(connection, inputs)
            return connection.sql(query).to_arrow_table()

    def spread(self, query: str, inputs: Mapping[str, Path], output: Path) -> None:
        """Write the rows of a query part by part."""
        output.mkdir(parents=True)
        with duckdb.connect() as connection:
            _name(connection, inputs)
            connection.sql(query).write_parquet(str(output), partition_by=["part"], overwrite=True)


def _name(connection: duckdb.DuckDBPyConnection, inputs: Mapping[str, Path]) -> None:
    for name, folder in inputs.items():
        connection.read_parquet(str(folder / "*.parquet"), hive_partitioning=False).create_view(name)
