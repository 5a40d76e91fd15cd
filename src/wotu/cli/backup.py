"""`wotu backup` and `wotu restore`: the whole site in one file, and back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from wotu.site.backup import Said

console = Console(highlight=False, emoji=False, soft_wrap=True)
REFUSED = 2


def backup(target: Annotated[Path, typer.Argument(help="The .tar file to write; not there yet.")]) -> None:
    """Write the database and the files into one file, while the site goes on.

    Leaves with 2 if it cannot be written; then there is no half of it.
    """
    settings = _set_up()
    from django.db import connection  # noqa: PLC0415 - needs settings
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from wotu import __version__  # noqa: PLC0415
    from wotu.site.backup import BackupRefused, back_up  # noqa: PLC0415

    applied = sorted(MigrationRecorder(connection).applied_migrations())
    try:
        said = back_up(
            target, database=connection.settings_dict, files=settings.MEDIA_ROOT,
            migrations=dict(applied), version=__version__, now=timezone.now(),
        )  # fmt: skip
    except BackupRefused as error:
        _refuse(error)
    size = target.stat().st_size
    console.print(f"{escape(str(target))}: {size / 1e6:,.1f} MB, the database and {said.files:,} files")


def restore(
    source: Annotated[Path, typer.Argument(help="A file `wotu backup` wrote.", exists=True, dir_okay=False)],
    *,
    replace: Annotated[bool, typer.Option(help="Lose what the database holds now.")] = False,
) -> None:
    """Bring a backup back into an empty database, all of it or nothing.

    The processes of the site have to be stopped. Leaves with 2 if the backup is damaged or the database is
    not empty; then nothing was changed.
    """
    settings = _set_up()
    from django.db import connection  # noqa: PLC0415 - needs settings

    from wotu.site import backup as backups  # noqa: PLC0415

    connection.ensure_connection()  # starts the embedded PostgreSQL
    connection.close()
    try:
        said: Said = backups.restore(
            source, database=connection.settings_dict, files=settings.MEDIA_ROOT, replace=replace
        )
    except backups.BackupRefused as error:
        _refuse(error)
    console.print(
        f"Restored what version {said.version} held at {said.made_at}: "
        f"the database and {said.files:,} files.\n"
        "Next: [bold]wotu prepare[/bold], then [bold]wotu audit verify[/bold]."
    )


def _set_up() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django  # noqa: PLC0415 - needs settings
    from django.conf import settings  # noqa: PLC0415

    django.setup()
    return settings


def _refuse(error: Exception) -> None:
    console.print(f"[red]{escape(str(error))}[/red]")
    raise typer.Exit(REFUSED)
