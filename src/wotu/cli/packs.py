"""Finding packs for a command, and saying what is wrong with them."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from wotu.rules.load import load_packs
from wotu.rules.model import PackSet
from wotu.rules.problems import NOWHERE, PackError, Problem

TEACHING = {"showcase"}
"""Packs that are there to be read, not to be matched."""

console = Console(highlight=False, emoji=False)
errors = Console(stderr=True, highlight=False, emoji=False)


def default_packs() -> list[Path]:
    """Return every pack in ./packs except the teaching ones."""
    return [p.parent for p in sorted(Path("packs").glob("*/pack.yaml")) if p.parent.name not in TEACHING]


def load_or_exit(folders: Sequence[Path], changes: dict[str, str] | None = None) -> PackSet:
    """Load packs; where something is wrong, print every problem and leave with 1."""
    chosen = list(folders) or default_packs()
    if not chosen:
        errors.print("There is no pack here. Run this beside a folder [bold]packs/[/bold] or give --packs.")
        raise typer.Exit(2)
    try:
        return load_packs(chosen, changes)
    except PackError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from None


def refuse(message: str, hint: str = "") -> typer.Exit:
    """Say what is wrong with the command and what to do instead; return the exit with 2, to be raised."""
    what = f" [dim]({escape(hint)})[/dim]" if hint else ""
    errors.print(f"[red]✗[/red] {escape(message)}{what}", soft_wrap=True)
    return typer.Exit(2)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems, one to a line: place, what is wrong, what to do."""
    for problem in problems:
        hint = f" [dim]({escape(problem.hint)})[/dim]" if problem.hint else ""
        place = "" if problem.place == NOWHERE else f"{escape(str(problem.place))}: "
        errors.print(f"[red]✗[/red] {place}{escape(problem.message)}{hint}", soft_wrap=True)
    errors.print(f"\n{len(problems)} problem{'s' if len(problems) != 1 else ''}.")
