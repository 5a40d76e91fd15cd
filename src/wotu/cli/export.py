"""`wotu export`: a zone's facts out of the books, as files `wotu match` reads."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django
from wotu.cli.zones import zone_or_exit

console = Console(highlight=False, soft_wrap=True)


def export(
    *,
    zone: Annotated[str, typer.Option(help="The zone's pack, such as guangzhou.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write the parts into.")],
    on: Annotated[str, typer.Option(help="As-of date, 2026-11-28; today by default.")] = "",
) -> None:
    """Write what is known of a zone's firms, people, projects and sites as of a day, part by part.

    Several zones may go into one folder, one after another. The parts of a zone written before are replaced.
    Leaves with 2 if there is no such zone or date, or the folder cannot be written.
    """
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.cli.facts import day_of  # noqa: PLC0415 - needs settings
    from wotu.facts.export import export_facts  # noqa: PLC0415 - needs settings

    found = zone_or_exit(zone, console)
    day = day_of(on) if on else timezone.localdate()
    parts = export_facts(
        zone=zone, vocabulary=found.packs.vocabulary, folder=output, on=day, by="wotu export",
        now=timezone.now(),
    )  # fmt: skip
    rows = 0
    try:
        for part in parts:
            told = ", ".join(f"{count:,} {about}" for about, count in part.rows.items() if count)
            console.print(f"  {part.part}  {told}")
            rows += sum(part.rows.values())
    except OSError as error:
        console.print(f"[red]{escape(str(output))} cannot be written:[/red] {escape(str(error))}")
        raise typer.Exit(2) from None
    console.print(f"{rows:,} rows as of {day} → {escape(str(output))}")
    if not rows:
        console.print("No firm of this zone is in the books.")
