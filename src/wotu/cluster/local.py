"""The parts on one machine, one after another on all cores; queries by DuckDB, which spills to disk."""

import glob
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from wotu.cluster.engine import NotReady, Progress
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
        with _asked(inputs) as connection:
            return connection.sql(query).to_arrow_table()

    def spread(self, query: str, inputs: Mapping[str, Path], output: Path) -> None:
        """Write the rows of a query part by part."""
        output.mkdir(parents=True)
        with _asked(inputs, spill=output.with_name("spill")) as connection:
            connection.sql(query).write_parquet(str(output), partition_by=["part"], overwrite=True)


@contextmanager
def _asked(inputs: Mapping[str, Path], spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that sees the inputs; say in one line what DuckDB gave up over, as a full disk.

    What does not fit into memory goes to `spill`, and nowhere without it.
    """
    try:
        with duckdb.connect(config={"temp_directory": str(spill or "")}) as connection:
            for name, folder in inputs.items():
                files = f"{glob.escape(str(folder))}/*.parquet"
                connection.read_parquet(files, hive_partitioning=False).create_view(name)
            yield connection
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise NotReady(
            f"DuckDB gave up: {said}", "mend it and run it again; what is done stays done"
        ) from error
