"""Matching side by side: every engine in a process of its own, rounds interleaved.

python -m benchmarks.matching.run [--rows N] [--rounds N] [--measures N] [--quick] [--docs]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.documents import put
from benchmarks.matching import data, environment, report, spec
from benchmarks.matching.runner import Failed, Worker, progress

REFERENCE = "numpy_reference"
OURS = "ours"
ENGINES = (
    "scan_limit", OURS, REFERENCE, "polars_expr", "openfisca_engine", "duckdb_tuned",
    "duckdb_naive", "zen_engine",
)  # fmt: skip
SIZES = (60, 300, 1000)
WARM = 3.0  # seconds; shorter tasks are run once before they are timed


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    peers = environment.peers_python()
    asked = spec.workload(options.measures)
    progress(
        f"{options.rows:,} enterprises × {len(spec.FACTS)} facts, {options.measures} measures, "
        f"{asked.uses} conditions of which {len(asked.conditions)} distinct"
    )
    data.load(options.rows)
    head = min(options.rows, 10_000)
    results: dict[str, Any] = {
        "machine": environment.machine(),
        "workload": {
            "rows": options.rows, "facts": len(spec.FACTS), "measures": options.measures,
            "conditions": asked.uses, "distinct": len(asked.conditions), "rounds": options.rounds,
        },
        "engines": {},
    }  # fmt: skip
    workers = _start(options, peers, head, results)
    _rounds(workers, options.rounds, results)
    _compare(workers, results)
    for worker in workers:
        worker.stop()
    if OURS in options.engines:
        results["scaling"] = _scaling(options)
    file = data.BUILD / "matching.json"
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False))
    found = report.text(results)
    print(found)
    if options.docs:
        put(environment.ROOT / "docs" / "benchmarks.md", "matching", found)
    progress(f"Written to {file.relative_to(environment.ROOT)}")
    return 0 if report.agreed(results) else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measures", type=int, default=60)
    parser.add_argument("--quick", action="store_true", help="20,000 rows, 2 rounds: does it run?")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES, metavar="ENGINE")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    if options.quick:
        options.rows, options.rounds = 20_000, 2
    return options


def _python(name: str, peers: Path) -> Path:
    return Path(sys.executable) if name == OURS else peers


def _start(options: argparse.Namespace, peers: Path, head: int, results: dict[str, Any]) -> list[Worker]:
    workers = []
    for name in options.engines:
        progress(f"Loading {name}")
        try:
            worker = Worker(name, _python(name, peers), options.rows, options.measures, head)
        except Failed as failure:
            results["engines"][name] = {"title": name, "failed": str(failure)}
            continue
        results["engines"][name] = {**worker.about, "times": {}}
        workers.append(worker)
    return workers


def _rounds(workers: list[Worker], rounds: int, results: dict[str, Any]) -> None:
    for number in range(1, rounds + 1):
        for worker in list(workers):
            entry = results["engines"][worker.name]
            try:
                for task in entry["tasks"]:
                    answer = _timed(worker, task)
                    entry["times"].setdefault(task, []).append(answer)
                    seconds = f"{answer['seconds']:8.3f} s"
                    progress(f"Round {number} of {rounds}  {worker.name:17}{task:12}{seconds}")
            except Failed as failure:
                entry["failed"] = str(failure)
                workers.remove(worker)


def _timed(worker: Worker, task: str) -> dict[str, Any]:
    """One run, after an unmeasured one that warms memory up again; long tasks need none."""
    answer = worker.ask(task)
    return worker.ask(task) if answer["seconds"] < WARM else answer


def _compare(workers: list[Worker], results: dict[str, Any]) -> None:
    """Say of every engine whether its answers are those of the reference, and on which rows."""
    digests: dict[str, dict[str, Any]] = {}
    for worker in workers:
        if {"rows", "kept"} & set(results["engines"][worker.name]["tasks"]):
            progress(f"Comparing {worker.name}")
            try:
                digests[worker.name] = worker.ask("digest")
            except Failed as failure:
                results["engines"][worker.name]["failed"] = str(failure)
    for name, found in digests.items():
        entry = results["engines"][name]
        part = "all" if entry["three_valued"] else "complete"
        if entry["rows"] < results["workload"]["rows"]:
            part = "head"
        expected = digests.get(REFERENCE)
        if expected is None:
            continue
        equal = found[part] == expected[part]
        if part == "all":
            equal = equal and found["totals"] == expected["totals"]
        entry["compared"], entry["equal"] = part, equal


def _scaling(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Our planning, time and memory as measures grow, and the single subject."""
    found: list[dict[str, Any]] = []
    for measures in SIZES:
        asked = spec.workload(measures)
        entry: dict[str, Any] = {"measures": measures, "conditions": asked.uses}
        entry["distinct"] = len(asked.conditions)
        found.append(entry)
        try:
            worker = Worker(OURS, Path(sys.executable), options.rows, measures, 10)
            extras = [task for task in worker.about["extras"] if task != "long" or measures == SIZES[0]]
            for task in ("kept", "kept", "kept", *extras):
                progress(f"Ours with {measures} measures: {task}")
                entry.setdefault(task, []).append(worker.ask(task))
            worker.stop()
        except Failed as failure:
            entry["failed"] = str(failure)
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
