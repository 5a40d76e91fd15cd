"""What is missing is said before anything starts."""

import socket
import stat
from pathlib import Path

import pytest

from wotu.cluster.engine import NotReady
from wotu.cluster.spark_session import check_ready, java_version


def _java(folder: Path, version: str) -> str:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def test_without_pyspark_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(NotReady, match="pyspark is not installed") as missing:
        check_ready("local[2]")
    assert missing.value.hint == "`make spark` installs it"


def test_without_java_the_way_to_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NotReady, match="there is none") as missing:
        check_ready("local[2]")
    assert "openjdk-17-jre-headless" in missing.value.hint


@pytest.mark.parametrize(
    ("said", "version"), [("1.8.0_402", 8), ("11.0.22", 11), ("17.0.15", 17), ("21", 21)]
)
def test_the_version_of_java_is_read(
    said: str, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", _java(tmp_path, said))
    assert java_version() == version
    if version < 17:
        with pytest.raises(NotReady, match=f"this is Java {version}"):
            check_ready("local[2]")


def test_a_master_that_does_not_answer_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(NotReady, match=f"the master {address} does not answer"):
        check_ready(address)


def test_what_is_no_master_is_named() -> None:
    with pytest.raises(NotReady, match="'cluster' is no master of Spark"):
        check_ready("cluster")
