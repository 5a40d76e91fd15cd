"""Types commands of `wotu` one after another in this folder, in one process, and reports what they say.

Starting Python for every command of every document would take most of a minute.
"""

import json
import shlex
import sys
from pathlib import Path

from typer.testing import CliRunner

from wotu.cli.app import app


def words(command: str) -> list[str]:
    """Split a command as a shell does, with names that match patterns."""
    parts = shlex.split(command, comments=True)
    return [name for part in parts for name in (_matches(part) if "*" in part else [part])]


def _matches(pattern: str) -> list[str]:
    return sorted(map(str, Path().glob(pattern)))


def type_all(commands: list[str]) -> list[tuple[int, str]]:
    """Return how each command leaves, and what it says."""
    answers = []
    for command in commands:
        program, *arguments = words(command)
        if program != "wotu":
            raise ValueError(f"only wotu is run here, not {program}")
        result = CliRunner().invoke(app, arguments)
        broken = f"\n{result.exception!r}" if result.exception and result.exit_code == 1 else ""
        answers.append((result.exit_code, result.output + broken))
    return answers


if __name__ == "__main__":
    answers = type_all(json.load(sys.stdin))
    json.dump(answers, sys.stdout)
