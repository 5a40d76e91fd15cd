"""`wotu worker`: run the jobs of the queue."""

import os
from typing import Annotated

import typer


def worker(
    *,
    until_empty: Annotated[bool, typer.Option(help="Run what is waiting, then leave.")] = False,
) -> None:
    """Match, tell and send e-mail as asked for by the site, until stopped.

    `wotu run` starts one by itself; beside a site served otherwise run one or more of these.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django  # noqa: PLC0415 - needs settings

    django.setup()
    from wotu.site import working  # noqa: PLC0415 - needs settings

    working.stop_with_parent()
    working.work(until_empty=until_empty)
