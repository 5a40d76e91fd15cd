"""`wotu manage`: Django's own commands (migrate, makemigrations, shell, check …)."""

import os

import typer


def manage(context: typer.Context) -> None:
    """Run one of Django's commands; without a name, list them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs settings

    execute_from_command_line(["wotu manage", *context.args])
