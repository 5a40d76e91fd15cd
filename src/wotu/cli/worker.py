"""`wotu worker`: run the jobs of the queue."""

from typing import Annotated

import typer

from wotu.cli.starting import start_django


def worker(
    *,
    until_empty: Annotated[bool, typer.Option(help="Run what is waiting, then leave.")] = False,
) -> None:
    """Match, tell and send e-mail as asked for by the site, until stopped.

    `wotu run` starts one by itself; beside a site served otherwise run one or more of these.
    """
    start_django()
    from wotu.site import working  # noqa: PLC0415 - needs settings

    working.stop_with_parent()
    working.work(until_empty=until_empty)
