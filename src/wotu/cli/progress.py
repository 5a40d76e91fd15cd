"""Saying what goes on, for anything that takes longer than a second."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from wotu.cli.packs import errors

PATIENCE = 1.0


class Steps:
    """Shows the step at hand once a second has passed; a piped run shows nothing."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(),
            TextColumn("{task.fields[count]}"), TimeElapsedColumn(), console=errors, transient=True,
        )  # fmt: skip
        self._lock, self._over = threading.Lock(), False
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> "Steps":
        if errors.is_terminal:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            self._progress.stop()

    def _show(self) -> None:
        with self._lock:
            if not self._over:
                self._progress.start()

    @contextmanager
    def step(self, title: str) -> Iterator["Rows"]:
        """Show one step while it lasts; its rows may be counted."""
        task = self._progress.add_task(title, total=None, count="")
        try:
            yield Rows(self._progress, task)
        finally:
            self._progress.remove_task(task)


class Rows:
    """Counts the rows of a step."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def __call__(self, done: int, total: int) -> None:
        """Note how far it is."""
        self._progress.update(self._task, completed=done, total=total, count=f"{done:,} / {total:,}")
