"""The chain of a whole country: build its layouts, then ask for one zone, and for all of them.

    .venv/bin/python -m benchmarks.scale.chain --firms 60000000 [--keep /tmp/country60]
    .venv/bin/python -m benchmarks.scale.chain --store /tmp/country60 [--docs]

Makes the relations of a country that does not exist (`chain_data`), builds a store of them, and measures: the
build; one zone's missing links with leads for the first 50 of them, for random zones, the first one cold; the
missing links of all zones; with `--spark local[2]` the same on Spark, and whether the rows are the same. Each
is a process of its own, so that its memory is its own. Prints a table; *CPU s* is the cost on all cores
together, and says more than seconds where others use the machine. What was made is removed, unless `--keep`
says where the store stays.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from benchmarks.matching.environment import machine
from benchmarks.scale.chain_data import Size, make
from benchmarks.scale.results import into_page, keep, today
from benchmarks.scale.watch import Watcher
from wotu.chain.country.build import build
from wotu.chain.country.gaps import gaps, write_all_gaps
from wotu.chain.country.leads import leads
from wotu.chain.country.source import read_source
from wotu.chain.country.store import Store
from wotu.cluster import chain as on_spark
from wotu.cluster.spark_session import session
from wotu.rules.text import Text

FIRST_GAPS, LEADS = 50, 20
GOALS = {"one zone, p95": "≤ 1 s", "all zones": "≤ 600 s, ≤ 8 GB"}


class Line(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    cpu: str = ""
    goal: str = ""


def main() -> int:
    """Run one part if it is named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--firms", type=int, default=60_000, help="firms to make; three deliveries for each")
    parser.add_argument("--store", type=Path, help="a store that is there: nothing is made or built")
    parser.add_argument("--source", type=Path, help="relations that are there: nothing is made")
    parser.add_argument("--keep", type=Path, help="where the store stays")
    parser.add_argument("--zones", type=int, default=40, help="random zones to ask")
    parser.add_argument("--memory", default="5GB", help="what DuckDB may use")
    parser.add_argument("--spark", default="", help="a master, to ask Spark for all zones too")
    parser.add_argument("--spark-memory", default="6g", help="memory of Spark's driver")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/scale.md")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        print(json.dumps(PARTS[asked.part](asked)))
        return 0
    with tempfile.TemporaryDirectory(
        prefix="country-", dir=asked.keep.parent if asked.keep else None
    ) as made:
        return _measure(asked, Path(made))


def _measure(asked: argparse.Namespace, folder: Path) -> int:
    lines: list[Line] = []
    store = asked.store
    if store is None:
        source = asked.source or folder / "source"
        if not asked.source:
            began = time.monotonic()
            make(Size(asked.firms), source)
            lines.append(Line(f"made, {_bytes(source)}", f"{time.monotonic() - began:,.0f} s"))
        store = asked.keep or folder / "store"
        built = _part("build", asked, "--source", source, "--store", store)
        lines.append(_whole(f"built, {_bytes(store)}", built))
    one = _part("one", asked, "--store", store)
    lines += [
        Line(f"one zone, {at}", f"{one[at][0]:.2f} s", f"{one[at][1]:.2f}", GOALS.get(f"one zone, {at}", ""))
        for at in ("first (cold)", "p50", "p95", "slowest")
    ]
    lines.append(Line("one zone, peak memory", f"{one['peak GB']:.1f} GB"))
    every = _part("every", asked, "--store", store, "--keep", folder / "duckdb")
    lines.append(_whole(f"all zones, {every['rows']:,} missing links", every, GOALS["all zones"]))
    if asked.spark:
        spark = _part("spark", asked, "--store", store, "--keep", folder / "spark", "--spark", asked.spark)
        differing = _differing(folder / "duckdb", folder / "spark")
        lines.append(_whole(f"all zones, Spark {asked.spark}; {differing:,} rows differ", spark))
    found = _table(lines, one)
    print(found)
    keep("chain", {"firms": one["firms in zones"], "store_bytes": _size(store), "lines": lines})
    if asked.docs:
        into_page("chain", found)
    return 0


def _whole(name: str, part: dict[str, Any], goal: str = "") -> Line:
    measured = f"{part['seconds']:,.0f} s, {part['peak GB']:.1f} GB"
    return Line(name, measured, f"{part['CPU s']:,.0f}", goal)


