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


class Watcher:
    """Looks at processes and all they started, every quarter of a second, until it is stopped."""

    def __init__(self, roots: Sequence[int]) -> None:
        self._roots = roots
        self._before = sum(one.cpu for one in tree(roots).values())
        self._cpu = dict[int, float]()
        self._peak_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(OFTEN):
            found = tree(self._roots)
            self._peak_mb = max(self._peak_mb, sum(one.memory_mb for one in found.values()))
            self._cpu.update({pid: one.cpu for pid, one in found.items()})

    def stop(self) -> tuple[float, float]:
        """Return the seconds that processors worked since it began, and the most memory held, in MB."""
        self._over.set()
        self._thread.join()
        return sum(self._cpu.values()) - self._before, self._peak_mb


def watch(command: Sequence[str], env: dict[str, str], others: Sequence[int] = ()) -> Watched:
    """Run a command; `others` are processes that count too, with all they started."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watcher = Watcher([process.pid, *others])
    said, _ = process.communicate()
    seconds = time.perf_counter() - start
    cpu, peak_mb = watcher.stop()
    return Watched(seconds, cpu, peak_mb, said, process.returncode)


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
