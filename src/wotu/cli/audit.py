"""`wotu audit`: seal the audit trail, and check that nobody has changed it."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django

if TYPE_CHECKING:
    from wotu.audit.checking import Kept

console = Console(highlight=False, soft_wrap=True)
audit = typer.Typer(help="Seal the audit trail, and check that nobody has changed it.", no_args_is_help=True)
PAIR = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b\W+\b([0-9a-fA-F]{64})\b")
"""A day and its digest, however they are written beside each other."""


@audit.command()
def verify(
    *,
    digest: Annotated[
        list[str] | None,
        typer.Option(
            "--digest",
            metavar="FILE|DAY:HEX",
            help="A digest somebody kept, or a file of them. May be repeated.",
        ),
    ] = None,
) -> None:
    """Recompute the whole chain, and name the first entry that is not as it was sealed.

    Leaves with 1 if anything was altered, removed, inserted or reordered, or a digest given is not in the
    chain; with 2 if a digest cannot be read.
    """
    start_django()
    from wotu.audit import checking  # noqa: PLC0415 - needs settings
    from wotu.cli.progress import Steps  # noqa: PLC0415 - needs settings

    kept = [one for given in digest or () for one in _kept(given)]
    with Steps() as steps, steps.step("Recomputing the chain") as rows:
        report = checking.verify(kept, progress=rows)
    console.print(
        f"  sealed          {report.sealed:>12,} entries, the last link {report.seq}\n"
        f"  not yet sealed  {report.unsealed:>12,}\n"
        f"  published days  {report.days:>12,}\n"
        f"  the chain ends  {report.digest}"
    )
    for one in kept:
        if one.digest in report.found:
            place = report.found[one.digest]
            console.print(f"  [green]✓[/green] the digest kept of {one.day} is link {place:,} of the chain")
    for broken in report.breaks:
        console.print(f"  [red]✗ {broken.kind}[/red]: {escape(broken.text)}")
    if not report.is_whole:
        console.print("[bold red]The trail was changed.[/bold red] Above stands the first change found.")
        raise typer.Exit(1)
    console.print("[bold green]The trail is whole.[/bold green]")


@audit.command()
def seal() -> None:
    """Seal what waits; the worker does this every minute."""
    start_django()
    from wotu.audit.sealing import seal as seal_now  # noqa: PLC0415 - needs settings

    console.print(f"{seal_now():,} entries sealed.")


def _kept(given: str) -> "list[Kept]":
    """Read DAY:HEX, or a file with such lines or as published at /audit/digests.json."""
    from wotu.audit.checking import Kept  # noqa: PLC0415 - needs settings

    path = Path(given)
    text = path.read_text(encoding="utf-8") if path.is_file() else given
    pairs = _published(text) or PAIR.findall(text)
    if not pairs:
        console.print(
            f"[red]No digest in {escape(repr(given))}.[/red] Write it like 2026-03-01:<64 hex digits>, "
            "or name a file of such lines."
        )
        raise typer.Exit(2)
    return [Kept(dt.date.fromisoformat(day), hex_.lower()) for day, hex_ in pairs]


def _published(text: str) -> list[tuple[str, str]]:
    try:
        said: Any = json.loads(text)
    except json.JSONDecodeError:
        return []
    days = said.get("days", []) if isinstance(said, dict) else []
    return [(str(one["day"]), str(one["digest"])) for one in days if "day" in one and "digest" in one]
