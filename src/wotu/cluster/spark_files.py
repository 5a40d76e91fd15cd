"""Folders as Spark takes them."""

import re
from pathlib import Path

_PATTERN = re.compile(r"[*?\[\]{}\\]")


def to_read(folder: Path) -> str:
    """Return where Spark reads a folder: it takes some signs for patterns unless told not to."""
    return _PATTERN.sub(r"\\\g<0>", to_write(folder))


def to_write(folder: Path) -> str:
    """Return where Spark writes a folder: on the shared files, whatever a cluster keeps besides.

    Not `as_uri`: Spark does not undo what that does to blanks and to what is not ASCII.
    """
    return f"file://{folder}"