def _part(name: str, asked: argparse.Namespace, *more: str | Path) -> dict[str, Any]:
    """Run one part in a process of its own."""
    print(f"… {name}", file=sys.stderr, flush=True)
    words = ["--part", name, "--zones", asked.zones, "--memory", asked.memory, *more]
    words += ["--spark-memory", asked.spark_memory]
    command = [sys.executable, "-m", "benchmarks.scale.chain", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watcher = Watcher([process.pid])
        said, _ = process.communicate()
    cpu, peak_mb = watcher.stop()
    if process.returncode:
        raise SystemExit(f"{name} failed")
    found: dict[str, Any] = json.loads(said.splitlines()[-1]) | {"CPU s": cpu, "peak GB": peak_mb / 1000}
    return found


def _build(asked: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()

    def tell(title: Text, number: int, steps: int) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {number}/{steps} {title.en}", file=sys.stderr, flush=True)

    build(read_source(asked.source), asked.store, memory=asked.memory, tell=tell)
    return {"seconds": time.monotonic() - began}


def _one(asked: argparse.Namespace) -> dict[str, Any]:
    """Ask for random zones; the first is asked twice, since the first time the files are opened."""
    with Store(asked.store, memory=asked.memory) as store:
        chosen = random.Random(7).sample(list(store.zones), min(asked.zones, len(store.zones)))  # noqa: S311
        firms = sum(row["firms"] for row in store.zones.values())

        def ask(zone: str) -> tuple[float, float]:
            began, cpu = time.monotonic(), time.process_time()
            found = gaps(store, zone)[:FIRST_GAPS]
            leads(store, zone, [gap.link.product for gap in found], limit=LEADS)
            return time.monotonic() - began, time.process_time() - cpu

        first = ask(chosen[0])
        asked_ = sorted(ask(zone) for zone in chosen)
        return {
            "first (cold)": first,
            "p50": asked_[len(asked_) // 2],
            "p95": asked_[int(0.95 * (len(asked_) - 1) + 0.5)],
            "slowest": asked_[-1],
            "zones asked": len(chosen),
            "zones": len(store.zones),
            "firms in zones": firms,
        }


def _every(asked: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    with Store(asked.store, memory=asked.memory) as store:
        rows = write_all_gaps(store, asked.keep)
    return {"seconds": time.monotonic() - began, "rows": rows}


def _spark(asked: argparse.Namespace) -> dict[str, Any]:
    settings = {
        "spark.driver.memory": asked.spark_memory,
        "spark.sql.shuffle.partitions": "64",
        "spark.local.dir": str(asked.keep.parent),
    }
    with session(asked.spark, settings) as started:
        began = time.monotonic()
        rows = on_spark.write_all_gaps(started, asked.store, asked.keep)
        return {"seconds": time.monotonic() - began, "rows": rows}


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "build": _build,
    "one": _one,
    "every": _every,
    "spark": _spark,
}


def _differing(one: Path, other: Path) -> int:
    """Return how many missing links one has and the other has not, or has with another rank or score."""
    sql = """
        SELECT COUNT(*)
        FROM one
        FULL JOIN other USING (zone, product)
        WHERE one.place IS DISTINCT FROM other.place OR ABS(one.score - other.score) > 1e-9
    """
    with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
        connection.read_parquet(f"{one}/*.parquet").create_view("one")
        connection.read_parquet(f"{other}/*.parquet").create_view("other")
        ((rows,),) = connection.execute(sql).fetchall()
    return int(rows)


def _bytes(folder: Path) -> str:
    return f"{_size(folder) / 1e9:.1f} GB"


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _table(lines: list[Line], one: dict[str, Any]) -> str:
    here = machine()
    head = (
        f"{today()}, {here['cpu']}, {here['cores']} cores, {here['memory_gb']} GB, load {here['load']} at "
        f"the end, DuckDB {here['ours']['duckdb']}; {one['firms in zones']:,} firms in {one['zones']:,} "
        f"zones, {one['zones asked']} of them asked."
    )
    rows = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([head, "", "| what | measured | CPU s | goal |", "|---|--:|--:|--:|", *rows])


if __name__ == "__main__":
    raise SystemExit(main())
