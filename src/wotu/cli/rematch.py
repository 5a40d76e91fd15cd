"""`wotu rematch`: bring a zone's standing answers up to date, now."""

from typing import Annotated

import typer
from rich.console import Console

from wotu.cli.starting import start_django
from wotu.cli.zones import zone_or_exit

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

    found = zone_or_exit(zone, console)
    day = day_of(on) if on else timezone.localdate()
    run = again(zone=found, on=day, by="wotu rematch", now=timezone.now(), why="full" if full else "asked")
    seconds, share = run.seconds or 0.0, saved_share(run.evaluated, run.saved)
    console.print(
        f"{found.pack.zone.zh} {found.pack.zone.en}, {day}: {run.firms:,} firms in {seconds:.2f} s\n"
        f"  asked again   {run.evaluated:>10,} answers of {run.firms - run.firms_skipped:,} firms\n"
        f"  left alone    {run.saved:>10,} answers ({share:.1f}% saved)\n"
        f"  changed       {run.changes:>10,}"
    )
