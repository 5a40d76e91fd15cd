"""What every engine offers, and how answers are compared."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from benchmarks.matching.spec import Workload

NO, UNKNOWN, YES = 0, 1, 2
NONE = -1  # an amount that is not known or not due

Totals = list[tuple[int, int, int]]  # per measure: entitled, unknown, sum of fen


class Engine(ABC):
    """An engine with the table and the measures already loaded; the tasks are what is timed."""

    title: ClassVar[str]
    remark: ClassVar[str] = ""
    three_valued: ClassVar[bool] = True
    most_rows: ClassVar[int | None] = None  # runs on so many rows, its time is extrapolated
    tasks: ClassVar[tuple[str, ...]] = ("totals", "rows")
    extras: ClassVar[tuple[str, ...]] = ()  # further tasks, each asked once

    @abstractmethod
    def __init__(self, workload: Workload, table: pa.Table) -> None: ...


class Matcher(Engine):
    """An engine that answers for every row and measure, not only for the clock."""

    @abstractmethod
    def totals(self) -> Totals:
        """Entitled, unknown and the sum of amounts, per measure."""

    @abstractmethod
    def rows(self) -> Any:
        """Status and amount of every row and measure, in whatever form the engine has."""

    @abstractmethod
    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Per measure, in order: status (uint8) and amount (int64, ``NONE`` for null)."""


def digest(answers: Iterator[tuple[np.ndarray, np.ndarray]], *masks: np.ndarray) -> list[list[str]]:
    """For each mask, one checksum per measure over the status and amount of the rows in it."""
    found: list[list[str]] = [[] for _ in masks]
    for status, amount in answers:
        for position, mask in enumerate(masks):
            seal = hashlib.blake2b(status[mask].astype(np.uint8).tobytes(), digest_size=8)
            seal.update(amount[mask].astype("<i8").tobytes())
            found[position].append(seal.hexdigest())
    return found


def masks(table: pa.Table, head: int) -> dict[str, np.ndarray]:
    """The rows answers are compared on: all, those without unknowns, and the first few."""
    complete = np.ones(len(table), dtype=bool)
    for column in table.columns:
        complete &= column.is_valid().to_numpy()
    first = np.zeros(len(table), dtype=bool)
    first[:head] = True
    return {"all": np.ones(len(table), dtype=bool), "complete": complete, "head": first}


def null_as_none(column: pa.ChunkedArray | pa.Array) -> Any:
    """An Arrow column of amounts as int64 with ``NONE`` for null."""
    return column.cast(pa.int64()).fill_null(NONE).to_numpy()
