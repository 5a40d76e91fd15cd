"""What a command takes: time, processors and memory, with everything it started."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OFTEN = 0.25


@dataclass(frozen=True)
class Watched:
    """Seconds that passed and that processors worked, the most memory held in MB, and what was said."""

    seconds: float
    cpu: float
    peak_mb: float
    said: str
    code: int


def watch(command: Sequence[str], env: dict[str, str], others: Sequence[int] = ()) -> Watched:
    """Run a command; `others` are processes that count too, with all they started."""
    start, before = time.perf_counter(), tree(others)
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    over, peak, cpu = threading.Event(), [0.0], dict[int, float]()

    def look() -> None:
        while not over.wait(OFTEN):
            found = tree([process.pid, *others])
            peak[0] = max(peak[0], sum(one.memory_mb for one in found.values()))
            cpu.update({pid: one.cpu for pid, one in found.items()})

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    spent = sum(cpu.values()) - sum(one.cpu for one in before.values())
    return Watched(seconds, spent, peak[0], said, process.returncode)


@dataclass(frozen=True)
class Process:
    """What a process holds, and what it has used so far; pages it shares with others count in each."""

    memory_mb: float
    cpu: float


def tree(roots: Sequence[int]) -> dict[int, Process]:
    """Processes and all below them, by their numbers."""
    children: dict[int, list[int]] = {}
    found: dict[int, Process] = {}
    page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(folder.name)
            children.setdefault(int(stat[1]), []).append(pid)
            found[pid] = Process(int(stat[21]) * page / 1e6, (int(stat[11]) + int(stat[12])) / tick)
    waiting, seen = list(roots), set[int]()
    while waiting:
        pid = waiting.pop()
        if pid not in seen:
            seen.add(pid)
            waiting += children.get(pid, [])
    return {pid: found[pid] for pid in seen if pid in found}
