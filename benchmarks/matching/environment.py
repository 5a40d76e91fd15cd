"""The peers' own virtual environment, and what machine this is."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "benchmarks" / "requirements-peers.txt"
HOME = ROOT / "build" / "bench-venv"
PEERS = ("duckdb", "numpy", "openfisca-core", "polars", "pyarrow", "zen-engine")


def peers_python() -> Path:
    """The interpreter that has the peers; installs them when the pins have changed."""
    python = HOME / "bin" / "python"
    seal = HOME / ".pins"
    wanted = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if not seal.exists() or seal.read_text() != wanted:
        print(f"Installing the peers into {HOME.relative_to(ROOT)} …", file=sys.stderr, flush=True)
        venv.create(HOME, clear=True, with_pip=True)
        arguments = ("-m", "pip", "install", "--quiet", "--require-hashes", "--requirement")
        subprocess.run([python, *arguments, PINS], check=True)
        seal.write_text(wanted)
    return python


def pinned() -> dict[str, str]:
    lines = (line.split(" ")[0] for line in PINS.read_text().splitlines())
    pins = dict(line.split("==") for line in lines if "==" in line)
    return {name: pins[name] for name in PEERS}


def machine() -> dict[str, Any]:
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "wotu": _version("wotu"),
        "ours": {name: _version(name) for name in ("numpy", "pyarrow", "duckdb")},
        "peers": pinned(),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.processor() or "unknown"
