"""One engine in a process of its own; answers one line of JSON for each line it is sent.

    python -m benchmarks.matching.worker ENGINE ROWS MEASURES [HEAD]

Send ``totals``, ``rows`` or another task of the engine, or ``digest``; end of input ends it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.matching import data
from benchmarks.matching.engine import Engine, Matcher, digest, masks
from benchmarks.matching.spec import workload

HOMES = ("benchmarks.matching.peers.{}", "benchmarks.matching.{}")


def engine(name: str) -> type[Engine]:
    home = HOMES[1] if name.startswith("ours") else HOMES[0]
    found: type[Engine] = importlib.import_module(home.format(name)).Engine
    return found


def peak_mb(*, reset: bool = False) -> float | None:
    """The most memory held since the last reset, or None where the system does not tell."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def run(built: Engine, task: str) -> dict[str, Any]:
    gc.collect()
    peak_mb(reset=True)
    cpu, start = time.process_time(), time.perf_counter()
    result = getattr(built, task)()
    seconds = time.perf_counter() - start
    cpu = time.process_time() - cpu
    reply: dict[str, Any] = {"seconds": seconds, "cpu": cpu, "peak_mb": peak_mb()}
    if isinstance(result, dict):  # an extra has figures of its own
        reply["result"] = result
    return reply


def main(name: str, rows: int, measures: int, head: int = 10_000) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever an engine prints goes to standard error

    def say(reply: dict[str, Any]) -> None:
        print(json.dumps(reply), file=answers, flush=True)

    found = engine(name)
    asked = workload(measures)
    table = data.load(rows)
    if found.most_rows and found.most_rows < rows:
        table = table.slice(0, found.most_rows)
    start = time.perf_counter()
    built = found(asked, table)
    say(
        {
            "title": found.title,
            "remark": found.remark,
            "three_valued": found.three_valued,
            "tasks": found.tasks,
            "extras": found.extras,
            "rows": len(table),
            "load": time.perf_counter() - start,
            "peak_mb": peak_mb(),
        }
    )
    for line in sys.stdin:
        task = line.strip()
        if task == "digest" and isinstance(built, Matcher):
            wanted = masks(table, head)
            found_digests = digest(built.unpack(built.rows()), *wanted.values())
            say(dict(zip(wanted, found_digests, strict=True)) | {"totals": built.totals()})
        else:
            say(run(built, task))


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
