"""Where Wotu keeps what it makes on this machine: its data, its key, its collected files."""

import os
from pathlib import Path


def _root() -> Path:
    """Return the checkout this runs from, or the current folder when installed elsewhere."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").exists() else Path.cwd()


ROOT = _root()
"""The project's folder."""

VAR = Path(os.environ.get("WOTU_VAR") or ROOT / "var").resolve()
"""Everything made at run time; outside version control, safe to back up, never to share."""
