"""Matching millions of subjects: in one piece, part by part, and on a cluster of Spark on loopback.

python -m benchmarks.scale.matching [--millions 1 10 60] [--engines whole parts spark] [--crossing] [--docs]

The same command as a person types, with everything it costs: reading, matching, settling, writing, and
for Spark starting its session. Two workers of one core each beside the driver, on this machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from benchmarks.matching import data, environment, report
from benchmarks.matching.runner import progress
from benchmarks.scale.facts import MEASURES, write_facts, write_pack
from benchmarks.scale.results import into_page, keep, today
from benchmarks.scale.standalone import ROOT, Standalone
from benchmarks.scale.watch import Watched, watch

ENGINES = ("whole", "parts", "spark")
TITLES = {
    "whole": "one machine, in one piece", "parts": "one machine, part by part",
    "spark": "Spark, 2 workers × 1 core",
}  # fmt: skip
WHOLE_UP_TO = 10.0
"""Millions of subjects that are matched in one piece; more need more memory than this is about."""
COLUMNS = (
    "about",
    "subject_id",
    "measure",
    "version",
    "status",
    "amount_min",
    "amount_max",
    "reduced_by",
    "missing",
)
HEAD = [
    "engine",
    "subjects",
    "seconds",
    "CPU s",
    "subjects/s",
    "peak MB",
    "MB in",
    "MB out",
    "answers",
    "the same",
    "again s",
]


@dataclass(frozen=True)
class Run:
    """One engine on one size: its cost, what it wrote, and what the same command costs again."""

    engine: str
    million: float
    cost: Watched
    again: float | None
    read: int
    written: int
    rows: int
    content: str


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--millions", nargs="+", type=float, default=[1.0, 10.0, 60.0])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, metavar="ENGINE")
    parser.add_argument("--crossing", action="store_true", help="with a ranking and an account across rows")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/scale.md")
    options = parser.parse_args(arguments)
    pack = write_pack(crossing=options.crossing)
    load, runs = os.getloadavg()[0], []
    for million in options.millions:
        progress(f"Facts of {million:g} million subjects")
        parts, whole = write_facts(million)
        for engine in options.engines:
            if engine == "whole" and million > WHOLE_UP_TO:
                continue
            progress(f"{TITLES[engine]}, {million:g} million")
            runs.append(_run(engine, million, pack, parts, whole))
            progress(f"  {runs[-1].cost.seconds:.1f} s, {runs[-1].rows:,} answers")
    found, name = text(runs, load, crossing=options.crossing), "crossing" if options.crossing else "matching"
    print(found)
    keep(name, {"runs": [_kept(run) for run in runs]})
    if options.docs:
        into_page(name, found)
    return 0 if same(runs) else 1


def _kept(run: Run) -> dict[str, object]:
    """What the reckoning of larger sizes needs of a run."""
    return {
        "engine": run.engine, "subjects": round(run.million * 1_000_000), "cores": os.cpu_count(),
        "seconds": run.cost.seconds, "cpu_seconds": run.cost.cpu, "peak_mb": run.cost.peak_mb,
        "bytes_in": run.read, "bytes_out": run.written, "answers": run.rows, "content": run.content,
    }  # fmt: skip


def _run(engine: str, million: float, pack: Path, parts: Path, whole: Path) -> Run:
    with tempfile.TemporaryDirectory(dir=data.BUILD) as name:
        home = Path(name)
        common = ["--packs", str(pack), "--on", "2026-07-01", "--lang", "en"]
        wotu = [sys.executable, "-m", "wotu", "match"]
        if engine == "whole":
            mapping = ["--mapping", str(parts / "enterprise.mapping.yaml")]
            out = home / "out.parquet"
            cost = _watched([*wotu, str(whole), *mapping, *common, "-o", str(out)])
            return _came((engine, million), [cost], whole.stat().st_size, out)
        command = [*wotu, str(parts), "--engine", engine, *common, "-o", str(home / "out")]
        if engine == "parts":
            costs = [_watched(command) for _ in range(2)]
        else:
            with Standalone(home / "cluster") as cluster:
                settings = [
                    p for name, value in cluster.settings.items() for p in ("--spark", f"{name}={value}")
                ]
                command += ["--master", cluster.address, *settings]
                others = [process.pid for process in [*cluster.workers, cluster.master] if process]
                costs = [_watched(command, others) for _ in range(2)]
        size = sum(path.stat().st_size for path in parts.glob("*.parquet"))
        return _came((engine, million), costs, size, home / "out" / "answers")


def _watched(command: list[str], others: list[int] | None = None) -> Watched:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1"}
    found = watch(command, env, others or [])
    if found.code:
        raise SystemExit(found.said)
    return found


def _came(asked: tuple[str, float], costs: list[Watched], read: int, out: Path) -> Run:
    files = sorted(out.glob("*.parquet")) if out.is_dir() else [out]
    rows, content = content_of(files)
    written = sum(path.stat().st_size for path in files)
    again = costs[1].seconds if costs[1:] else None
    return Run(*asked, costs[0], again, read, written, rows, content)


def content_of(files: list[Path]) -> tuple[int, str]:
    """The rows of answers and a checksum over them that does not depend on their order."""
    names = ", ".join(COLUMNS)
    with duckdb.connect() as connection:
        connection.read_parquet([str(path) for path in files]).create_view("answers")
        query = f"SELECT count(*), sum(hash({names})::HUGEINT), bit_xor(hash({names})) FROM answers"  # noqa: S608
        found = connection.execute(query).fetchone()
    assert found
    return int(found[0]), f"{found[1]}/{found[2]}"


def same(runs: list[Run]) -> bool:
    return all(run.content == first_of(runs, run).content for run in runs)


def first_of(runs: list[Run], run: Run) -> Run:
    """The first run of the same size: what the others are compared with."""
    return next(other for other in runs if other.million == run.million)


def text(runs: list[Run], load: float, *, crossing: bool) -> str:
    machine = environment.machine()
    more = ", one ranking and one account across all rows" if crossing else ""
    head = (
        f"{MEASURES} measures{more}, 15 facts a subject, parts of 250,000; {machine['cpu']}, "
        f"{machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}, wotu {machine['wotu']}, pyspark {version('pyspark')}, "
        f"load {load:.1f} at the start; {today()}.\n"
        "Seconds of the whole command, Spark's start in them; processors and memory of all its processes; "
        '"again" is the same command once more.'
    )
    return f"{head}\n\n{report.table(HEAD, [_line(runs, run) for run in runs])}"


def _line(runs: list[Run], run: Run) -> list[str]:
    subjects = round(run.million * 1_000_000)
    first = first_of(runs, run)
    equal = "" if first is run else "yes" if first.content == run.content else "NO"
    return [
        TITLES[run.engine], f"{subjects:,}", f"{run.cost.seconds:.1f}", f"{run.cost.cpu:.1f}",
        f"{subjects / run.cost.seconds:,.0f}", f"{run.cost.peak_mb:,.0f}", f"{run.read / 1e6:,.0f}",
        f"{run.written / 1e6:,.0f}", f"{run.rows:,}", equal, "" if run.again is None else f"{run.again:.1f}",
    ]  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
