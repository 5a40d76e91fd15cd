"""`wotu rematch`: bring a zone's standing answers up to date, now."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django

console = Console(highlight=False)


def rematch(
    *,
    zone: Annotated[str, typer.Option(help="The zone's pack, such as guangzhou.")],
    full: Annotated[bool, typer.Option(help="Ask everything again, whatever changed.")] = False,
    on: Annotated[str, typer.Option(help="As-of date, 2026-11-28; today by default.")] = "",
) -> None:
    """Ask again what facts, rules or the date changed, and say how much that saved.

    Nobody is told here: the next run of the worker tells whom it concerns. Leaves with 2 if there is no
    such zone or date.
    """
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.cli.facts import day_of  # noqa: PLC0415 - needs settings
    from wotu.findings.reads import saved_share  # noqa: PLC0415 - needs settings
    from wotu.findings.verbs import rematch as again  # noqa: PLC0415 - needs settings
    from wotu.measures.zones import zone as zone_of  # noqa: PLC0415 - needs settings
    from wotu.measures.zones import zones  # noqa: PLC0415 - needs settings

    found = zone_of(zone)
    if found is None:
        known = ", ".join(each.id for each in zones())
        console.print(f"[red]There is no zone {escape(repr(zone))}.[/red] There are: {known}")
        raise typer.Exit(2)
    day = day_of(on) if on else timezone.localdate()
    run = again(zone=found, on=day, by="wotu rematch", now=timezone.now(), why="full" if full else "asked")
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else 0.0
    console.print(
        f"{found.pack.zone.zh} {found.pack.zone.en}, {day}: {run.firms:,} firms in {seconds:.2f} s\n"
        f"  asked again   {run.evaluated:>10,} answers of {run.firms - run.firms_skipped:,} firms\n"
        f"  left alone    {run.saved:>10,} answers ({saved_share(run):.1f}% saved)\n"
        f"  changed       {run.changes:>10,}"
    )
