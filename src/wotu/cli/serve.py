"""`wotu prepare` and `wotu serve`: the site as one of several processes on one database."""

import os
from typing import Annotated

import typer
from rich.console import Console

console = Console(highlight=False, emoji=False)


def prepare() -> None:
    """Bring the database up to date, once, before processes of a new version are started."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    from django.core.management import call_command  # noqa: PLC0415 - needs settings

    from wotu.site import serving  # noqa: PLC0415 - loaded only when needed

    for title, step in serving.preparations():
        console.print(f"[dim]·[/dim] {title}")
        step()
    console.print("[dim]·[/dim] collecting the files pages load")
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to serve.")] = 8000,
    host: Annotated[str, typer.Option(help="Which address to serve on.")] = "127.0.0.1",
) -> None:
    """Serve pages only: no demonstration, no worker, no change to the database.

    Any number of such processes may stand behind a balancer, which asks /readyz; jobs need at least one
    `wotu worker`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django  # noqa: PLC0415 - needs settings

    from wotu.site import serving  # noqa: PLC0415 - loaded only when serving

    if not serving.is_free(host, port):
        console.print(f"[red]Port {port} is taken[/red] by another program. Choose another with --port.")
        raise typer.Exit(1)
    django.setup()
    console.print(f"[bold green]沃土 Wotu[/bold green] → [bold]http://{host}:{port}[/bold]")
    serving.serve(host, port)
