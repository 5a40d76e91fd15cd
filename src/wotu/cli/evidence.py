"""`wotu evidence`: remove files whose time is over, scan those that never were."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django

console = Console(highlight=False, soft_wrap=True)
evidence = typer.Typer(help="Files handed in: how long they are kept, whether they were scanned.",
                       no_args_is_help=True)  # fmt: skip
BY = "wotu evidence"


@evidence.command()
def purge(
    *, dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False
) -> None:
    """Remove the content of files whose time is over and which nothing refers to; their digests stay."""
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.facts.evidence import purge_evidence  # noqa: PLC0415 - needs settings
    from wotu.facts.retention import due, rules  # noqa: PLC0415 - needs settings

    now, removed, held = timezone.now(), 0, 0
    for one in due(timezone.localdate(now)):
        line = (
            f"{one.evidence.digest[:12]}  {escape(one.evidence.name)}, kept until {one.evidence.keep_until}"
        )
        if one.held is not None:
            console.print(f"  stays    {line}: {one.held.en}")
            held += 1
        elif dry_run or purge_evidence(evidence=one.evidence, by=BY, now=now):
            console.print(f"  {'goes   ' if dry_run else 'removed'}  {line}")
            removed += 1
    said = "would be removed" if dry_run else "removed"
    console.print(f"{removed:,} files {said}, {held:,} stay because something refers to them.")
    rule = rules()["default"]
    if not rule.published and rule.assumption:
        console.print(f"[dim]The rule of {rule.years} years is an assumption: {rule.assumption.en}[/dim]")


@evidence.command()
def scan() -> None:
    """Scan the files that never were. Leaves with 1 if one is infected, with 2 if the scanner is down."""
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.facts.evidence import scan_evidence  # noqa: PLC0415 - needs settings
    from wotu.facts.models import Evidence  # noqa: PLC0415 - needs settings
    from wotu.facts.scanning import ScannerDown  # noqa: PLC0415 - needs settings

    clean, infected, lost = 0, 0, 0
    for one in Evidence.objects.filter(scan="not_scanned", purged_at=None).order_by("id"):
        try:
            said = scan_evidence(evidence=one, by=BY, now=timezone.now())
        except FileNotFoundError:
            lost += 1
            console.print(f"  [red]lost[/red]      {one.digest[:12]}  {escape(one.name)}")
            continue
        except ScannerDown as error:
            console.print(f"[red]The scanner gives no answer:[/red] {escape(str(error))}")
            raise typer.Exit(2) from None
        clean, infected = clean + (not said.found), infected + bool(said.found)
        if said.found:
            console.print(
                f"  [red]infected[/red]  {one.digest[:12]}  {escape(one.name)}: {escape(said.found)}"
            )
    console.print(f"{clean:,} clean, {infected:,} infected and in quarantine, {lost:,} lost.")
    if infected:
        raise typer.Exit(1)
