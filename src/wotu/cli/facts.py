"""Reading files of facts for a command, and saying what could not be read."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape

from wotu.cli.packs import errors, print_problems
from wotu.cli.progress import Steps
from wotu.match.read import Reading, read_facts
from wotu.rules.model import PackSet
from wotu.rules.problems import PackError
from wotu.rules.text import Language

USAGE = 2
SOME_REJECTED = 3
SHOWN = 10


def day_of(on: str) -> dt.date:
    """Return the as-of date of a command; today if none is given."""
    if not on:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.date.fromisoformat(on)
    except ValueError:
        errors.print(f"--on {on} is not a date. Write it as 2024-12-01.")
        raise typer.Exit(USAGE) from None


def language_of(lang: str) -> Language:
    """Return the language of labels."""
    if lang not in ("zh", "en"):
        errors.print("--lang is zh or en.")
        raise typer.Exit(USAGE)
    return "zh" if lang == "zh" else "en"


def read_all(
    files: Sequence[Path], mappings: Sequence[Path], packs: PackSet, day: dt.date, steps: Steps
) -> list[Reading]:
    """Read files, each with the mapping at its place, if there is one; leave with 2 where one is no use."""
    if len(mappings) > len(files):
        errors.print("There are more mappings than files.")
        raise typer.Exit(USAGE)
    chosen = [*mappings, *[None] * (len(files) - len(mappings))]
    readings: list[Reading] = []
    for path, mapping in zip(files, chosen, strict=True):
        try:
            with steps.step(f"Reading {path.name}"):
                readings.append(read_facts(path, packs.vocabulary, day, mapping))
        except PackError as error:
            print_problems(error.problems)
            raise typer.Exit(USAGE) from None
    kinds = [reading.table.about for reading in readings]
    for kind in {kind for kind in kinds if kinds.count(kind) > 1}:
        one = f"an {kind}" if kind == "enterprise" else f"a {kind}"
        errors.print(f"Two files have rows about {one}. Put them into one, or say `about:` in a mapping.")
        raise typer.Exit(USAGE)
    return readings


def report_reading(reading: Reading, rejected_to: Path | None) -> None:
    """Say how many rows were read, what is worth knowing, and what was set aside and why."""
    path, kept = reading.sheet.path, reading.rows - reading.rejected_rows
    errors.print(f"{path.name}: {kept:,} of {reading.rows:,} rows read", soft_wrap=True)
    for note in reading.notes:
        errors.print(f"[dim]·[/dim] {escape(note)}", soft_wrap=True)
    for rejection in reading.rejected[:SHOWN]:
        errors.print(f"[red]✗[/red] {escape(str(rejection))}", soft_wrap=True)
    if not reading.rejected:
        return
    rest = len(reading.rejected) - SHOWN
    more = f", {rest:,} more cells" if rest > 0 else ""
    where = f" → {rejected_to}" if rejected_to else "; give -o to have them written aside"
    errors.print(f"[red]{reading.rejected_rows:,} rows set aside[/red]{more}{escape(where)}", soft_wrap=True)


def set_aside(readings: Sequence[Reading], out: Path | None) -> None:
    """Write rejected rows beside the answers, and report every file."""
    for number, reading in enumerate(readings):
        middle = f".{reading.table.about}" if number else ""
        target = out.with_name(f"{out.stem}{middle}.rejected.csv") if out else None
        if target and reading.rejected:
            reading.write_rejected(target)
        report_reading(reading, target)
