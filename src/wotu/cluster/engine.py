"""What runs a pass over all parts, and a query over what they ask: one machine, or a cluster."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from wotu.cluster.job import Done, Job
from wotu.cluster.parts import Part
from wotu.cluster.passes import Pass

Progress = Callable[[int, int], None]


class NotReady(Exception):
    """An engine cannot start; the text says what is missing, `hint` what to do."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


class Engine(Protocol):
    """Runs passes and queries."""

    def run(self, work: Pass, job: Job, parts: Sequence[Part], progress: Progress | None) -> list[Done]:
        """Do one pass for every part; say how many are done."""

    def rows(self, query: str, inputs: Mapping[str, Path]) -> pa.Table:
        """Return the few rows a query gives over folders of Parquet files."""

    def spread(self, query: str, inputs: Mapping[str, Path], output: Path) -> None:
        """Write the rows of a query part by part: `output/part=N/*.parquet`; the folder is new."""
