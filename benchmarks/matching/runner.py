"""Workers side by side: started, asked round by round, and never waited for without limit."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.matching.environment import ROOT

TIMEOUT = 600.0  # seconds for one answer


class Failed(Exception):
    """A worker died or did not answer in time."""


class Worker:
    """A process that holds one engine with its table loaded."""

    def __init__(self, name: str, python: Path, rows: int, measures: int, head: int) -> None:
        self.name = name
        arguments = (str(number) for number in (rows, measures, head))
        self.process = subprocess.Popen(
            [python, "-m", "benchmarks.matching.worker", name, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.about = self._answer("start")

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def ask(self, task: str) -> dict[str, Any]:
        assert self.process.stdin
        try:
            print(task, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            raise Failed(f"{self.name} has stopped") from None
        return self._answer(task)

    def _answer(self, task: str) -> dict[str, Any]:
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                line = self.lines.get(timeout=min(10.0, max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= deadline:
                    self.stop()
                    raise Failed(f"{self.name} took over {TIMEOUT:.0f} s to {task}") from None
                progress(f"  {self.name} {task} …")
                continue
            if not line:
                raise Failed(f"{self.name} stopped at {task}")
            answer: dict[str, Any] = json.loads(line)
            return answer

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
