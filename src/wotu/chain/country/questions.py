"""The questions asked of a whole country: plain SQL in `queries/`, the same text for DuckDB and for Spark.

Values are written into the text: engines take parameters in different ways, and some look at them too late
to leave out the parts of a file that cannot hold an answer. Numbers are written as numbers and words quoted.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

Value = int | float | Sequence[int] | Sequence[str]

QUERIES = Path(__file__).parent / "queries"
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


def question(name: str, **values: Value) -> str:
    """Return the SQL of `queries/<name>.sql` with its parameters, written `:name`, filled in.

    Raises:
        KeyError: a parameter was given no value.
    """
    return fill(QUERIES / f"{name}.sql", values)


def fill(file: Path, values: dict[str, Value]) -> str:
    """Return the SQL of a file with its parameters filled in.

    Raises:
        KeyError: a parameter was given no value.
    """
    return _PARAMETER.sub(lambda found: _written(values[found[1]]), _text(file))


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _written(value: Value) -> str:
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        # With an exponent: without one, Spark and DuckDB take it for a decimal.
        return repr(value) if "e" in repr(value) else f"{value!r}e0"
    return ", ".join(quoted(one) if isinstance(one, str) else str(int(one)) for one in value)


def quoted(text: Path | str) -> str:
    """Return a path or a word as a string of SQL."""
    return "'" + str(text).replace("'", "''") + "'"
