"""Starting a session of Spark, and saying plainly what is missing where it cannot start."""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wotu.cluster.engine import NotReady

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
"""The oldest Java that Spark 4 runs on."""
ANSWERS_WITHIN, WORKS_WITHIN = 5.0, 60.0
"""Seconds until a master must answer, and until a worker must have taken the application up."""
_LOG = Path(__file__).with_name("log4j2.properties")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG.as_uri()}",
}
"""What a match sets unless told otherwise."""
_MASTER = re.compile(r"spark://(.+)")
_PYTHON_SAID = re.compile(r"^[\w.]*Error: .*$", re.MULTILINE)
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator["SparkSession"]:
    """Yield a session on a master, stopped at the end.

    Args:
        master: `spark://host:port`, or `local[2]` for two cores of this machine.
        settings: Spark's own settings, over those of a match.

    Raises:
        NotReady: pyspark, Java, the master or its workers are missing.
    """
    check_ready(master)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - heavy, and only this engine has it

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", os.environ["PYSPARK_PYTHON"])
    builder = SparkSession.builder.appName("wotu match").master(master)
    for name, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(name, value)
    with plainly():
        started = builder.getOrCreate()
    try:
        if not master.startswith("local"):
            _wait_for_workers(started, master)
        yield started
    finally:
        started.stop()


@contextmanager
def plainly() -> Iterator[None]:
    """Say in one line what Spark gave up over: what Python said, if it was Python."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - comes with pyspark
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JError, PySparkException) as error:
        text = str(getattr(error, "java_exception", None) or error).strip()
        python = _PYTHON_SAID.search(text)
        said = python.group(0) if python else text.partition("\n")[0]
        raise NotReady(
            f"Spark gave up: {said}", "mend it and run it again; what is done stays done"
        ) from error


def check_ready(master: str) -> None:
    """See that pyspark and Java are here and the master answers."""
    if importlib.util.find_spec("pyspark") is None:
        raise NotReady("the package pyspark is not installed", "`make spark` installs it")
    version = java_version()
    if version is None:
        raise NotReady(f"Spark needs Java {JAVA} or later, and there is none", _INSTALL)
    if version < JAVA:
        raise NotReady(f"Spark needs Java {JAVA} or later; this is Java {version}", _INSTALL)
    found = _MASTER.fullmatch(master)
    if found:
        if not any(_answers(address) for address in found.group(1).split(",")):
            raise NotReady(
                f"the master {master} does not answer", "start it, or see that the address is right"
            )
    elif not master.startswith(("local", "yarn", "k8s://")):
        raise NotReady(f"{master!r} is no master of Spark", "write spark://HOST:7077, or local[2]")


_INSTALL = "Debian, Ubuntu: sudo apt-get install openjdk-17-jre-headless; elsewhere set JAVA_HOME"


def java_version() -> int | None:
    """Return the version of the Java that Spark would start, or None if there is none."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if program is None or not Path(program).is_file():
        return None
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = _VERSION.search(said)
    return int(found.group(1)) if found else None


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), ANSWERS_WITHIN):
            return True
    except (OSError, ValueError):
        return False


def _wait_for_workers(started: "SparkSession", master: str) -> None:
    """See that some worker has taken the application up; without one it would wait for ever."""
    status = started.sparkContext._jsc.sc()
    end = time.monotonic() + WORKS_WITHIN
    while status.getExecutorMemoryStatus().size() < 2:  # the driver itself is one
        if time.monotonic() > end:
            raise NotReady(
                f"no worker of {master} has taken this up",
                "see that workers are registered and have cores and memory free",
            )
        time.sleep(0.1)
