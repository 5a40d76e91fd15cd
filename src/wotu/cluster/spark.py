"""The parts on a cluster of Spark: one task a part, the same kernel on it, and Spark's own windows.

pyspark is imported here and in `spark_session` only, when this engine is asked for.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from wotu.cluster.bundles import by_part
from wotu.cluster.engine import Progress
from wotu.cluster.job import Done, Job
from wotu.cluster.parts import Part
from wotu.cluster.passes import Pass, attempt
from wotu.cluster.seals import write_sealed
from wotu.cluster.spark_files import to_read
from wotu.cluster.spark_session import plainly

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DONE = "part string, rows long, kept boolean, note string, problem string"
OFTEN = 0.5
"""Seconds between two looks at how many parts are done."""


class Spark:
    """Runs passes and queries in a session of Spark."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session

    def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
        """Do one pass for every part, a task each; a task lost with its worker is done by another."""
        context = self.session.sparkContext
        shared = context.broadcast((work, job, tuple(parts)))

        def tasks(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            work, job, parts = shared.value
            for batch in batches:
                done = [attempt(work, job, parts[number]) for number in batch.column(0).to_pylist()]
                yield _batch(done)

        numbers = self.session.range(0, len(parts), 1, len(parts))
        with plainly(), _counting(self.session, len(parts), progress):
            rows = numbers.mapInArrow(tasks, DONE).collect()
        shared.unpersist()
        return [Done(*row) for row in rows]

    def rows(self, query: str, inputs: Mapping[str, Path]) -> pa.Table:
        """Return the rows of a query."""
        with plainly():
            self._name(inputs)
            return self.session.sql(query).toArrow()

    def spread(self, query: str, inputs: Mapping[str, Path], output: Path) -> None:
        """Write the rows of a query part by part; tasks write, as they do in a pass."""

        def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            found = list(batches)
            for number, mine in by_part(pa.Table.from_batches(found)) if found else ():
                write_sealed(output / f"part={number}" / "told.parquet", mine, "")
                yield pa.RecordBatch.from_pydict({"rows": [mine.num_rows]})

        with plainly():
            self._name(inputs)
            self.session.sql(query).repartition("part").mapInArrow(write, "rows long").collect()

    def _name(self, inputs: Mapping[str, Path]) -> None:
        for name, folder in inputs.items():
            self.session.read.parquet(to_read(folder)).createOrReplaceTempView(name)


def _batch(done: Sequence[Done]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(
        {
            "part": [each.part for each in done], "rows": pa.array([each.rows for each in done], pa.int64()),
            "kept": [each.kept for each in done], "note": [each.note for each in done],
            "problem": [each.problem for each in done],
        }
    )  # fmt: skip


@contextmanager
def _counting(session: "SparkSession", total: int, progress: Progress | None) -> Iterator[None]:
    """Say how many parts are done, while the cluster is at it."""
    over = threading.Event()

    def look() -> None:
        while progress and not over.wait(OFTEN):
            tracker = session.sparkContext.statusTracker()
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            done = [stage.numCompletedTasks for stage in stages if stage and stage.numTasks == total]
            if done:
                progress(max(done), total)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
