"""`wotu run`: the whole site on this machine, from nothing to a page."""

import os
from typing import Annotated

import typer
from rich.console import Console

LOCAL = "127.0.0.1"

console = Console(highlight=False, emoji=False)


def run(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to serve.")] = 8000,
    host: Annotated[str, typer.Option(help="Which address to serve on.")] = LOCAL,
) -> None:
    """Start the database, load the demonstration zones, and serve the site."""
    from wotu.site import serving, working  # noqa: PLC0415 - loaded only when serving

    if not serving.is_free(host, port):
        console.print(
            f"[red]Port {port} is taken[/red] by another program. "
            f"Choose another: [bold]make run PORT={port + 1}[/bold]"
        )
        raise typer.Exit(1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    for title, step in serving.preparations():
        console.print(f"[dim]·[/dim] {title}")
        step()
    _demonstrate()
    _ask_for_matching()
    console.print(f"\n[bold green]沃土 Wotu[/bold green] → [bold]http://{host}:{port}[/bold]")
    console.print("[dim]Ctrl-C stops it.[/dim]\n")
    with working.beside():
        serving.serve(host, port)


def _demonstrate() -> None:
    """Load the demonstration firms and show how they stand."""
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.cli import demonstration  # noqa: PLC0415 - needs settings

    console.print("[dim]·[/dim] loading the demonstration zones")
    demonstration.load(console, timezone.now(), timezone.localdate())
    console.print("[dim]·[/dim] checking every firm")
    demonstration.show(console, timezone.localdate())


def _ask_for_matching() -> None:
    """Have the worker bring the standing answers up to date."""
    from wotu.findings.asking import after_facts  # noqa: PLC0415 - needs settings
    from wotu.measures.zones import zones  # noqa: PLC0415 - needs settings

    for zone in zones():
        after_facts(zone=zone.id)
