"""The zones a command is asked about."""

from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from wotu.measures.zones import Zone

NO_SUCH_ZONE = 2


def zones_or_exit(name: str, console: Console) -> "list[Zone]":
    """Return the zone of this name, or all where none is named; leave with 2 if there is none."""
    from wotu.measures.zones import zones  # noqa: PLC0415 - needs settings

    return [one for one in zones() if name in ("", one.id)] or _leave(name, console)


def zone_or_exit(name: str, console: Console) -> "Zone":
    """Return the zone of this name; leave with 2 if there is none."""
    from wotu.measures.zones import zone  # noqa: PLC0415 - needs settings

    return zone(name) or _leave(name, console)


def _leave(name: str, console: Console) -> NoReturn:
    from wotu.measures.zones import zones  # noqa: PLC0415 - needs settings

    known = ", ".join(one.id for one in zones())
    console.print(f"[red]There is no zone {escape(repr(name))}.[/red] There are: {known}")
    raise typer.Exit(NO_SUCH_ZONE)
