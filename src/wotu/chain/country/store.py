"""The store of a country: its layouts as Parquet, and a connection that sees them.

Spark reads the same files (`wotu.cluster.chain`), so nothing in them is DuckDB's own.
"""

import glob
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from wotu.chain.country.questions import quoted
from wotu.chain.country.source import CountryMistakes
from wotu.chain.fused import WEIGHTS as FUSED
from wotu.chain.leads import OWN
from wotu.rules.text import Text

LAYOUTS = ("zones", "products", "families", "inputs", "made", "deliveries", "makers", "groups")
CARD = "store.json"
FORM = 1
"""Changes when the layouts do: a store of another form is built again."""
WEIGHTS = {**OWN, "peers": FUSED["peers"]}
"""The weights of a lead's parts here: those of `wotu.chain.leads`, for what can be known of a country."""


class Store:
    """A store that was built, open for questions."""

    def __init__(self, path: Path, *, memory: str = "5GB") -> None:
        """Open the store.

        Raises:
            CountryMistakes: there is none, it was built by another version, or a layout is missing.
        """
        self.path = path
        check_store(path)
        with _plainly():
            self._connection = connect(memory=memory)
            self._connection.execute("SET parquet_metadata_cache = true")
            for name in LAYOUTS:
                self._connection.execute(f"CREATE VIEW {name} AS FROM {files(path, name)}")

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of an answer.

        Raises:
            CountryMistakes: DuckDB gave up (the memory is too small).
        """
        with _plainly():
            found = self._connection.execute(sql)
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def write(self, sql: str, file: Path) -> int:
        """Write an answer as Parquet; return its number of rows.

        Raises:
            CountryMistakes: DuckDB gave up (the disk is full, the memory too small).
        """
        with _plainly():
            copied = self._connection.execute(f"COPY ({sql}) TO {quoted(file)} (FORMAT parquet)")
            ((rows,),) = copied.fetchall()
        return int(rows)

    @cached_property
    def zones(self) -> dict[str, dict[str, Any]]:
        """Every zone by its id, in the order of their numbers."""
        return {row["id"]: row for row in self.ask("FROM zones ORDER BY zone")}

    @cached_property
    def products(self) -> dict[str, dict[str, Any]]:
        """Every product by its id."""
        return {row["id"]: row for row in self.ask("FROM products ORDER BY product")}

    def zone_number(self, zone: str) -> int:
        """Return the number of a zone.

        Raises:
            LookupError: there is no such zone.
        """
        if zone not in self.zones:
            raise LookupError(f"no zone {zone}")
        return int(self.zones[zone]["zone"])


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one line what DuckDB gave up over."""
    try:
        yield
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise CountryMistakes(
            Text(
                f"DuckDB 中断：{first}。排除原因后再次运行。",
                f"DuckDB gave up: {first}. Mend the cause and run it again.",
            )
        ) from error


def connect(*, memory: str, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that takes no more memory than it is allowed, and spills the rest."""
    connection = duckdb.connect(config={"memory_limit": memory})
    if spill:
        connection.execute(f"SET temp_directory = {quoted(spill)}")
    return connection


def files(path: Path, layout: str) -> str:
    """Return the files of a layout as a table of DuckDB."""
    every = f"{glob.escape(str(path / layout))}/**/*.parquet"
    return f"read_parquet({quoted(every)}, hive_partitioning = true)"


def weights() -> str:
    """Return the weights the order of makers rests on, as a word to be compared."""
    return json.dumps(WEIGHTS, sort_keys=True)


def check_store(path: Path) -> None:
    """Raise CountryMistakes if there is no store, or it was built by another version."""
    card = path / CARD
    if not card.is_file():
        raise CountryMistakes(
            Text(
                f"{path} 不是建好的库：请先运行 wotu chain country build",
                f"{path} is no store that was built: run wotu chain country build first",
            )
        )
    found = json.loads(card.read_text(encoding="utf-8"))
    if (found["form"], found["weights"]) != (FORM, weights()):
        raise CountryMistakes(
            Text(
                f"{path} 由另一版本建立：请用 wotu chain country build 重建",
                f"{path} was built by another version: build it again with wotu chain country build",
            )
        )
