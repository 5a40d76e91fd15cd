"""`wotu appoint`: the first official of a zone, who appoints all others on the desk."""

from typing import Annotated

import typer
from rich.console import Console

from wotu.cli.starting import start_django

BY = "wotu appoint"

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def appoint(
    email: Annotated[str, typer.Argument(help="Whose e-mail address.")],
    zone: Annotated[str, typer.Argument(help="Id of the zone's pack, such as wangcheng.")],
    *,
    name: Annotated[str, typer.Option(help="The person's name; the address's first part by default.")] = "",
    role: Annotated[str, typer.Option(help="The office.")] = "zone_admin",
    department: Annotated[str, typer.Option(help="Short name of the department.")] = "office",
) -> None:
    """Appoint an official from the terminal: a zone's first administrator, who appoints the others.

    Leaves with 2 where there is no such zone or role, or the person holds the office already.
    """
    start_django()
    from wotu.cli.appointing import appoint_first  # noqa: PLC0415 - needs settings

    try:
        said = appoint_first(email=email, zone_id=zone, name=name, role=role, slug=department, by=BY)
    except ValueError as error:
        errors.print(f"[red]{error}[/red]")
        raise typer.Exit(2) from None
    console.print(said)
