"""The worker: runs the jobs of the queue, beside the site or alone."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connections
from procrastinate.contrib.django import app

SECONDS_TO_STOP = 15.0
POLLED_EVERY = 2.0
"""Seconds between looks at the queue; a new job is also announced by the database."""
BESIDE = "WOTU_WORKER_BESIDE"


def work(*, until_empty: bool = False) -> None:
    """Run jobs until told to stop (SIGINT, SIGTERM), or until none is left.

    A job in hand is given time to finish. What a worker that died left behind is taken up first.
    """
    from wotu.findings.tasks import take_up  # noqa: PLC0415 - needs the apps
    from wotu.site.watching import traces  # noqa: PLC0415 - needs settings
    from wotu.site.watching.jobs import watched  # noqa: PLC0415 - needs the apps

    traces.start()
    connections["default"].ensure_connection()  # starts the embedded PostgreSQL, and keeps it in use
    take_up()
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            wait=not until_empty, listen_notify=not until_empty, install_signal_handlers=True,
            fetch_job_polling_interval=POLLED_EVERY, shutdown_graceful_timeout=SECONDS_TO_STOP,
            task_middleware=[*(app.worker_defaults.get("task_middleware") or ()), watched],
        )  # fmt: skip


@contextmanager
def beside() -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker in a process of its own for as long as the block lasts.

    It also stops when this process dies without a word: then the pipe it reads from closes.
    """
    environment = {**os.environ, BESIDE: "1"}
    worker = subprocess.Popen(
        [sys.executable, "-m", "wotu", "worker"], stdin=subprocess.PIPE, env=environment
    )
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(SECONDS_TO_STOP + 5)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def stop_with_parent() -> None:
    """Where a site started this worker: stop as soon as the site is gone."""
    if not os.environ.get(BESIDE):
        return

    def watch() -> None:
        with suppress(OSError):
            os.read(sys.stdin.fileno(), 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
