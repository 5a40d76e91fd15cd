"""Building the layouts of a country: step by step on disk, whole or not at all.

The steps are SQL in `building/`, run by DuckDB within a limit of memory. Ids become numbers first; claims are
then scattered into buckets of zones, makers into buckets of products, and each bucket is sorted by itself.
What a delivery and what a family is say the views of the small graph (`graph/queries`), run bucket by bucket.

Everything is written into `<store>.partial`, which becomes the store at the end. A build that was stopped
goes on after the last finished step, as long as the files and the version of Wotu are the same.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from wotu import __version__
from wotu.chain.country.folders import refuse_if_there
from wotu.chain.country.questions import Value, fill, quoted
from wotu.chain.country.source import CountryMistakes, Source
from wotu.chain.country.steps import STEPS, Step
from wotu.chain.country.store import CARD, FORM, WEIGHTS, connect, files, weights
from wotu.chain.graph.relations import KINDS, STATES, query
from wotu.rules.text import Text

Tell = Callable[[Text, int, int], None]
"""Told which step begins: what it makes, its number, how many there are."""
FLOOR = 1e-4
"""Added to a share before its logarithm, as in `wotu.chain.fused`."""

_SQL = Path(__file__).parent / "building"
_FIRMS = (
    "CREATE VIEW firms_numbered AS "
    "SELECT n.* EXCLUDE (group_id), g.of_group "
    "FROM numbers AS n LEFT JOIN group_numbers AS g USING (group_id)"
)
_PRODUCTS = "CREATE VIEW products AS SELECT product AS id, parent FROM numbered_products"
ROWS_IN_BUCKET = 3_000_000
_MOST_BUCKETS = 64


def build(source: Source, store: Path, *, memory: str = "5GB", tell: Tell | None = None) -> None:
    """Build the store of a country.

    Args:
        source: the relations.
        store: the folder to make; it must not be there.
        memory: what DuckDB may use, in its own words; the process uses some more.
        tell: told at each step.

    Raises:
        CountryMistakes: the store is there, the files cannot be used, or DuckDB gave up (the disk is full,
            the memory too small). What was built until then stays beside the store for the next try.
    """
    refuse_if_there(store)
    partial = store.with_name(f"{store.name}.partial")
    try:
        _Building(source, partial, memory).run(tell or (lambda *_: None))
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise CountryMistakes(
            Text(
                f"建库中断：{first}。已完成的步骤在 {partial}；排除原因后再次运行，从中断处继续。",
                f"The build stopped: {first}. What was finished is in {partial}; "
                "mend the cause and run it again, and it goes on from there.",
            )
        ) from error
    partial.rename(store)


class _Building:
    """One build, in one connection."""

    def __init__(self, source: Source, partial: Path, memory: str) -> None:
        self._partial = partial
        self._work, self._done = partial / "work", partial / "done"
        self._begin(f"{__version__} {FORM} {weights()} {source.fingerprint()}")
        self._connection = connect(memory=memory, spill=partial / "spill")
        source.create_views(self._connection)
        ((rows,),) = self._connection.execute("SELECT COUNT(*) FROM source_supplies").fetchall()
        buckets = int(min(rows // ROWS_IN_BUCKET + 1, _MOST_BUCKETS))
        self._values: dict[str, Value] = {
            **WEIGHTS, "floor": FLOOR, "buckets": buckets, "kinds": KINDS, "states": STATES,
        }  # fmt: skip

    def _begin(self, making: str) -> None:
        """Keep what is there of the same build, and nothing else."""
        note = self._partial / "making"
        if self._partial.exists() and not (note.is_file() and note.read_text(encoding="utf-8") == making):
            shutil.rmtree(self._partial)
        self._done.mkdir(parents=True, exist_ok=True)
        note.write_text(making, encoding="utf-8")

    def run(self, tell: Tell) -> None:
        """Take the steps that were not taken yet, and finish the folder."""
        freed = self._freed()
        for number, step in enumerate(STEPS, start=1):
            tell(step.title, number, len(STEPS))
            mark = self._done / step.name
            if not mark.exists():
                self._take(step)
                mark.touch()
            elif step.name not in freed:
                self._show(step)
            for table in step.frees:
                shutil.rmtree(self._work / table, ignore_errors=True)
        self._connection.close()
        card = {"form": FORM, "weights": weights()}
        (self._partial / CARD).write_text(json.dumps(card), encoding="utf-8")
        for folder in (self._work, self._done, self._partial / "spill"):
            shutil.rmtree(folder, ignore_errors=True)
        (self._partial / "making").unlink()

    def _freed(self) -> set[str]:
        """Return the tables that the steps taken before had no more use for: they are gone, or half gone."""
        return {table for step in STEPS if (self._done / step.name).exists() for table in step.frees}

    def _folder(self, step: Step) -> Path:
        return (self._partial if step.kept else self._work) / step.name

    def _take(self, step: Step) -> None:
        folder = self._folder(step)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if step.name == "families":
            self._connection.execute(_PRODUCTS)
            self._connection.execute(query("within"))
        if step.name == "deliveries":
            self._hand_over(-2)  # no such bucket: views need tables to be made
            self._connection.execute(query("papers"))
            self._connection.execute(query("delivered"))
        for bucket in self._buckets(step.each) if step.each else ():
            if step.name == "deliveries":
                self._hand_over(bucket)
            self._copy(step, folder / f"{bucket:04}.parquet", bucket=bucket)
        if not step.each:
            self._copy(step, folder if step.scatters else folder / "0000.parquet")
        self._show(step)
        self._check(step)

    def _buckets(self, table: str) -> list[int]:
        found = sorted(int(folder.name.removeprefix("bucket=")) for folder in (self._work / table).iterdir())
        return [bucket for bucket in found if bucket >= 0]

    def _hand_over(self, bucket: int) -> None:
        """Put a bucket's claims where `papers` looks for the claims of a graph."""
        for table, file in (("supplies", "supplies"), ("firms", "buyers")):
            sql = fill(_SQL / f"{file}.sql", {"bucket": bucket})
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")

    def _copy(self, step: Step, target: Path, **values: Value) -> None:
        sql = fill(_SQL / f"{step.name}.sql", self._values | values)
        options = "FORMAT parquet, COMPRESSION snappy"
        options += ", PARTITION_BY (bucket), OVERWRITE_OR_IGNORE" if step.scatters else ""
        options += f", ROW_GROUP_SIZE {step.group_rows}" if step.group_rows else ""
        self._connection.execute(f"SET preserve_insertion_order = {str(step.ordered).lower()}")
        self._connection.execute(f"COPY ({sql}) TO {quoted(target)} ({options})")

    def _show(self, step: Step) -> None:
        """Let later steps see what is finished."""
        table = files(self._folder(step).parent, step.name)
        self._connection.execute(f"CREATE OR REPLACE VIEW {step.name} AS FROM {table}")
        if step.name == "group_numbers":
            self._connection.execute(_FIRMS)

    def _check(self, step: Step) -> None:
        """Refuse ids given twice, and claims of firms and products that are not there."""
        if step.check and (found := self._connection.execute(step.check).fetchall()):
            raise CountryMistakes(*(_mistake(step, *row) for row in found))


def _mistake(step: Step, named: str, times: int) -> Text:
    field, _, value = named.partition(" ")
    wrong = Text("重复或为空", "stands twice or is empty") if field == "id" else Text("未知", "is not known")
    return Text(
        f"{step.title.zh}：{field} {value} {wrong.zh}（{times:,} 处）；请修正后再次运行",
        f"{step.title.en}: {field} {value} {wrong.en} ({times:,}×); mend it and run it again",
    )
