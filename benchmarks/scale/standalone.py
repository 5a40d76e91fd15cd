"""A real cluster of Spark on loopback: one master and some workers, each a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import pyspark

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(pyspark.__file__).parent / "bin" / "spark-class"
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
HOST = "127.0.0.1"
WITHIN = 60.0
"""Seconds a process has to come up."""
SETTINGS = {
    "spark.driver.host": HOST,
    "spark.driver.bindAddress": HOST,
    "spark.executor.memory": "512m",
    # Begin when every worker is there, so that a small match is done by all of them.
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
}
"""What a driver on the same machine sets."""


class Standalone:
    """Starts the processes, and stops them with everything they started."""

    def __init__(self, folder: Path, workers: int = 2, java: str = "") -> None:
        """`java` are options for every Java that is started."""
        self.folder, self.size, self.java = folder, workers, java
        self.port = _free_port()
        self.master: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        return f"spark://{HOST}:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        return {
            **SETTINGS, "spark.cores.max": str(self.size), "spark.executor.extraJavaOptions": self.java,
        }  # fmt: skip

    def __enter__(self) -> Standalone:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.master = self._start("master", MASTER, "--port", str(self.port))
        self._wait_for_master()
        for number in range(self.size):
            self.add_worker(number)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in [*self.workers, self.master]:
            if process is not None:
                kill(process)

    def add_worker(self, number: int) -> None:
        work = self.folder / f"worker{number}"
        options = ("--port", "0", "--cores", "1", "--memory", "1g", "--work-dir", str(work))
        self.workers.append(self._start(f"worker{number}", WORKER, *options, self.address))

    def kill_worker(self) -> None:
        """End a worker with its executor, as a machine that loses its power does."""
        kill(self.workers.pop())

    def _start(self, name: str, main: str, *options: str) -> subprocess.Popen[bytes]:
        own = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        env = {
            **os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "256m", "PYTHONPATH": own,
            "PYSPARK_PYTHON": sys.executable, "PYTHONWARNINGS": "ignore",
            "SPARK_DAEMON_JAVA_OPTS": self.java,
        }  # fmt: skip
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [str(PROGRAM), main, "--host", HOST, "--webui-port", "0", *options],
                env=env, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _wait_for_master(self) -> None:
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 1):
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "master.log").read_text())


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
