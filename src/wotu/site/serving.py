"""Prepare the site and serve it, with gunicorn, from one command."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from gunicorn.app.base import BaseApplication

Step = Callable[[], object]


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens on this port yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def preparations() -> Iterator[tuple[str, Step]]:
    """Yield what to do before serving: a title to show and the step itself."""
    django.setup()
    yield "starting PostgreSQL", connections["default"].ensure_connection
    yield "bringing the tables up to date", _bring_tables_up_to_date
    yield "looking for new holiday notices", _seed_notices


def _bring_tables_up_to_date() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)  # does nothing where the counts are kept in the process


def _seed_notices() -> None:
    from wotu.workdays.verbs import seed_notices  # noqa: PLC0415 - needs the apps

    seed_notices(now=timezone.now())


def serve(host: str, port: int) -> None:
    """Serve until stopped."""
    connections.close_all()
    Gunicorn(bind=f"{host}:{port}", threads=8, worker_class="gthread", loglevel="warning").run()


class Gunicorn(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told what it needs by us instead of by a file."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application to serve."""
        from wotu.site.wsgi import application  # noqa: PLC0415 - in the worker, after the fork

        return application
